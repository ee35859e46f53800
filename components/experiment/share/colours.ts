/* The light theme of app/globals.css as plain values: the image library reads no style sheets. */
export const COLOURS = {
  bg: "#f7f8fa", surface: "#ffffff", line: "#e2e5ea", lineStrong: "#c9ced6", ink: "#14181f", ink2: "#434b57", ink3: "#626b78",
  accent: "#4a4fd4", accentSoft: "#ecedfc", good: "#0c7a43", goodSoft: "#e3f5ea", bad: "#c02634", badSoft: "#fdebec", neutral: "#434b57", neutralSoft: "#f1f3f6", baseline: "#6f7887",
} as const;
