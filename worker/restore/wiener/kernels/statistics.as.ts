/*
 * AssemblyScript (not TypeScript): the normal equations' sums. README.md says how to build statistics.wasm.
 */

/** Samples of a batch: 32 bits hold the sums of 128 products of whole numbers up to 2047. */
const SAMPLES: i32 = 128;

/**
 * Adds the products of all pairs of rows of a batch (`size` rows of 128 samples, 16 bits each) to sums[row * size + column], 64-bit floats,
 * for columns up to the row: whole numbers below 2^53, thus exact.
 */
export function accumulate(batch: usize, size: i32, sums: usize): void {
  for (let row = 0; row < size; row++) {
    const one = batch + row * SAMPLES * 2;
    for (let column = 0; column <= row; column++) {
      const other = batch + column * SAMPLES * 2;
      let sum = i32x4.splat(0);
      let more = sum;
      for (let at: usize = 0; at < <usize>SAMPLES * 2; at += 32) {
        sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(one + at), v128.load(other + at)));
        more = i32x4.add(more, i32x4.dot_i16x8_s(v128.load(one + at, 16), v128.load(other + at, 16)));
      }
      sum = i32x4.add(sum, more);
      const total = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
      const into = sums + ((row * size + column) << 3);
      store<f64>(into, load<f64>(into) + <f64>total);
    }
  }
}
