import { BitstreamError } from "./errors.ts";

/** Unsigned LEB128, as in AV1 and protocol buffers: seven bits a byte, low bits first. */
export function writeVarint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** Reads bytes and varints one after the other and never beyond the end. */
export class ByteReader {
  readonly bytes: Uint8Array;
  offset = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.offset;
  }

  byte(what: string): number {
    const value = this.bytes[this.offset];
    if (value === undefined) throw new BitstreamError(`The file ends inside ${what}.`);
    this.offset += 1;
    return value;
  }

  take(length: number, what: string): Uint8Array {
    if (length > this.left) throw new BitstreamError(`The file ends inside ${what}: ${length} bytes are announced, ${this.left} are left.`);
    const part = this.bytes.subarray(this.offset, this.offset + length);
    this.offset += length;
    return part;
  }

  /** @throws {BitstreamError} when the number is out of bounds, is longer than 32 bits, or has needless bytes. */
  varint(what: string, min: number, max: number): number {
    let value = 0;
    for (let index = 0; index < 5; index += 1) {
      const byte = this.byte(what);
      value += (byte & 127) * 128 ** index;
      if (byte < 128) {
        if (byte === 0 && index > 0) throw new BitstreamError(`The ${what} is not written in its shortest form.`);
        if (value < min || value > max) throw new BitstreamError(`The ${what} is ${value}; ${min} to ${max} is possible.`);
        return value;
      }
    }
    throw new BitstreamError(`The ${what} is longer than five bytes.`);
  }
}
