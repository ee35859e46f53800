import { StorageUnavailableError } from "../errors.ts";

const NETWORK_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"]);
const NAMES = new Set([
  "TimeoutError", "ThrottlingException", "Throttling", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "SlowDown",
  "InternalServerError", "ServiceUnavailable", "TransactionInProgressException", "TransactionConflictException",
]);

/** Whether an error of an AWS client, after its own retries, means that the service is out of reach or too busy. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } };
  if (typeof code === "string" && NETWORK_CODES.has(code)) return true;
  if (NAMES.has(error.name) || ($metadata?.httpStatusCode ?? 0) >= 500) return true;
  // Node reports a refused dual-stack connection as an AggregateError of the single refusals.
  if (error instanceof AggregateError && error.errors.some(isUnavailable)) return true;
  return error.cause !== undefined && isUnavailable(error.cause);
}

/** Runs one request; what means "out of reach" becomes a StorageUnavailableError, everything else stays as it is. */
export async function reaching<T>(service: "dynamodb" | "s3", operation: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw isUnavailable(error) ? new StorageUnavailableError(service, operation, error) : error;
  }
}
