import { createY4m, type Y4mHeader, type Y4mWriter } from "#worker/media/y4m.ts";

/** A normalised clip that lies on disk. */
export interface WrittenClip {
  header: Y4mHeader;
  frames: number;
  bytes: number;
  /** sha256 (hex) of the whole Y4M file. */
  sha256: string;
}

/** Creates a Y4M file, lets `fill` write its frames, and closes the file on every way out. */
export async function writeClip(path: string, header: Y4mHeader, fill: (writer: Y4mWriter) => Promise<void>): Promise<WrittenClip> {
  const writer = await createY4m(path, header);
  try {
    await fill(writer);
  } catch (error) {
    await writer.close();
    throw error;
  }
  return { header, ...(await writer.close()) };
}
