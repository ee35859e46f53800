/** What a text says as JSON; null when it is none. For files of a cache, where one that was cut short is made anew. */
export function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
