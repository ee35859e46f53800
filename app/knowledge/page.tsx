import type { Metadata } from "next";
import { KnowledgePage } from "#components/knowledge/knowledge-page.tsx";
import { KnowledgeQuerySchema } from "#lib/api/schema.ts";

export const metadata: Metadata = { title: "What the lab knows", description: "What was learnt from every experiment, and exactly what the researcher reads of it." };

interface Props { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The suite that is shown when the address names none, or none that could be one. */
const FIRST_SUITE = "quick";

export default async function KnowledgeRoute({ searchParams }: Props) {
  const { suite } = await searchParams;
  const asked = KnowledgeQuerySchema.shape.suite.safeParse(suite);
  return <KnowledgePage suiteId={asked.success ? asked.data : FIRST_SUITE} />;
}
