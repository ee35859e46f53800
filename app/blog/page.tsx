import type { Metadata } from "next";
import { BlogFeed } from "#components/blog/blog-feed.tsx";

export const metadata: Metadata = { title: "Blog", description: "What every experiment of the lab tried, measured and learnt, newest first." };

export default function BlogPage() {
  return <BlogFeed />;
}
