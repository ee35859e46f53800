import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { leadOf, titleOf } from "#lib/format/describe-experiment.ts";
import { ExperimentPage } from "#components/experiment/experiment-page.tsx";
import { readReply } from "./read-reply.ts";

interface Props { params: Promise<{ id: string }> }

/** Longer titles are cut by every reader of metadata anyway. */
const TITLE_LIMIT = 110;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const read = await readReply((await params).id);
  if (read.outcome !== "found") return { title: read.outcome === "unknown" ? "Not found" : "Experiment" };
  const { experiment } = read.reply;
  const full = titleOf(experiment);
  const title = full.length > TITLE_LIMIT ? `${full.slice(0, TITLE_LIMIT - 1).trimEnd()}…` : full;
  const description = leadOf(experiment);
  return { title, description, openGraph: { type: "article", title, description, images: ["/og.png"] } };
}

/** Rendered on the server from the record, so that it can be shared and indexed; live in the browser while it runs. */
export default async function BlogPostPage({ params }: Props) {
  const { id } = await params;
  const read = await readReply(id);
  if (read.outcome === "unknown") notFound();
  return <ExperimentPage id={id} initial={read.outcome === "found" ? read.reply : null} />;
}
