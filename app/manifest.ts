import type { MetadataRoute } from "next";

/** What a phone needs to keep the lab on its home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "AI Video Codec Lab", short_name: "Codec Lab", description: "An autonomous lab that designs video codecs and measures them against HEVC.",
    start_url: "/", display: "standalone", background_color: "#f7f8fa", theme_color: "#4a4fd4",
    icons: [{ src: "/favicon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
