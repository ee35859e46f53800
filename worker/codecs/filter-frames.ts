import { AV_PIX_FMT_YUV420P, AVERROR_EAGAIN, AVERROR_EOF, Filter, FilterGraph, FilterInOut, Frame, type FilterContext } from "../media/av.ts";
import type { Y4mHeader } from "../media/y4m-header.ts";
import { logTail } from "./av-log.ts";
import { CodecError } from "./errors.ts";
import { messageOf } from "./open-encoder.ts";

/** A chain of filters that turns each picture into one picture, on one thread. */
export interface OpenFilter {
  /** Takes a picture and gives the filtered ones that are ready; the caller frees them. */
  push(frame: Frame): Promise<Frame[]>;
  /** The pictures that the chain still held. */
  finish(): Promise<Frame[]>;
  close(): void;
}

/**
 * Opens a filter graph for 8-bit 4:2:0 limited-range pictures.
 * @param chain FFmpeg's filter description, made by transform.ts from enums and bounded numbers only.
 * @throws {CodecError} with FFmpeg's words when the chain does not open.
 */
export async function openFilter(chain: string, geometry: Y4mHeader): Promise<OpenFilter> {
  const graph = new FilterGraph();
  graph.alloc();
  try {
    graph.nbThreads = 1;
    const { width, height, fpsNum, fpsDen } = geometry;
    const source = create(graph, "buffer", `video_size=${width}x${height}:pix_fmt=${AV_PIX_FMT_YUV420P}:time_base=${fpsDen}/${fpsNum}:frame_rate=${fpsNum}/${fpsDen}:pixel_aspect=1/1:range=tv`);
    const sink = create(graph, "buffersink", null);
    using outputs = endpoint("in", source);
    using inputs = endpoint("out", sink);
    const parsed = graph.parsePtr(chain, inputs, outputs);
    const configured = parsed < 0 ? parsed : await graph.config();
    if (configured < 0) throw new CodecError(`The filter ${chain} did not open: ${messageOf(configured)}`, await logTail());
    return filterOf(graph, chain, source, sink);
  } catch (error) {
    graph.free();
    throw error;
  }
}

function create(graph: FilterGraph, name: "buffer" | "buffersink", args: string | null): FilterContext {
  const filter = Filter.getByName(name);
  const context = filter && graph.createFilter(filter, name, args);
  if (!context) throw new CodecError(`The filter ${name} could not be created.`, args ?? "");
  return context;
}

/** The open end of a graph as the parser wants it: seen from outside, so the source is an output. */
function endpoint(name: string, context: FilterContext): FilterInOut {
  const end = new FilterInOut();
  end.alloc();
  end.name = name;
  end.filterCtx = context;
  end.padIdx = 0;
  return end;
}

function filterOf(graph: FilterGraph, chain: string, source: FilterContext, sink: FilterContext): OpenFilter {
  async function feed(frame: Frame | null): Promise<Frame[]> {
    const added = await source.buffersrcAddFrame(frame);
    if (added < 0) throw new CodecError(`The filter ${chain} did not take a picture: ${messageOf(added)}`, await logTail());
    const ready: Frame[] = [];
    for (;;) {
      const next = new Frame();
      next.alloc();
      const result = await sink.buffersinkGetFrame(next);
      if (result >= 0) {
        ready.push(next);
        continue;
      }
      next.free();
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return ready;
      throw new CodecError(`The filter ${chain} failed: ${messageOf(result)}`, await logTail());
    }
  }
  return { push: (frame) => feed(frame), finish: () => feed(null), close: () => graph.free() };
}
