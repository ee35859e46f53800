import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Header } from "#components/shell/header.tsx";
import { Providers } from "#components/shell/providers.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "AI Video Codec Lab", template: "%s · AI Video Codec Lab" },
  description: "An autonomous lab that designs video codecs, measures them against HEVC on real film, and writes down what it learnt.",
  applicationName: "AI Video Codec Lab",
  icons: { icon: "/favicon.svg" },
  twitter: { card: "summary" },
  // No image here: its address has to be absolute, and these pages are made before any request names a host. The blog and its stories have one.
  openGraph: { type: "website", siteName: "AI Video Codec Lab" },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f8fa" },
    { media: "(prefers-color-scheme: dark)", color: "#0c0e12" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <link rel="alternate" type="application/rss+xml" title="AI Video Codec Lab (RSS)" href="/feed.xml" />
        <link rel="alternate" type="application/atom+xml" title="AI Video Codec Lab (Atom)" href="/atom.xml" />
      </head>
      <body className="min-h-dvh antialiased">
        <a href="#content" className="sr-only rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50">
          Skip to content
        </a>
        <Providers>
          <Header />
          <main id="content" tabIndex={-1} className="outline-none">
            {children}
          </main>
        </Providers>
      </body>
    </html>
  );
}
