/*
 * Colours of the difference pictures, from no difference to `fullScale` levels and more: black, violet, red, orange, pale yellow. Lightness
 * only ever rises, so that the order is seen without telling colours apart (as in matplotlib's "inferno", of which these are samples:
 * https://bids.github.io/colormap/).
 */
export const HEAT_STOPS: readonly (readonly [red: number, green: number, blue: number])[] = [
  [0, 0, 4], [40, 11, 84], [101, 21, 110], [159, 42, 99], [212, 72, 66], [245, 125, 21], [250, 193, 39], [252, 255, 164],
];

/** Colour of a share of the full scale, 0 to 1, each channel 0 to 255; beyond the ends it stays at them. */
export function heatColour(share: number): [red: number, green: number, blue: number] {
  const place = Math.min(1, Math.max(0, share)) * (HEAT_STOPS.length - 1);
  const index = Math.min(HEAT_STOPS.length - 2, Math.floor(place));
  const [from, to] = [HEAT_STOPS[index]!, HEAT_STOPS[index + 1]!];
  const mix = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * (place - index));
  return [mix(0), mix(1), mix(2)];
}

/** The scale as a CSS gradient, left to right. */
export function heatGradient(): string {
  return `linear-gradient(to right, ${HEAT_STOPS.map((stop) => `rgb(${stop.join(" ")})`).join(", ")})`;
}
