/** Restoration by least-squares filters of the clip. See README.md beside this file. */
export { parseWiener, wienerParts, writeWiener } from "./bitstream.ts";
export { createWienerFilter, type WienerFilter } from "./filter.ts";
export type { Geometry, WienerParameters } from "./parameters.ts";
export { decibelsPerBit, trainWiener, type FrameSource, type TrainWienerRequest } from "./train.ts";
