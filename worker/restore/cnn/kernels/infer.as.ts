/*
 * AssemblyScript (not TypeScript): the integer network, row by row. README.md says how to build infer.wasm.
 *
 * Activations are 0..1023 in 16 bits. A row holds pairs of channels: element x of a pair is 32 bits, the even channel low and the odd one
 * high, so that one dot product serves both. `above`, `same` and `below` point at element x = 0 of the first pair;
 * `pair` is the byte distance of the pairs. Weights are pairs in the same manner.
 */

/** Element x of the input row: sample - 128 in the low half, for x from -margin to width + margin, edges repeated. */
export function loadRow(src: usize, dst: usize, width: i32, margin: i32): void {
  for (let x = -margin; x < width + margin; x++) {
    const from: i32 = min(max(x, 0), width - 1);
    store<i32>(dst + (x << 2), (<i32>load<u8>(src + from) - 128) & 0xffff);
  }
}

/** What the network sees of a difference: all of it up to `limit`, less and less beyond, nothing from twice as much. */
function trusted(difference: i32, limit: i32): i32 {
  const size: i32 = abs(difference);
  if (size <= limit) return difference;
  const left: i32 = max(2 * limit - size, 0);
  return difference < 0 ? -left : left;
}

/**
 * As loadRow with a second input in the high half and a third a pair further: how two other rows differ from the first, trusted
 * up to `limit`; their own samples - 128 when it is 0.
 */
export function loadRows(src: usize, other: usize, another: usize, dst: usize, pair: i32, width: i32, margin: i32, limit: i32): void {
  for (let x = -margin; x < width + margin; x++) {
    const from: i32 = min(max(x, 0), width - 1);
    const sample: i32 = load<u8>(src + from);
    let second: i32 = <i32>load<u8>(other + from);
    let third: i32 = <i32>load<u8>(another + from);
    second = limit > 0 ? trusted(second - sample, limit) : second - 128;
    third = limit > 0 ? trusted(third - sample, limit) : third - 128;
    store<i32>(dst + (x << 2), ((sample - 128) & 0xffff) | (second << 16));
    store<i32>(dst + pair + (x << 2), third & 0xffff);
  }
}

function clip(sum: v128, shift: i32): v128 {
  return i32x4.min_s(i32x4.max_s(i32x4.shr_s(sum, shift), i32x4.splat(0)), i32x4.splat(1023));
}

/** Two channels as one row of pairs. */
function join(even: v128, odd: v128): v128 {
  return v128.or(even, i32x4.shl(odd, 16));
}

