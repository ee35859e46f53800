/*
 * How much of what a worker says is kept. An experiment on the largest suite says some 600 lines; a codec that complains about every
 * picture must not fill the store.
 */

/** Characters of one line. */
export const LINE_CHARACTERS = 500;
/** Lines of one attempt, whatever they say. */
export const ATTEMPT_LINES = 3000;
/** Lines beyond those for what must not be missing: changes of stage, warnings and errors. */
export const RESERVED_LINES = 300;
/** Lines of one item in DynamoDB: at four bytes a character 100 kB, of the 400 kB that an item may have. */
export const CHUNK_LINES = 50;
/** Items of one reply; DynamoDB ends a page at 1 MB by itself. */
export const PAGE_CHUNKS = 40;
/** Bytes of a kept log in one reply. */
export const PAGE_BYTES = 128 * 1024;
/** Attempts before the last whose lines go into the kept log, the newest ones. */
export const KEPT_ATTEMPTS = 5;
/** How long the live items stay. The kept log stays with the experiment; one that no worker could settle has only these. */
export const LIVE_SECONDS = 30 * 24 * 3600;
