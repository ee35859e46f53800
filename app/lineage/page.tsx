import type { Metadata } from "next";
import { askedSuite } from "#app/asked-suite.ts";
import { LineagePage } from "#components/lineage/lineage-page.tsx";
import { EXPERIMENT_ID } from "#lib/ids.ts";

export const metadata: Metadata = { title: "Lineage", description: "Which experiment came from which, and what each one changed." };

interface Props { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function LineageRoute({ searchParams }: Props) {
  const { suite, at } = await searchParams;
  return <LineagePage suiteId={askedSuite(suite)} here={typeof at === "string" && EXPERIMENT_ID.test(at) ? at : null} />;
}
