import { headers } from "next/headers";

/**
 * The address that the reader used, for absolute links in metadata: behind a proxy, the one that it forwarded.
 * @returns null when the request names no usable host.
 */
export async function requestOrigin(): Promise<URL | null> {
  const sent = await headers();
  const first = (name: string) => sent.get(name)?.split(",")[0]?.trim() ?? null;
  const host = first("x-forwarded-host") ?? first("host");
  const protocol = first("x-forwarded-proto") === "https" ? "https" : "http";
  const address = `${protocol}://${host}`;
  return host && URL.canParse(address) ? new URL(address) : null;
}
