import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { descriptionOf } from "#lib/format/describe-story.ts";
import { planFields } from "#lib/format/plan-fields.ts";
import { cut, flatten } from "#lib/format/plain-text.ts";
import { shareCardOf } from "#lib/format/share-card.ts";
import { ExperimentPage } from "#components/experiment/experiment-page.tsx";
import { SHARE_ALT, SHARE_SIZE } from "#components/experiment/share/share-image.tsx";
import { cardVersion } from "./card-version.ts";
import { readReply } from "./read-reply.ts";
import { requestOrigin } from "./request-origin.ts";

interface Props { params: Promise<{ id: string }> }

/** Longer titles are cut by every reader of metadata anyway. */
const TITLE_LIMIT = 110;

const SITE = "AI Video Codec Lab";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const read = await readReply(id);
  if (read.outcome !== "found") return { title: read.outcome === "unknown" ? "Not found" : "Experiment", robots: { index: false } };
  const { experiment } = read.reply;
  const full = flatten(titleOf(experiment));
  const title = full.length > TITLE_LIMIT ? `${cut(full, TITLE_LIMIT - 1).trimEnd()}…` : full;
  const description = descriptionOf(experiment);
  const origin = await requestOrigin();
  const path = `/blog/${encodeURIComponent(id)}`;
  const absolute = (address: string) => (origin ? new URL(address, origin).href : null);
  const url = absolute(path);
  const image = absolute(`${path}/card.png?v=${cardVersion(shareCardOf(experiment))}`);
  const images = image ? [{ url: image, ...SHARE_SIZE, type: "image/png", alt: SHARE_ALT }] : [];
  return {
    title, description,
    ...(url ? { alternates: { canonical: url } } : {}),
    openGraph: { type: "article", siteName: SITE, title, description, images, ...(url ? { url } : {}), publishedTime: experiment.createdAt, modifiedTime: experiment.analysedAt ?? experiment.finishedAt ?? experiment.startedAt ?? experiment.createdAt, section: experiment.suite.title, tags: [...new Set([experiment.method, experiment.verdict].filter((tag) => tag !== null))] },
    twitter: { card: "summary_large_image", title, description, images },
  };
}

/** Rendered on the server from the record, so that it can be shared and indexed; live in the browser while it runs. */
export default async function BlogPostPage({ params }: Props) {
  const { id } = await params;
  const read = await readReply(id);
  if (read.outcome === "unknown") notFound();
  return <ExperimentPage id={id} initial={read.outcome === "found" ? read.reply : null} fields={planFields()} />;
}
