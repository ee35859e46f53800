/** "28.4 % smaller" or "12.0 % larger": words go with the sign, so that a regression never reads as a gain. */
export function sizeText(reduction: number): string {
  return `${Math.abs(reduction).toFixed(1)} % ${reduction >= 0 ? "smaller" : "larger"}`;
}

/** "preset from 6 to 4". */
export function changeText(change: { setting: string; from: string; to: string }): string {
  return `${change.setting} from ${change.from} to ${change.to}`;
}
