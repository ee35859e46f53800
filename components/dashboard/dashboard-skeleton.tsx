import { Skeleton } from "../ui/skeleton.tsx";

export function DashboardSkeleton() {
  return (
    <div className="shell space-y-8 py-6 sm:py-8">
      <h1 className="sr-only">Dashboard</h1>
      <p role="status" className="sr-only">
        Loading the dashboard
      </p>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {[0, 1, 2, 3].map((card) => (
          <Skeleton key={card} className="h-32" />
        ))}
      </div>
      <Skeleton className="h-72" />
      <Skeleton className="h-96" />
    </div>
  );
}
