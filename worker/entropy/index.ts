/** Entropy coding of parameters and maps: adaptive binary range coder and numbers over it. */
export { createContext, createContexts, type Context } from "./context.ts";
export { createBitCounter, createEncoder, type BitSink, type RangeEncoder } from "./range-encoder.ts";
export { createDecoder, type BitSource, type RangeDecoder } from "./range-decoder.ts";
export {
  createGolombModel, createNumberModel, createSymbolModel, MAX_NUMBER, readGolomb, readSigned, readSymbol, readUnsigned,
  writeGolomb, writeSigned, writeSymbol, writeUnsigned, type GolombModel, type NumberModel, type SymbolModel,
} from "./numbers.ts";
