/** The mark: a rate-distortion curve and the operating point on it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path d="M7 25C8.5 15.5 13.5 10 25 8" fill="none" stroke="var(--on-accent)" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M7 25h18" stroke="var(--on-accent)" strokeOpacity=".45" strokeWidth="2" strokeLinecap="round" />
      <circle cx="12.6" cy="13.6" r="3.4" fill="var(--on-accent)" stroke="var(--accent)" strokeWidth="1.6" />
    </svg>
  );
}
