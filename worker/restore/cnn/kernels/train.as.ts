/*
 * AssemblyScript (not TypeScript): float kernels that train the network. README.md says how to build train.wasm.
 *
 * A plane is side + 2 rows of side + 8 floats; sample (x, y) lies at row y + 1, column x + 4, so that the ring around the
 * picture can be read. `plane` and `row` are byte distances. Planes of one layer lie one after the other.
 * Sums run in one order, so equal input gives equal bits on every machine.
 */

export const LINEAR = 0;
export const RELU = 1;
export const MASKED = 2;

/** What follows the sum: nothing, clip to 0..max, or zero where the stored activation is at a bound. */
function finish(sum: v128, mode: i32, active: usize, max: v128): v128 {
  const zero = f32x4.splat(0);
  if (mode == RELU) return f32x4.min(f32x4.max(sum, zero), max);
  if (mode == MASKED) {
    const stored = v128.load(active);
    return v128.and(sum, v128.and(f32x4.gt(stored, zero), f32x4.lt(stored, max)));
  }
  return sum;
}

/** 3x3 convolution of `ics` planes to four; weights [ic][ky][kx][4], biases [4]. `mask` is a layer of stored activations. */
export function convolve4(src: usize, ics: i32, dst: usize, weights: usize, biases: usize, side: i32, row: i32, plane: i32, mode: i32, mask: usize, limit: f32): void {
  const max = f32x4.splat(limit);
  const bias0 = v128.load32_splat(biases);
  const bias1 = v128.load32_splat(biases, 4);
  const bias2 = v128.load32_splat(biases, 8);
  const bias3 = v128.load32_splat(biases, 12);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x += 8) {
      let a0 = bias0, a1 = bias1, a2 = bias2, a3 = bias3;
      let b0 = bias0, b1 = bias1, b2 = bias2, b3 = bias3;
      let w = weights;
      let base = src + y * row + (x << 2);
      for (let ic = 0; ic < ics; ic++) {
        let line = base;
        for (let ky = 0; ky < 3; ky++) {
          let left = v128.load(line, 12);
          let right = v128.load(line, 28);
          let f = v128.load32_splat(w);
          a0 = f32x4.add(a0, f32x4.mul(left, f));
          b0 = f32x4.add(b0, f32x4.mul(right, f));
          f = v128.load32_splat(w, 4);
          a1 = f32x4.add(a1, f32x4.mul(left, f));
          b1 = f32x4.add(b1, f32x4.mul(right, f));
          f = v128.load32_splat(w, 8);
          a2 = f32x4.add(a2, f32x4.mul(left, f));
          b2 = f32x4.add(b2, f32x4.mul(right, f));
          f = v128.load32_splat(w, 12);
          a3 = f32x4.add(a3, f32x4.mul(left, f));
          b3 = f32x4.add(b3, f32x4.mul(right, f));
          left = v128.load(line, 16);
          right = v128.load(line, 32);
          f = v128.load32_splat(w, 16);
          a0 = f32x4.add(a0, f32x4.mul(left, f));
          b0 = f32x4.add(b0, f32x4.mul(right, f));
          f = v128.load32_splat(w, 20);
          a1 = f32x4.add(a1, f32x4.mul(left, f));
          b1 = f32x4.add(b1, f32x4.mul(right, f));
          f = v128.load32_splat(w, 24);
          a2 = f32x4.add(a2, f32x4.mul(left, f));
          b2 = f32x4.add(b2, f32x4.mul(right, f));
          f = v128.load32_splat(w, 28);
          a3 = f32x4.add(a3, f32x4.mul(left, f));
          b3 = f32x4.add(b3, f32x4.mul(right, f));
          left = v128.load(line, 20);
          right = v128.load(line, 36);
          f = v128.load32_splat(w, 32);
          a0 = f32x4.add(a0, f32x4.mul(left, f));
          b0 = f32x4.add(b0, f32x4.mul(right, f));
          f = v128.load32_splat(w, 36);
          a1 = f32x4.add(a1, f32x4.mul(left, f));
          b1 = f32x4.add(b1, f32x4.mul(right, f));
          f = v128.load32_splat(w, 40);
          a2 = f32x4.add(a2, f32x4.mul(left, f));
          b2 = f32x4.add(b2, f32x4.mul(right, f));
          f = v128.load32_splat(w, 44);
          a3 = f32x4.add(a3, f32x4.mul(left, f));
          b3 = f32x4.add(b3, f32x4.mul(right, f));
          w += 48;
          line += row;
        }
        base += plane;
      }
      const offset: usize = (y + 1) * row + ((x + 4) << 2);
      const p1: usize = plane, p2: usize = 2 * plane, p3: usize = 3 * plane;
      const out = dst + offset;
      const act = mask + offset;
      v128.store(out, finish(a0, mode, act, max));
      v128.store(out, finish(b0, mode, act + 16, max), 16);
      v128.store(out + p1, finish(a1, mode, act + p1, max));
      v128.store(out + p1, finish(b1, mode, act + p1 + 16, max), 16);
      v128.store(out + p2, finish(a2, mode, act + p2, max));
      v128.store(out + p2, finish(b2, mode, act + p2 + 16, max), 16);
      v128.store(out + p3, finish(a3, mode, act + p3, max));
      v128.store(out + p3, finish(b3, mode, act + p3 + 16, max), 16);
    }
  }
}

