/** Rounded means of 2x2 samples: luma at the size of 4:2:0 chroma. Reads the first `width` x `height` samples. */
export function halvePlane(plane: Uint8Array, width: number, height: number, into = new Uint8Array((width * height) / 4)): Uint8Array {
  let at = 0;
  for (let y = 0; y < height; y += 2) {
    const [above, below] = [y * width, (y + 1) * width];
    for (let x = 0; x < width; x += 2) into[at++] = (plane[above + x]! + plane[above + x + 1]! + plane[below + x]! + plane[below + x + 1]! + 2) >> 2;
  }
  return into;
}
