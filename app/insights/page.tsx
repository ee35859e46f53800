import type { Metadata } from "next";
import { InsightsPage } from "#components/insights/insights-page.tsx";
import { InsightsQuerySchema } from "#lib/api/schema.ts";

export const metadata: Metadata = { title: "Insights", description: "What bits cost in encode time, how far each method came, and which settings matter." };

interface Props { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The suite that is shown when the address names none, or none that could be one. */
const FIRST_SUITE = "quick";

export default async function InsightsRoute({ searchParams }: Props) {
  const { suite } = await searchParams;
  const asked = InsightsQuerySchema.shape.suite.safeParse(suite);
  return <InsightsPage suiteId={asked.success ? asked.data : FIRST_SUITE} />;
}
