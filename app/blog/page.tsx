import type { Metadata } from "next";
import { BlogFeed } from "#components/blog/blog-feed.tsx";
import { readFeedFilter } from "#components/blog/feed-filter.ts";

export const metadata: Metadata = { title: "Blog", description: "What every experiment of the lab tried, measured and learnt, newest first." };

export default async function BlogPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  return <BlogFeed filter={readFeedFilter(await searchParams)} />;
}
