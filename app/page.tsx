import { Dashboard } from "#components/dashboard/dashboard.tsx";

export default function DashboardPage() {
  return <Dashboard />;
}
