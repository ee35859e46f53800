import type { Metadata } from "next";
import { askedSuite } from "#app/asked-suite.ts";
import { KnowledgePage } from "#components/knowledge/knowledge-page.tsx";

export const metadata: Metadata = { title: "What the lab knows", description: "What was learnt from every experiment, and exactly what the researcher reads of it." };

interface Props { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function KnowledgeRoute({ searchParams }: Props) {
  const { suite } = await searchParams;
  return <KnowledgePage suiteId={askedSuite(suite)} />;
}
