import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { parsePicturesView } from "#lib/pictures/view.ts";
import { PicturesPage } from "#components/pictures/pictures-page.tsx";
import { readReply } from "../read-reply.ts";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const read = await readReply((await params).id);
  if (read.outcome !== "found") return { title: read.outcome === "unknown" ? "Not found" : "Pictures" };
  return { title: `Pictures: ${titleOf(read.reply.experiment).slice(0, 90)}`, description: "Source, HEVC and candidate frame by frame: wipe, difference, PSNR and bits of every frame, and a blind test." };
}

/** The moment that the address describes, in the players. */
export default async function ExperimentPictures({ params, searchParams }: Props) {
  const { id } = await params;
  const [read, query] = await Promise.all([readReply(id), searchParams]);
  if (read.outcome === "unknown") notFound();
  const first = (name: string) => [query[name]].flat()[0] ?? null;
  return <PicturesPage id={id} initial={read.outcome === "found" ? read.reply : null} view={parsePicturesView({ get: first })} />;
}
