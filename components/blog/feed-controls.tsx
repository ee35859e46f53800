import Form from "next/form";
import Link from "next/link";
import { Search } from "lucide-react";
import { LONGEST_FILTER } from "#lib/api/list-limits.ts";
import { VERDICTS } from "#lib/experiment/names.ts";
import { METHODS } from "#lib/plan/method.ts";
import { METHOD_NOTES } from "#lib/format/describe-method.ts";
import { buttonClass } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { type FeedFilter, feedAddress } from "./feed-filter.ts";

function Chips({ label, chosen, options }: { label: string; chosen: string | undefined; options: readonly { value: string | undefined; href: string; note?: string }[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-1.5">
      <span aria-hidden className="w-14 text-xs text-ink-3">{label}</span>
      {options.map(({ value, href, note }) => (
        <Link
          key={value ?? "any"}
          href={href}
          scroll={false}
          title={note}
          aria-current={value === chosen ? "true" : undefined}
          className={cx("inline-flex h-7 items-center rounded-full border px-2.5 text-xs whitespace-nowrap", value === chosen ? "border-accent bg-accent-soft font-medium text-accent" : "border-line text-ink-2 hover:border-line-strong hover:text-ink")}
        >
          {value ?? "all"}
        </Link>
      ))}
    </nav>
  );
}

/** Search and tags; every choice is an address, and works without scripts. */
export function FeedControls({ filter }: { filter: FeedFilter }) {
  const { method, verdict, text } = filter;
  return (
    <div className="no-print mb-8 space-y-2.5">
      <Form action="/blog" role="search" className="flex max-w-xl gap-2">
        {method && <input type="hidden" name="method" value={method} />}
        {verdict && <input type="hidden" name="verdict" value={verdict} />}
        <input
          key={text ?? ""}
          type="search"
          name="text"
          aria-label="Search in hypotheses"
          placeholder="Search in hypotheses"
          defaultValue={text}
          maxLength={LONGEST_FILTER.text}
          className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-3 text-sm placeholder:text-ink-3 hover:border-ink-3"
        />
        <button type="submit" className={buttonClass()}>
          <Search aria-hidden className="size-4" /> Search
        </button>
      </Form>
      <Chips label="Method" chosen={method} options={[undefined, ...METHODS].map((value) => ({ value, href: feedAddress({ ...filter, method: value }), note: value && METHOD_NOTES[value] }))} />
      <Chips label="Result" chosen={verdict} options={[undefined, ...VERDICTS].map((value) => ({ value, href: feedAddress({ ...filter, verdict: value }) }))} />
    </div>
  );
}
