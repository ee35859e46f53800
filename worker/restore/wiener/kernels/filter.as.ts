/*
 * AssemblyScript (not TypeScript): the luma filter. README.md says how to build filter.wasm; plain-luma.ts computes the same, bit for bit.
 */

/** Two lines of four samples, 16 bits each. */
function two(at: usize, stride: usize): v128 {
  return i16x8.extend_low_i8x16_u(v128.load32_lane(at + stride, v128.load32_zero(at), 1));
}

function clip(differences: v128, level: v128): v128 {
  return i16x8.max_s(i16x8.min_s(differences, level), i16x8.neg(level));
}

/**
 * Filters the 4x4 blocks whose `chosen` is n > 0 with the n-th row of `coefficients` (`count` of 16 bits each): `linear` pairs, `clipped` pairs
 * (to 8 levels) and, where `before` is not 0, the differences to before and after, clipped to 4 and to 24. `offsets` has 32-bit distances of
 * the pairs for each turn. All planes have the same stride; addresses are those of the picture's first sample.
 */
export function filterLuma(source: usize, before: usize, after: usize, into: usize, stride: usize, columns: i32, rows: i32, chosen: usize, turns: usize, offsets: usize, linear: i32, clipped: i32, coefficients: usize, count: i32, shift: i32): void {
  const start = i32x4.splat(1 << (shift - 1));
  const eight = i16x8.splat(8), narrow = i16x8.splat(4), wide = i16x8.splat(24);
  const pairs = linear + clipped;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = row * columns + column;
      const which = <i32>load<u8>(chosen + block);
      if (which == 0) continue;
      const weights = coefficients + (which - 1) * count * 2;
      const distances = offsets + <i32>load<u8>(turns + block) * pairs * 4;
      const from = <usize>(row * 4) * stride + <usize>(column * 4);
      const at = source + from;
      const low = at + 2 * stride;
      const top = two(at, stride), bottom = two(low, stride);
      const top2 = i16x8.shl(top, 1), bottom2 = i16x8.shl(bottom, 1);
      let a = start, b = start, c = start, d = start;
      for (let tap = 0; tap < pairs; tap++) {
        const weight = load<i16>(weights + (tap << 1));
        if (weight == 0) continue;
        const w = i16x8.splat(weight);
        const offset: isize = load<i32>(distances + (tap << 2));
        let upper: v128, lower: v128;
        if (tap < linear) {
          upper = i16x8.sub(i16x8.add(two(at + offset, stride), two(at - offset, stride)), top2);
          lower = i16x8.sub(i16x8.add(two(low + offset, stride), two(low - offset, stride)), bottom2);
        } else {
          upper = i16x8.add(clip(i16x8.sub(two(at + offset, stride), top), eight), clip(i16x8.sub(two(at - offset, stride), top), eight));
          lower = i16x8.add(clip(i16x8.sub(two(low + offset, stride), bottom), eight), clip(i16x8.sub(two(low - offset, stride), bottom), eight));
        }
        a = i32x4.add(a, i32x4.extmul_low_i16x8_s(upper, w));
        b = i32x4.add(b, i32x4.extmul_high_i16x8_s(upper, w));
        c = i32x4.add(c, i32x4.extmul_low_i16x8_s(lower, w));
        d = i32x4.add(d, i32x4.extmul_high_i16x8_s(lower, w));
      }
      if (before) {
        for (let tap = 0; tap < 4; tap++) {
          const weight = load<i16>(weights + ((pairs + tap) << 1));
          if (weight == 0) continue;
          const w = i16x8.splat(weight);
          const other = (tap & 1 ? after : before) + from;
          const level = tap < 2 ? narrow : wide;
          const upper = clip(i16x8.sub(two(other, stride), top), level);
          const lower = clip(i16x8.sub(two(other + 2 * stride, stride), bottom), level);
          a = i32x4.add(a, i32x4.extmul_low_i16x8_s(upper, w));
          b = i32x4.add(b, i32x4.extmul_high_i16x8_s(upper, w));
          c = i32x4.add(c, i32x4.extmul_low_i16x8_s(lower, w));
          d = i32x4.add(d, i32x4.extmul_high_i16x8_s(lower, w));
        }
      }
      // Corrections saturate at 16 bits, far beyond the 255 that can matter.
      const first = i16x8.add_sat_s(top, i16x8.narrow_i32x4_s(i32x4.shr_s(a, shift), i32x4.shr_s(b, shift)));
      const last = i16x8.add_sat_s(bottom, i16x8.narrow_i32x4_s(i32x4.shr_s(c, shift), i32x4.shr_s(d, shift)));
      const samples = i8x16.narrow_i16x8_u(first, last);
      const to = into + from;
      v128.store32_lane(to, samples, 0);
      v128.store32_lane(to + stride, samples, 1);
      v128.store32_lane(to + 2 * stride, samples, 2);
      v128.store32_lane(to + 3 * stride, samples, 3);
    }
  }
}
