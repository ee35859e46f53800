/** How much a line of the log matters; apart from the schema, since a page that only lists them needs no schema library. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
