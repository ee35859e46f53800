/** What looks like a credential, wherever it comes from: tools quote addresses, headers and queries in their errors. */
const PATTERNS: readonly [RegExp, string][] = [
  [/\b(?:sk|pk|rk|ghp|gho|xox[abp])[-_][A-Za-z0-9_-]{12,}/g, "(secret)"],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{12,}\b/g, "(secret)"],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, "$1 (secret)"],
  [/(:\/\/)[^\s/@:]{1,200}:[^\s/@]{1,200}@/g, "$1(secret)@"],
  [/\b(api[-_]?key|[a-z_]*secret[a-z_]*|password|authorization|access[-_]?token|x-amz-(?:security-token|signature|credential))(["']?\s{0,3}[=:]\s{0,3}["']?)(?!(?:bearer|basic)\b)[^\s"'&,;)]{4,}/gi, "$1$2(secret)"],
];

/** Below this a configured secret is no secret, and replacing it would garble every line. */
const LEAST_SECRET = 6;
/** Characters that are looked at: far more than a line keeps. */
const LOOKED_AT = 8000;

/** The text without the known secrets and without what looks like one. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let plain = text.slice(0, LOOKED_AT);
  for (const secret of secrets) if (secret.length >= LEAST_SECRET) plain = plain.replaceAll(secret, "(secret)");
  for (const [pattern, replacement] of PATTERNS) plain = plain.replace(pattern, replacement);
  return plain;
}
