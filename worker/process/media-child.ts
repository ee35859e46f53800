import { MEDIA_JOBS } from "./media-jobs.ts";
import { serveJobs } from "./serve-jobs.ts";

/*
 * The media process: all native codec work of generating, encoding and measuring happens here, so that a crash in a
 * codec ends this process and not the worker.
 */
serveJobs(MEDIA_JOBS);
