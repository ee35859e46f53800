/** Address of an artifact; its name may hold slashes, each part is escaped by itself. */
export function artifactUrl(id: string, name: string): string {
  return `/api/experiments/${encodeURIComponent(id)}/artifacts/${name.split("/").map(encodeURIComponent).join("/")}`;
}
