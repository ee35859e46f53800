import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants.js";

/**
 * What every reply carries. The pages load nothing from elsewhere; Next writes inline scripts and styles of its own into
 * them, therefore 'unsafe-inline', and its development server evaluates code, therefore 'unsafe-eval' there.
 */
const headersWith = (script: string) => [
  {
    key: "Content-Security-Policy",
    value: [
      "default-src 'self'", `script-src ${script}`, "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "media-src 'self' blob:", "font-src 'self' data:",
      "connect-src 'self' ws:", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
    ].join("; "),
  },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

/**
 * Addresses whose replies are JSON whatever happens. Next compresses a route's reply only when its type was set before the
 * route ran: from the route's own headers it makes an array of one, which its filter does not take for compressible
 * (https://github.com/vercel/next.js/issues/98007, open in 16.4). Files are left alone: artifacts and transcripts are asked
 * for by ranges, exports have several types.
 */
const JSON_REPLIES = [
  "/api/:name(autopilot|calibration|compare|experiments|health|import|insights|knowledge|lineage|openapi\\.json|overview|ready|suites|uploads)",
  "/api/autopilot/:name(pause|resume|stop)",
  "/api/experiments/:id((?!export$)[^/]+)",
  "/api/experiments/:id/:name(cancel|lineage|log)",
  "/api/uploads/:id",
];
const JSON_TYPE = [{ key: "Content-Type", value: "application/json" }];

export default function config(phase: string): NextConfig {
  const script = phase === PHASE_DEVELOPMENT_SERVER ? "'self' 'unsafe-inline' 'unsafe-eval'" : "'self' 'unsafe-inline'";
  return {
    poweredByHeader: false,
    reactStrictMode: true,
    // `npm run typecheck` checks everything, tests and e2e included; a build on a user's machine needs neither them nor their packages.
    typescript: { ignoreBuildErrors: true },
    // Plain Node packages of the data layer: loaded from node_modules instead of being bundled.
    serverExternalPackages: ["@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb", "@aws-sdk/client-s3", "@aws-sdk/lib-storage"],
    headers: () => Promise.resolve([{ source: "/:path*", headers: headersWith(script) }, ...JSON_REPLIES.map((source) => ({ source, headers: JSON_TYPE }))]),
  };
}