/** 3x3 convolution of `ics` planes to one, nothing after it; weights [ic][ky][kx]. */
export function convolve1(src: usize, ics: i32, dst: usize, weights: usize, bias: f32, side: i32, row: i32, plane: i32): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x += 16) {
      let a = f32x4.splat(bias), b = a, c = a, d = a;
      let w = weights;
      let base = src + y * row + (x << 2);
      for (let ic = 0; ic < ics; ic++) {
        let line = base;
        for (let ky = 0; ky < 3; ky++) {
          let f = v128.load32_splat(w);
          a = f32x4.add(a, f32x4.mul(v128.load(line, 12), f));
          b = f32x4.add(b, f32x4.mul(v128.load(line, 28), f));
          c = f32x4.add(c, f32x4.mul(v128.load(line, 44), f));
          d = f32x4.add(d, f32x4.mul(v128.load(line, 60), f));
          f = v128.load32_splat(w, 4);
          a = f32x4.add(a, f32x4.mul(v128.load(line, 16), f));
          b = f32x4.add(b, f32x4.mul(v128.load(line, 32), f));
          c = f32x4.add(c, f32x4.mul(v128.load(line, 48), f));
          d = f32x4.add(d, f32x4.mul(v128.load(line, 64), f));
          f = v128.load32_splat(w, 8);
          a = f32x4.add(a, f32x4.mul(v128.load(line, 20), f));
          b = f32x4.add(b, f32x4.mul(v128.load(line, 36), f));
          c = f32x4.add(c, f32x4.mul(v128.load(line, 52), f));
          d = f32x4.add(d, f32x4.mul(v128.load(line, 68), f));
          w += 12;
          line += row;
        }
        base += plane;
      }
      const out = dst + (y + 1) * row + ((x + 4) << 2);
      v128.store(out, a);
      v128.store(out, b, 16);
      v128.store(out, c, 32);
      v128.store(out, d, 48);
    }
  }
}

function sumLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

function addTo(at: usize, v: v128): void {
  store<f32>(at, load<f32>(at) + sumLanes(v));
}

/** Adds the gradient of convolve4's weights to `into` [ic][ky][kx][4]; `grad` are four planes. */
export function gradient4(src: usize, ics: i32, grad: usize, into: usize, side: i32, row: i32, plane: i32): void {
  const p1: usize = plane, p2: usize = 2 * plane, p3: usize = 3 * plane;
  const zero = f32x4.splat(0);
  let out = into;
  for (let ic = 0; ic < ics; ic++) {
    for (let ky = 0; ky < 3; ky++) {
      let a0 = zero, a1 = zero, a2 = zero, a3 = zero;
      let b0 = zero, b1 = zero, b2 = zero, b3 = zero;
      let c0 = zero, c1 = zero, c2 = zero, c3 = zero;
      for (let y = 0; y < side; y++) {
        let at = src + ic * plane + (y + ky) * row;
        let g = grad + (y + 1) * row + 16;
        const end = g + (side << 2);
        while (g < end) {
          const left = v128.load(at, 12);
          const middle = v128.load(at, 16);
          const right = v128.load(at, 20);
          let d = v128.load(g);
          a0 = f32x4.add(a0, f32x4.mul(left, d));
          b0 = f32x4.add(b0, f32x4.mul(middle, d));
          c0 = f32x4.add(c0, f32x4.mul(right, d));
          d = v128.load(g + p1);
          a1 = f32x4.add(a1, f32x4.mul(left, d));
          b1 = f32x4.add(b1, f32x4.mul(middle, d));
          c1 = f32x4.add(c1, f32x4.mul(right, d));
          d = v128.load(g + p2);
          a2 = f32x4.add(a2, f32x4.mul(left, d));
          b2 = f32x4.add(b2, f32x4.mul(middle, d));
          c2 = f32x4.add(c2, f32x4.mul(right, d));
          d = v128.load(g + p3);
          a3 = f32x4.add(a3, f32x4.mul(left, d));
          b3 = f32x4.add(b3, f32x4.mul(middle, d));
          c3 = f32x4.add(c3, f32x4.mul(right, d));
          at += 16;
          g += 16;
        }
      }
      addTo(out, a0); addTo(out + 4, a1); addTo(out + 8, a2); addTo(out + 12, a3);
      addTo(out + 16, b0); addTo(out + 20, b1); addTo(out + 24, b2); addTo(out + 28, b3);
      addTo(out + 32, c0); addTo(out + 36, c1); addTo(out + 40, c2); addTo(out + 44, c3);
      out += 48;
    }
  }
}

