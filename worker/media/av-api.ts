/*
 * node-av's high-level API (demuxer, decoder, encoder, filter, muxer), apart from av.ts because it loads slower.
 */
export * from "node-av/api";
