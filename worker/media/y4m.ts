import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { formatY4mHeader, i420Bytes, parseY4mHeader, Y4mError, type Y4mHeader } from "./y4m-header.ts";

export { i420Bytes, Y4mError, type Y4mHeader } from "./y4m-header.ts";

const FRAME_MARKER = Buffer.from("FRAME\n", "latin1");
const MAX_HEADER_BYTES = 1024;

/** Size of a Y4M file of so many frames. */
export function y4mBytes(header: Y4mHeader, frames: number): number {
  return formatY4mHeader(header, "a clip").length + frames * (FRAME_MARKER.length + i420Bytes(header.width, header.height));
}

/** Random access to the frames of a normalised Y4M file. */
export interface Y4mReader {
  readonly header: Y4mHeader;
  readonly frameCount: number;
  /** Bytes of one frame: width x height x 3/2. */
  readonly frameBytes: number;
  /**
   * Reads one frame as planar I420, into the given array of `frameBytes` or a new one.
   * @throws {Y4mError} for an index outside the file or a damaged frame marker.
   */
  readFrame(index: number, into?: Uint8Array): Promise<Uint8Array>;
  /** All frames in order, each in an array of its own. */
  frames(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Writes frames one after the other and hashes the file while it grows. */
export interface Y4mWriter {
  readonly header: Y4mHeader;
  /** @throws {Y4mError} when the array is not exactly one frame long. */
  writeFrame(frame: Uint8Array): Promise<void>;
  /** Closes the file; sha256 (hex) is of the whole file. */
  close(): Promise<{ frames: number; bytes: number; sha256: string }>;
}

async function readHeaderLine(handle: FileHandle, path: string): Promise<string> {
  const start = Buffer.alloc(MAX_HEADER_BYTES);
  const { bytesRead } = await handle.read(start, 0, MAX_HEADER_BYTES, 0);
  const end = start.subarray(0, bytesRead).indexOf(0x0a);
  if (bytesRead === 0) throw new Y4mError(`${path}: the file is empty`);
  if (end < 0) throw new Y4mError(`${path}: no Y4M header line in the first ${MAX_HEADER_BYTES} bytes`);
  return start.toString("latin1", 0, end);
}

/**
 * Opens a Y4M file of 8-bit 4:2:0 frames with plain FRAME markers. The frame count follows from the file's size.
 * @throws {Y4mError} when the file is another format, is truncated, or holds another kind of picture.
 */
export async function openY4m(path: string): Promise<Y4mReader> {
  const handle = await open(path, "r");
  try {
    const line = await readHeaderLine(handle, path);
    const header = parseY4mHeader(line, path);
    const { size } = await handle.stat();
    return readerOf(handle, path, header, line.length + 1, size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function readerOf(handle: FileHandle, path: string, header: Y4mHeader, dataStart: number, size: number): Y4mReader {
  const frameBytes = i420Bytes(header.width, header.height);
  const stride = FRAME_MARKER.length + frameBytes;
  const frameCount = Math.floor((size - dataStart) / stride);
  const rest = (size - dataStart) % stride;
  if (rest !== 0) throw new Y4mError(`${path}: truncated, ${rest} of ${stride} bytes after frame ${frameCount}`);
  const marker = Buffer.alloc(FRAME_MARKER.length);

  async function readFrame(index: number, into = new Uint8Array(frameBytes)): Promise<Uint8Array> {
    if (!Number.isInteger(index) || index < 0 || index >= frameCount) {
      throw new Y4mError(`${path}: there is no frame ${index}, the file has ${frameCount}`);
    }
    if (into.length !== frameBytes) throw new Y4mError(`${path}: a frame has ${frameBytes} bytes, the array ${into.length}`);
    const position = dataStart + index * stride;
    const { bytesRead } = await handle.readv([marker, into], position);
    // readv may stop early (signals, network file systems); the rest is asked for until the file ends.
    for (let done = bytesRead; done < stride; ) {
      const part = done < marker.length ? marker.subarray(done) : into.subarray(done - marker.length);
      const more = await handle.read(part, 0, part.length, position + done);
      if (more.bytesRead === 0) throw new Y4mError(`${path}: the file ended inside frame ${index}`);
      done += more.bytesRead;
    }
    if (!marker.equals(FRAME_MARKER)) throw new Y4mError(`${path}: no plain FRAME marker before frame ${index}`);
    return into;
  }

  return {
    header,
    frameCount,
    frameBytes,
    readFrame,
    async *frames() {
      for (let index = 0; index < frameCount; index += 1) yield await readFrame(index);
    },
    close: () => handle.close(),
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
}

/**
 * Creates (or replaces) a Y4M file.
 * @throws {Y4mError} when the header is not a normalised clip's.
 */
export async function createY4m(path: string, header: Y4mHeader): Promise<Y4mWriter> {
  const line = Buffer.from(formatY4mHeader(header, path), "latin1");
  const frameBytes = i420Bytes(header.width, header.height);
  const handle = await open(path, "w");
  const hash = createHash("sha256");
  let frames = 0;
  let bytes = 0;

  async function append(part: Uint8Array): Promise<void> {
    hash.update(part);
    await writeAll(handle, part);
    bytes += part.length;
  }

  try {
    await append(line);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    header,
    async writeFrame(frame) {
      if (frame.length !== frameBytes) throw new Y4mError(`${path}: a frame has ${frameBytes} bytes, not ${frame.length}`);
      await append(FRAME_MARKER);
      await append(frame);
      frames += 1;
    },
    async close() {
      await handle.close();
      return { frames, bytes, sha256: hash.digest("hex") };
    },
  };
}
