import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** The address of a story that there is none for. */
export default function NoSuchExperiment() {
  return (
    <div className="shell max-w-3xl py-20">
      <h1 className="sr-only">No such experiment</h1>
      <EmptyState
        title="There is no such experiment"
        action={
          <span className="flex flex-wrap justify-center gap-2">
            <Link href="/blog" className={buttonClass("primary")}>All stories</Link>
            <Link href="/" className={buttonClass("secondary")}>To the dashboard</Link>
          </span>
        }
      >
        The address names no experiment of this lab. It may have been copied incompletely, or it is of another lab: experiments are never deleted here.
      </EmptyState>
    </div>
  );
}
