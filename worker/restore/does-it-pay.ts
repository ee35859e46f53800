/**
 * Quality that the same bytes would buy in the base codec, dB per doubling of the rate. Measured on the quick suite's
 * curves: 2.3 to 2.9 dB (x265 medium, SVT-AV1 preset 6, PSNR-YUV); the higher figure keeps a doubtful part switched off.
 */
export const DB_PER_DOUBLING = 3;

/**
 * Whether a part earns its bytes: its gain must be more than what the base codec would gain with the same bytes.
 * @param gainDb gain in PSNR-YUV over the whole clip, dB
 * @param bytes what the part takes
 * @param otherBytes the rest of the file
 */
export function doesItPay(gainDb: number, bytes: number, otherBytes: number): { pays: boolean; neededDb: number } {
  const neededDb = DB_PER_DOUBLING * Math.log2(1 + bytes / otherBytes);
  return { pays: gainDb > neededDb, neededDb };
}
