import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function NotFound() {
  return (
    <div className="shell max-w-3xl py-20">
      <h1 className="sr-only">Not found</h1>
      <EmptyState title="There is nothing here" action={<Link href="/" className={buttonClass("primary")}>To the dashboard</Link>}>
        The address names no page and no experiment of this lab. It may have been copied incompletely.
      </EmptyState>
    </div>
  );
}
