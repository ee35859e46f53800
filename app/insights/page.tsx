import type { Metadata } from "next";
import { askedSuite } from "#app/asked-suite.ts";
import { InsightsPage } from "#components/insights/insights-page.tsx";

export const metadata: Metadata = { title: "Insights", description: "What bits cost in encode time, how far each method came, and which settings matter." };

interface Props { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function InsightsRoute({ searchParams }: Props) {
  const { suite } = await searchParams;
  return <InsightsPage suiteId={askedSuite(suite)} />;
}
