import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { descriptionOf } from "#lib/format/describe-story.ts";
import { ExperimentPage } from "#components/experiment/experiment-page.tsx";
import { readReply } from "./read-reply.ts";
import { requestOrigin } from "./request-origin.ts";

interface Props { params: Promise<{ id: string }> }

/** Longer titles are cut by every reader of metadata anyway. */
const TITLE_LIMIT = 110;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const read = await readReply((await params).id);
  if (read.outcome !== "found") return { title: read.outcome === "unknown" ? "Not found" : "Experiment" };
  const { experiment } = read.reply;
  const full = titleOf(experiment);
  const title = full.length > TITLE_LIMIT ? `${full.slice(0, TITLE_LIMIT - 1).trimEnd()}…` : full;
  const description = descriptionOf(experiment);
  const origin = await requestOrigin();
  const images = origin ? [{ url: new URL("/og.png", origin), width: 1200, height: 630, alt: "Rate-distortion curves of a candidate and of the HEVC baseline" }] : [];
  return { title, description, openGraph: { type: "article", siteName: "AI Video Codec Lab", title, description, images } };
}

/** Rendered on the server from the record, so that it can be shared and indexed; live in the browser while it runs. */
export default async function BlogPostPage({ params }: Props) {
  const { id } = await params;
  const read = await readReply(id);
  if (read.outcome === "unknown") notFound();
  return <ExperimentPage id={id} initial={read.outcome === "found" ? read.reply : null} />;
}
