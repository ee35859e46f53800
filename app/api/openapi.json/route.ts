import { openApiDocument } from "#lib/api/openapi.ts";

/** The document is made from the schemas that the routes parse with, so it cannot say anything else than they do. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