/** Four output channels (two pairs, `pairOut` bytes apart) for `count` elements from `first` on, rounded up to 8. Weights [pair][ky][kx][4]. */
export function convolveRow4(above: usize, same: usize, below: usize, pair: i32, pairs: i32, dst: usize, pairOut: i32, weights: usize, biases: usize, first: i32, count: i32, shift: i32): void {
  const bias0 = v128.load32_splat(biases);
  const bias1 = v128.load32_splat(biases, 4);
  const bias2 = v128.load32_splat(biases, 8);
  const bias3 = v128.load32_splat(biases, 12);
  for (let x = first; x < first + count; x += 8) {
    let a0 = bias0, a1 = bias1, a2 = bias2, a3 = bias3;
    let b0 = bias0, b1 = bias1, b2 = bias2, b3 = bias3;
    let w = weights;
    for (let p = 0; p < pairs; p++) {
      const offset: usize = p * pair + (x << 2) - 4;
      for (let ky = 0; ky < 3; ky++) {
        const line: usize = (ky == 0 ? above : ky == 1 ? same : below) + offset;
        let left = v128.load(line);
        let right = v128.load(line, 16);
        let f = v128.load32_splat(w);
        a0 = i32x4.add(a0, i32x4.dot_i16x8_s(left, f));
        b0 = i32x4.add(b0, i32x4.dot_i16x8_s(right, f));
        f = v128.load32_splat(w, 4);
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(left, f));
        b1 = i32x4.add(b1, i32x4.dot_i16x8_s(right, f));
        f = v128.load32_splat(w, 8);
        a2 = i32x4.add(a2, i32x4.dot_i16x8_s(left, f));
        b2 = i32x4.add(b2, i32x4.dot_i16x8_s(right, f));
        f = v128.load32_splat(w, 12);
        a3 = i32x4.add(a3, i32x4.dot_i16x8_s(left, f));
        b3 = i32x4.add(b3, i32x4.dot_i16x8_s(right, f));
        left = v128.load(line, 4);
        right = v128.load(line, 20);
        f = v128.load32_splat(w, 16);
        a0 = i32x4.add(a0, i32x4.dot_i16x8_s(left, f));
        b0 = i32x4.add(b0, i32x4.dot_i16x8_s(right, f));
        f = v128.load32_splat(w, 20);
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(left, f));
        b1 = i32x4.add(b1, i32x4.dot_i16x8_s(right, f));
        f = v128.load32_splat(w, 24);
        a2 = i32x4.add(a2, i32x4.dot_i16x8_s(left, f));
        b2 = i32x4.add(b2, i32x4.dot_i16x8_s(right, f));
        f = v128.load32_splat(w, 28);
        a3 = i32x4.add(a3, i32x4.dot_i16x8_s(left, f));
        b3 = i32x4.add(b3, i32x4.dot_i16x8_s(right, f));
        left = v128.load(line, 8);
        right = v128.load(line, 24);
        f = v128.load32_splat(w, 32);
        a0 = i32x4.add(a0, i32x4.dot_i16x8_s(left, f));
        b0 = i32x4.add(b0, i32x4.dot_i16x8_s(right, f));
        f = v128.load32_splat(w, 36);
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(left, f));
        b1 = i32x4.add(b1, i32x4.dot_i16x8_s(right, f));
        f = v128.load32_splat(w, 40);
        a2 = i32x4.add(a2, i32x4.dot_i16x8_s(left, f));
        b2 = i32x4.add(b2, i32x4.dot_i16x8_s(right, f));
        f = v128.load32_splat(w, 44);
        a3 = i32x4.add(a3, i32x4.dot_i16x8_s(left, f));
        b3 = i32x4.add(b3, i32x4.dot_i16x8_s(right, f));
        w += 48;
      }
    }
    const out = dst + (x << 2);
    v128.store(out, join(clip(a0, shift), clip(a1, shift)));
    v128.store(out, join(clip(b0, shift), clip(b1, shift)), 16);
    v128.store(out + pairOut, join(clip(a2, shift), clip(a3, shift)));
    v128.store(out + pairOut, join(clip(b2, shift), clip(b3, shift)), 16);
  }
}

/** The last layer: one residual for each of `width` samples (rounded up to 16), added to the picture and clipped. Weights [pair][ky][kx]. */
export function finishRow(above: usize, same: usize, below: usize, pair: i32, pairs: i32, weights: usize, bias: i32, shift: i32, picture: usize, dst: usize, width: i32): void {
  for (let x = 0; x < width; x += 16) {
    let a = i32x4.splat(bias), b = a, c = a, d = a;
    let w = weights;
    for (let p = 0; p < pairs; p++) {
      const offset: usize = p * pair + (x << 2) - 4;
      for (let ky = 0; ky < 3; ky++) {
        const line: usize = (ky == 0 ? above : ky == 1 ? same : below) + offset;
        let f = v128.load32_splat(w);
        a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(line), f));
        b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(line, 16), f));
        c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load(line, 32), f));
        d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load(line, 48), f));
        f = v128.load32_splat(w, 4);
        a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(line, 4), f));
        b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(line, 20), f));
        c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load(line, 36), f));
        d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load(line, 52), f));
        f = v128.load32_splat(w, 8);
        a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(line, 8), f));
        b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(line, 24), f));
        c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load(line, 40), f));
        d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load(line, 56), f));
        w += 12;
      }
    }
    // Residuals are cut to 16 bits with saturation, far beyond the 255 that can matter; the sum saturates in turn.
    const low = i16x8.narrow_i32x4_s(i32x4.shr_s(a, shift), i32x4.shr_s(b, shift));
    const high = i16x8.narrow_i32x4_s(i32x4.shr_s(c, shift), i32x4.shr_s(d, shift));
    const samples = v128.load(picture + x);
    v128.store(dst + x, i8x16.narrow_i16x8_u(i16x8.add_sat_s(low, i16x8.extend_low_i8x16_u(samples)), i16x8.add_sat_s(high, i16x8.extend_high_i8x16_u(samples))));
  }
}
