/** Keeps the last characters of what a process says, so that a failure can show them. */
export function createTail(limit = 4000): { add(chunk: string): void; text(): string } {
  let kept = "";
  return {
    add(chunk) {
      kept = (kept + chunk).slice(-limit);
    },
    text: () => kept.trim(),
  };
}
