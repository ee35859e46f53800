/*
 * The one door to node-av (FFmpeg in-process): its low-level API and constants. Loading "node-av/lib" takes about 45 ms
 * against 125 ms for the whole of "node-av", and every decode is a new process. The high-level API is in av-api.ts.
 */
export * from "node-av/lib";
export * from "node-av/constants";
