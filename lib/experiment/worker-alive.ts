/** A worker reports this often, seconds. */
export const WORKER_REPORT_SECONDS = 5;

/** A worker that has not reported for this long is not alive, seconds: three missed reports. */
export const WORKER_ALIVE_SECONDS = 15;
