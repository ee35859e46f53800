import { open } from "node:fs/promises";
import { AV_NOPTS_VALUE, AV_PKT_FLAG_CORRUPT, Packet } from "#worker/media/av.ts";
import { MediaError } from "./media-error.ts";
import type { VideoInput } from "./open-video.ts";

/** What the container says about the video stream, found by reading all packets without decoding. */
export interface PacketScan {
  packets: number;
  /** Last minus first timestamp, seconds; null when the packets carry none. */
  seconds: number | null;
}

async function fileSize(path: string): Promise<number> {
  const handle = await open(path, "r");
  try {
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/**
 * Reads all packets of the stream.
 * @throws {MediaError} when the file ends before its index says, or inside a frame.
 */
export async function scanPackets(input: VideoInput, path: string, signal?: AbortSignal): Promise<PacketScan> {
  const packet = new Packet();
  packet.alloc();
  const { num, den } = input.stream.timeBase;
  let packets = 0;
  let first = Infinity;
  let last = -Infinity;
  let end = 0;
  let cut = false;
  try {
    while (await input.readPacket(packet)) {
      signal?.throwIfAborted();
      packets += 1;
      cut ||= packet.flags % (2 * AV_PKT_FLAG_CORRUPT) >= AV_PKT_FLAG_CORRUPT;
      end = Number(packet.pos) + packet.size;
      if (packet.pts !== AV_NOPTS_VALUE) {
        first = Math.min(first, Number(packet.pts));
        last = Math.max(last, Number(packet.pts));
      }
      packet.unref();
    }
  } finally {
    packet.free();
  }
  const promised = Number(input.stream.nbFrames);
  // The Y4M demuxer drops a last frame that is cut off without a word.
  const leftover = packets > 0 && input.format === "yuv4mpegpipe" && end < (await fileSize(path));
  if (cut || input.endError || leftover || (input.format.startsWith("mov") && promised > packets)) {
    const of = promised > packets ? ` of ${promised}` : "";
    throw new MediaError("incomplete", `The file ends too early: ${packets}${of} frames are there, the last one possibly in part. It was cut off: export or upload it again.`, { cause: input.endError });
  }
  return { packets, seconds: last > first ? ((last - first) * num) / den : null };
}
