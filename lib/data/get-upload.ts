import type { Upload } from "../experiment/schema.ts";
import { UploadSchema } from "../experiment/schema.ts";
import { uploadItemKey } from "./keys.ts";
import type { Lab } from "./lab.ts";

/** An uploaded video, or null. @throws {StorageUnavailableError} */
export async function getUpload(lab: Lab, id: string): Promise<Upload | null> {
  const item = await lab.db.get(lab.tables.experiments, uploadItemKey(id));
  return item ? UploadSchema.parse(item) : null;
}
