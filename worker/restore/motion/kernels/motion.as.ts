/*
 * AssemblyScript (not TypeScript): what block matching does most. README.md says how to build motion.wasm; plain-kernels.ts
 * computes the same, bit for bit.
 */

/** Half-sample filter (1, -5, 20, 20, -5, 1) / 32 of H.264 (8.4.2.2.1), eight samples, before narrowing. */
function half(a: v128, b: v128, c: v128, d: v128, e: v128, f: v128): v128 {
  const inner = i16x8.sub(i16x8.shl(i16x8.add(c, d), 2), i16x8.add(b, e));
  const sum = i16x8.add(i16x8.add(i16x8.add(inner, i16x8.shl(inner, 2)), i16x8.add(a, f)), i16x8.splat(16));
  return i16x8.shr_s(sum, 5);
}

/** Sixteen half samples between `at` and `at + step`. */
function half16(at: usize, step: usize): v128 {
  const a = v128.load(at - 2 * step), b = v128.load(at - step), c = v128.load(at);
  const d = v128.load(at + step), e = v128.load(at + 2 * step), f = v128.load(at + 3 * step);
  return i8x16.narrow_i16x8_u(
    half(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b), i16x8.extend_low_i8x16_u(c), i16x8.extend_low_i8x16_u(d), i16x8.extend_low_i8x16_u(e), i16x8.extend_low_i8x16_u(f)),
    half(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b), i16x8.extend_high_i8x16_u(c), i16x8.extend_high_i8x16_u(d), i16x8.extend_high_i8x16_u(e), i16x8.extend_high_i8x16_u(f)),
  );
}

/** Half samples across, down and both of bytes `from` to `to` of a plane; the planes lie `plane` bytes apart behind it. */
export function halves(src: usize, plane: usize, stride: usize, from: usize, to: usize): void {
  for (let at = from; at < to; at += 16) {
    v128.store(src + plane + at, half16(src + at, 1));
    v128.store(src + 2 * plane + at, half16(src + at, stride));
  }
  for (let at = from; at < to; at += 16) v128.store(src + 3 * plane + at, half16(src + 2 * plane + at, 1));
}

function pair(at: usize, stride: usize): v128 {
  return v128.load64_lane(at + stride, v128.load64_zero(at), 1);
}

function differences(current: usize, a: usize, b: usize, stride: usize): v128 {
  const wanted = pair(current, stride);
  const found = i8x16.avgr_u(pair(a, stride), pair(b, stride));
  return i16x8.extadd_pairwise_i8x16_u(v128.or(i8x16.sub_sat_u(wanted, found), i8x16.sub_sat_u(found, wanted)));
}

/** Sum of absolute differences of 8x8 samples to the rounded mean of two others. */
export function difference(current: usize, a: usize, b: usize, stride: usize): i32 {
  const two = stride << 1;
  const four = stride << 2;
  const sum = i16x8.add(
    i16x8.add(differences(current, a, b, stride), differences(current + two, a + two, b + two, stride)),
    i16x8.add(differences(current + four, a + four, b + four, stride), differences(current + four + two, a + four + two, b + four + two, stride)),
  );
  const wide = i32x4.extadd_pairwise_i16x8_u(sum);
  return i32x4.extract_lane(wide, 0) + i32x4.extract_lane(wide, 1) + i32x4.extract_lane(wide, 2) + i32x4.extract_lane(wide, 3);
}

/** Writes 8x8 rounded means. */
export function blend(a: usize, b: usize, into: usize, stride: usize): void {
  for (let line: usize = 0; line < 8; line++) {
    const at = line * stride;
    v128.store64_lane(into + at, i8x16.avgr_u(v128.load64_zero(a + at), v128.load64_zero(b + at)), 0);
  }
}
