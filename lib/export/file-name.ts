/** A name for a download: only characters that no system, shell or header takes for something else. */
export function exportFileName(parts: readonly (string | null | undefined)[], extension: string): string {
  const name = parts
    .flatMap((part) => (part ? [part.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "")] : []))
    .filter((part) => part !== "")
    .join("-")
    .slice(0, 100);
  return `${name === "" ? "export" : name}.${extension}`;
}

/** The header of a download. */
export function attachment(fileName: string): string {
  return `attachment; filename="${fileName}"`;
}