/** Adds the gradient of convolve1's weights to `into` [ic][ky][kx]; `grad` is one plane. */
export function gradient1(src: usize, ics: i32, grad: usize, into: usize, side: i32, row: i32, plane: i32): void {
  const zero = f32x4.splat(0);
  let out = into;
  for (let ic = 0; ic < ics; ic++) {
    let a0 = zero, a1 = zero, a2 = zero, b0 = zero, b1 = zero, b2 = zero, c0 = zero, c1 = zero, c2 = zero;
    for (let y = 0; y < side; y++) {
      let at = src + ic * plane + y * row;
      let g = grad + (y + 1) * row + 16;
      const end = g + (side << 2);
      while (g < end) {
        const d = v128.load(g);
        a0 = f32x4.add(a0, f32x4.mul(v128.load(at, 12), d));
        a1 = f32x4.add(a1, f32x4.mul(v128.load(at, 16), d));
        a2 = f32x4.add(a2, f32x4.mul(v128.load(at, 20), d));
        const middle = at + row;
        b0 = f32x4.add(b0, f32x4.mul(v128.load(middle, 12), d));
        b1 = f32x4.add(b1, f32x4.mul(v128.load(middle, 16), d));
        b2 = f32x4.add(b2, f32x4.mul(v128.load(middle, 20), d));
        const below = middle + row;
        c0 = f32x4.add(c0, f32x4.mul(v128.load(below, 12), d));
        c1 = f32x4.add(c1, f32x4.mul(v128.load(below, 16), d));
        c2 = f32x4.add(c2, f32x4.mul(v128.load(below, 20), d));
        at += 16;
        g += 16;
      }
    }
    addTo(out, a0); addTo(out + 4, a1); addTo(out + 8, a2);
    addTo(out + 12, b0); addTo(out + 16, b1); addTo(out + 20, b2);
    addTo(out + 24, c0); addTo(out + 28, c1); addTo(out + 32, c2);
    out += 36;
  }
}

/** Sum of one plane's samples without the ring: the gradient of a bias. */
export function sumPlane(src: usize, side: i32, row: i32): f32 {
  let total = f32x4.splat(0);
  for (let y = 0; y < side; y++) {
    const line = src + (y + 1) * row + 16;
    for (let x = 0; x < side; x += 4) total = f32x4.add(total, v128.load(line + (x << 2)));
  }
  return sumLanes(total);
}

/**
 * Squared error of `out` against `target` over the rectangle x0 <= x < x1, y0 <= y < y1, and its gradient (2 x difference x scale) in
 * `grad`, which is zero elsewhere.
 */
export function squaredError(out: usize, target: usize, grad: usize, scale: f32, side: i32, row: i32, x0: i32, y0: i32, x1: i32, y1: i32): f64 {
  let sum: f64 = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at: usize = (y + 1) * row + ((x + 4) << 2);
      if (x < x0 || x >= x1 || y < y0 || y >= y1) {
        store<f32>(grad + at, 0);
        continue;
      }
      const difference = load<f32>(out + at) - load<f32>(target + at);
      store<f32>(grad + at, 2 * difference * scale);
      sum += <f64>difference * <f64>difference;
    }
  }
  return sum;
}
