import type { Metadata } from "next";
import { LineagePage } from "#components/lineage/lineage-page.tsx";
import { experimentId, FamilyTreeQuerySchema } from "#lib/api/schema.ts";

export const metadata: Metadata = { title: "Lineage", description: "Which experiment came from which, and what each one changed." };

interface Props { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The suite whose tree is drawn when the address names none, or none that could be one. */
const FIRST_SUITE = "quick";

export default async function LineageRoute({ searchParams }: Props) {
  const { suite, at } = await searchParams;
  const asked = FamilyTreeQuerySchema.shape.suite.safeParse(suite);
  const here = experimentId.safeParse(at);
  return <LineagePage suiteId={asked.success ? asked.data : FIRST_SUITE} here={here.success ? here.data : null} />;
}
