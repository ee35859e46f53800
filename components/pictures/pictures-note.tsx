/** What the videos are, and what they are not. */
export function PicturesNote() {
  return (
    <p className="max-w-prose text-xs text-ink-3">
      Previews: every picture is coded once more so that the browser can play it, a lossy copy for the eye. Every number comes from the decoded pictures themselves. HEVC is the rung whose rate is nearest to the candidate&apos;s.
    </p>
  );
}
