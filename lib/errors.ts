/*
 * Errors that callers tell apart by class. Each message is a sentence for the person who can act.
 */

/** DynamoDB or S3 did not answer after bounded retries with backoff. `cause` is the last error of the client. */
export class StorageUnavailableError extends Error {
  override readonly name = "StorageUnavailableError";
  readonly service: "dynamodb" | "s3";
  constructor(service: "dynamodb" | "s3", operation: string, cause: unknown) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message || String((cause as { code?: unknown }).code ?? "no message")}` : String(cause);
    super(`${service === "dynamodb" ? "DynamoDB" : "S3"} did not answer (${operation}): ${why}`, { cause });
    this.service = service;
  }
}

/** The cursor of a list is not one that this lab gave out for these filters. */
export class InvalidCursorError extends Error {
  override readonly name = "InvalidCursorError";
  constructor(cause?: unknown) {
    super("The cursor does not belong to this list. Start again without a cursor.", { cause });
  }
}

/** A key's part (artifact name, id) that must not become a part of a storage key. */
export class InvalidKeyError extends Error {
  override readonly name = "InvalidKeyError";
  constructor(what: string, value: string) {
    super(`${what} ${JSON.stringify(value.slice(0, 100))} is not allowed: letters, digits, ".", "_", "-" and single "/" between parts, no "..", not absolute.`);
  }
}

/** A byte range outside of the object (HTTP 416). */
export class RangeNotSatisfiableError extends Error {
  override readonly name = "RangeNotSatisfiableError";
  readonly totalBytes: number;
  constructor(range: string, totalBytes: number) {
    super(`The range ${JSON.stringify(range.slice(0, 60))} lies outside of the ${totalBytes} bytes.`);
    this.totalBytes = totalBytes;
  }
}

/** An object that a record names is not in the bucket. */
export class MissingBlobError extends Error {
  override readonly name = "MissingBlobError";
  constructor(key: string) {
    super(`There is no object ${JSON.stringify(key)} in the bucket.`);
  }
}
