import type { Metadata } from "next";
import { BlogFeed } from "#components/blog/blog-feed.tsx";
import { feedAddress, type FeedFilter, readFeedFilter } from "#components/blog/feed-filter.ts";
import { requestOrigin } from "./[id]/request-origin.ts";

interface Props { searchParams: Promise<Record<string, string | string[] | undefined>> }

const DESCRIPTION = "What every experiment of the lab tried, measured and learnt, newest first.";

/** "Blog: hybrid, better"; what was searched for stays out of titles, which are kept and shared. */
const titleOf = ({ method, verdict }: FeedFilter): string => ["Blog", [method, verdict].filter(Boolean).join(", ")].filter(Boolean).join(": ");

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { method, verdict } = readFeedFilter(await searchParams);
  const title = titleOf({ method, verdict });
  const origin = await requestOrigin();
  if (!origin) return { title, description: DESCRIPTION };
  const url = new URL(feedAddress({ method, verdict }), origin).href;
  const images = [{ url: new URL("/og.png", origin).href, width: 1200, height: 630, alt: "Rate-distortion curves of a candidate and of the HEVC baseline" }];
  return {
    title, description: DESCRIPTION, alternates: { canonical: url },
    openGraph: { type: "website", siteName: "AI Video Codec Lab", title, description: DESCRIPTION, url, images },
    twitter: { card: "summary_large_image", title, description: DESCRIPTION, images },
  };
}

export default async function BlogPage({ searchParams }: Props) {
  return <BlogFeed filter={readFeedFilter(await searchParams)} />;
}
