import fc from "fast-check";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { BITSTREAM_VERSION, parseBitstream, writeBitstream, type Bitstream } from "./container.ts";
import { BitstreamError } from "./errors.ts";

const part = fc.uint8Array({ maxLength: 300 });
const bitstreams: fc.Arbitrary<Bitstream> = fc.record({
  header: fc.record({
    codec: fc.constantFrom("x265", "svt-av1", "vp9", "x264"),
    upscaler: fc.constantFrom(null, "bilinear", "bicubic", "lanczos", "spline"),
    width: fc.integer({ min: 1, max: 1920 }).map((half) => 2 * half),
    height: fc.integer({ min: 1, max: 1080 }).map((half) => 2 * half),
    fpsNum: fc.integer({ min: 1, max: 120_000 }),
    fpsDen: fc.integer({ min: 1, max: 1001 }),
    frames: fc.integer({ min: 1, max: 100_000 }),
  }),
  sections: fc.record({ base: part, program: fc.option(part, { nil: undefined }), shots: fc.option(part, { nil: undefined }), restore: fc.option(part, { nil: undefined }) }),
});

const example: Bitstream = {
  header: { codec: "x265", upscaler: "lanczos", width: 640, height: 360, fpsNum: 30_000, fpsDen: 1001, frames: 48 },
  sections: { base: Uint8Array.from({ length: 200 }, (_, index) => index) },
};

/** Puts a right checksum behind changed bytes, as somebody would who means it. */
function sealed(body: Uint8Array): Buffer {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32(body));
  return Buffer.concat([body, checksum]);
}

const body = (file: Buffer): Buffer => Buffer.from(file.subarray(0, -4));

function withByte(offset: number, value: number): Buffer {
  const changed = body(writeBitstream(example));
  changed[offset] = value;
  return sealed(changed);
}

describe("a bitstream file", () => {
  test("reads back as it was written", () => {
    fc.assert(fc.property(bitstreams, (bitstream) => {
      const parsed = parseBitstream(writeBitstream(bitstream));
      expect(parsed.header).toEqual(bitstream.header);
      for (const name of ["base", "program", "shots", "restore"] as const) expect(parsed.sections[name] && Buffer.from(parsed.sections[name])).toEqual(bitstream.sections[name] && Buffer.from(bitstream.sections[name]));
    }));
  });

  test("spends 26 bytes on a usual clip beside the stream itself", () => {
    expect(writeBitstream(example).length - (example.sections.base?.length ?? 0)).toBe(26);
  });

  test("never makes the reader fail otherwise than with a BitstreamError, whatever is changed in it", () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(bitstreams, changes, fc.boolean(), fc.nat(20), (bitstream, edits, seal, cut) => {
      const bytes = body(writeBitstream(bitstream));
      for (const [at, value] of edits) bytes[at % bytes.length] = value;
      const file = seal ? sealed(bytes.subarray(0, bytes.length - cut)) : bytes;
      try {
        parseBitstream(file);
      } catch (error) {
        expect(error).toBeInstanceOf(BitstreamError);
      }
    }), { numRuns: 300 });
  });

  test("is refused when it is cut anywhere", () => {
    const file = writeBitstream(example);
    for (let length = 0; length < file.length; length += 1) expect(() => parseBitstream(file.subarray(0, length))).toThrow(BitstreamError);
  });

  test.each([
    ["another kind of file", Buffer.from("ftypisom and so on"), /not an AVCL/],
    ["a version of the future", withByte(4, BITSTREAM_VERSION + 1), new RegExp(`version ${BITSTREAM_VERSION + 1}; this decoder knows versions up to ${BITSTREAM_VERSION}`)],
    ["unknown flags", withByte(5, 1), /flags/],
    ["an unknown codec", withByte(6, 9), /codec number 9 is unknown/],
    ["an unknown upscaler", withByte(7, 9), /upscaler number 9 is unknown/],
    ["a picture that is too wide", writeBitstream({ ...example, header: { ...example.header, width: 3842 } }), /width is 3842; 2 to 3840/],
    ["a picture that is too high", writeBitstream({ ...example, header: { ...example.header, height: 100_000 } }), /height/],
    ["an odd picture", writeBitstream({ ...example, header: { ...example.header, width: 641 } }), /not even/],
    ["too many frames", writeBitstream({ ...example, header: { ...example.header, frames: 100_001 } }), /frame count is 100001/],
    ["no frame", writeBitstream({ ...example, header: { ...example.header, frames: 0 } }), /frame count is 0/],
    ["bytes after the last section", sealed(Buffer.concat([body(writeBitstream(example)), Buffer.alloc(3)])), /3 bytes follow/],
    ["a section that is longer than the file", sealed(body(writeBitstream(example)).subarray(0, -1)), /200 bytes are announced, 199 are left/],
  ])("is refused with a clear message: %s", (_, file, message) => {
    expect(() => parseBitstream(file)).toThrow(BitstreamError);
    expect(() => parseBitstream(file)).toThrow(message);
  });

  test("is refused when a single bit of its stream flips", () => {
    const file = writeBitstream(example);
    file[60] = (file[60] ?? 0) ^ 1;
    expect(() => parseBitstream(file)).toThrow(/checksum/);
  });
});
