/** Adam (Kingma and Ba, 2015), with its bias correction, in double precision and without functions that differ between machines. */
export function createAdam(count: number, { beta1 = 0.9, beta2 = 0.99, epsilon = 1e-8 } = {}): (values: Float64Array, gradient: Float64Array, rate: number) => void {
  const mean = new Float64Array(count);
  const square = new Float64Array(count);
  let power1 = 1;
  let power2 = 1;
  return (values, gradient, rate) => {
    power1 *= beta1;
    power2 *= beta2;
    for (let index = 0; index < count; index += 1) {
      const slope = gradient[index]!;
      mean[index] = beta1 * mean[index]! + (1 - beta1) * slope;
      square[index] = beta2 * square[index]! + (1 - beta2) * slope * slope;
      values[index]! -= (rate * (mean[index]! / (1 - power1))) / (Math.sqrt(square[index]! / (1 - power2)) + epsilon);
    }
  };
}
