import { avGetPixFmtName, FFmpegError, Filter, FilterGraph, Frame, type FilterContext, type IRational } from "#worker/media/av.ts";
import { i420Bytes, type Y4mHeader } from "#worker/media/y4m.ts";

/**
 * Flags of every resize in this lab: Lanczos with exact rounding, and the code path that gives the same bits on every
 * CPU. full_chroma_inp keeps all chroma of 4:4:4 and RGB sources until it is filtered.
 */
export const SCALE_FLAGS = "lanczos+accurate_rnd+bitexact+full_chroma_inp";

/** The filter that brings pictures to a size in limited range; BT.709 where the source is RGB. */
export function scaleFilter(width: number, height: number, rgb = false): string {
  return `scale=w=${width}:h=${height}:flags=${SCALE_FLAGS}:out_range=tv${rgb ? ":out_color_matrix=bt709" : ""}`;
}

/** A picture after conversion: planar I420 of the target size, with the time of the frame that it came from. */
export interface ConvertedPicture {
  data: Uint8Array;
  pts: bigint;
}

export interface PictureConverter {
  /** Pushes one decoded frame, or null at the end, and gives the pictures that come out: the filters may hold frames back. */
  convert(frame: Frame | null): ConvertedPicture[];
  free(): void;
}

interface Chain {
  graph: FilterGraph;
  source: FilterContext;
  sink: FilterContext;
  shape: string;
}

const shapeOf = (frame: Frame): string => `${frame.width}x${frame.height} ${avGetPixFmtName(frame.format as never)}`;

function createNode(graph: FilterGraph, name: string, args: string | null): FilterContext {
  const filter = Filter.getByName(name);
  if (!filter) throw new Error(`this FFmpeg build has no filter "${name}"`);
  const node = graph.createFilter(filter, name, args);
  if (!node) throw new Error(`the filter "${name}" refuses "${args}"`);
  return node;
}

function buildChain(frame: Frame, filters: readonly string[], timeBase: IRational): Chain {
  const graph = new FilterGraph();
  graph.alloc();
  graph.nbThreads = 1;
  const source = createNode(graph, "buffer", [
    `video_size=${frame.width}x${frame.height}`, `pix_fmt=${frame.format}`, `time_base=${timeBase.num}/${timeBase.den}`, "pixel_aspect=1/1",
    `colorspace=${frame.colorSpace}`, `range=${frame.colorRange}`,
  ].join(":"));
  const sink = createNode(graph, "buffersink", null);
  const middle = [...filters, "format=yuv420p"].map((text) => {
    const [name = "", ...args] = text.split("=");
    return createNode(graph, name, args.join("=") || null);
  });
  const nodes = [source, ...middle, sink];
  nodes.slice(1).forEach((node, index) => FFmpegError.throwIfError(nodes[index]!.link(0, node, 0), "link"));
  FFmpegError.throwIfError(graph.configSync(), "filter graph");
  return { graph, source, sink, shape: shapeOf(frame) };
}

/**
 * Makes a converter from decoded frames to pictures of the target size.
 * @param filters names and arguments made from this lab's own constants and numbers, never from a person's text.
 * @param timeBase unit of the frames' timestamps.
 */
export function createConverter(target: Pick<Y4mHeader, "width" | "height">, filters: readonly string[], timeBase: IRational): PictureConverter {
  let chain: Chain | null = null;
  const out = new Frame();
  out.alloc();
  const bytes = i420Bytes(target.width, target.height);

  function drain({ sink }: Chain): ConvertedPicture[] {
    const pictures: ConvertedPicture[] = [];
    for (;;) {
      const code = sink.buffersinkGetFrameSync(out);
      const error = code < 0 ? new FFmpegError(code) : null;
      if (error?.isEAGAIN || error?.isEOF) return pictures;
      if (error) throw error;
      const data = out.toBuffer();
      if (data.length !== bytes) throw new Error(`the filters gave ${out.width}x${out.height}, not ${target.width}x${target.height}`);
      pictures.push({ data, pts: out.pts });
      out.unref();
    }
  }

  return {
    convert(frame) {
      if (!frame) {
        if (!chain) return [];
        FFmpegError.throwIfError(chain.source.buffersrcAddFrameSync(null), "end of filter input");
        return drain(chain);
      }
      chain ??= buildChain(frame, filters, timeBase);
      if (shapeOf(frame) !== chain.shape) {
        throw new Error(`the converter was made for ${chain.shape} and got ${shapeOf(frame)}`);
      }
      frame.pts = frame.bestEffortTimestamp;
      FFmpegError.throwIfError(chain.source.buffersrcAddFrameSync(frame), "filter input");
      return drain(chain);
    },
    free() {
      out.free();
      chain?.graph.free();
    },
  };
}
