import type { ExperimentSummary } from "../experiment/schema.ts";
import { deltaPhrase, describeDelta } from "../format/describe-delta.ts";
import { titleOf } from "../format/describe-experiment.ts";
import { describePlan } from "../format/describe-plan.ts";
import { cut } from "../format/plain-text.ts";
import { xmlText } from "./xml.ts";

/*
 * RSS 2.0 (https://www.rssboard.org/rss-specification) and Atom (RFC 4287) of finished experiments, made from the rows of the
 * history. The same experiments give the same bytes, so that a reader's "not modified" works.
 */

export const FEED_TITLE = "AI Video Codec Lab";
const FEED_NOTE = "What every experiment tried, measured and learnt, newest first.";
const TITLE = 160;

const titleFor = (row: ExperimentSummary): string => {
  const title = titleOf(row);
  return title.length > TITLE ? `${cut(title, TITLE - 1)}…` : title;
};

/** The result, the plan and the finding, in a few sentences. */
export function textOf(row: ExperimentSummary): string {
  const failed = row.status === "failed" ? row.failure?.reason : null;
  return [`${deltaPhrase(describeDelta({ ...row, verdictReason: null }))}.`, row.plan && `${describePlan(row.plan)} on ${row.suiteTitle}.`, row.finding ?? failed].filter(Boolean).join(" ");
}

/** Stable, whatever address the lab has today. A tag URI (RFC 4151). */
const guidOf = ({ id }: ExperimentSummary): string => `tag:ai-video-codec-lab,2026:experiment/${id}`;
const endOf = (row: ExperimentSummary): string => row.finishedAt ?? row.createdAt;
/** An analysis that came later changes the entry. */
const changedAt = (row: ExperimentSummary): string => [endOf(row), row.analysedAt ?? ""].sort().at(-1) ?? endOf(row);
const lastChange = (rows: readonly ExperimentSummary[]): string => rows.map(changedAt).sort().at(-1) ?? new Date(0).toISOString();
const pageOf = (row: ExperimentSummary, origin: string): string => `${origin}/blog/${encodeURIComponent(row.id)}`;
const tagsOf = ({ method, verdict, suiteId }: ExperimentSummary): string[] => [method, verdict, suiteId].filter((tag) => tag !== null);
/** RFC 822, as RSS wants it. */
const rfc822 = (iso: string): string => new Date(iso).toUTCString();

/** @param origin absolute address of the lab, without a slash at its end */
export function rssFeed(rows: readonly ExperimentSummary[], origin: string): string {
  const items = rows.map((row) =>
    [
      "<item>",
      `<title>${xmlText(titleFor(row))}</title>`,
      `<link>${xmlText(pageOf(row, origin))}</link>`,
      `<guid isPermaLink="false">${xmlText(guidOf(row))}</guid>`,
      `<pubDate>${rfc822(endOf(row))}</pubDate>`,
      ...tagsOf(row).map((tag) => `<category>${xmlText(tag)}</category>`),
      // A description is HTML once more to a reader of RSS: text of others is escaped for both.
      `<description>${xmlText(xmlText(textOf(row)))}</description>`,
      "</item>",
    ].join("\n"),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">', "<channel>",
    `<title>${FEED_TITLE}</title>`, `<link>${xmlText(origin)}/blog</link>`, `<description>${FEED_NOTE}</description>`, "<language>en</language>",
    `<lastBuildDate>${rfc822(lastChange(rows))}</lastBuildDate>`, `<atom:link href="${xmlText(origin)}/feed.xml" rel="self" type="application/rss+xml"/>`,
    ...items, "</channel>", "</rss>", "",
  ].join("\n");
}

/** @param origin absolute address of the lab, without a slash at its end */
export function atomFeed(rows: readonly ExperimentSummary[], origin: string): string {
  const entries = rows.map((row) =>
    [
      "<entry>",
      `<id>${xmlText(guidOf(row))}</id>`,
      `<title type="text">${xmlText(titleFor(row))}</title>`,
      `<link rel="alternate" type="text/html" href="${xmlText(pageOf(row, origin))}"/>`,
      `<published>${endOf(row)}</published>`,
      `<updated>${changedAt(row)}</updated>`,
      ...tagsOf(row).map((tag) => `<category term="${xmlText(tag)}"/>`),
      `<summary type="text">${xmlText(textOf(row))}</summary>`,
      "</entry>",
    ].join("\n"),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">', "<id>tag:ai-video-codec-lab,2026:feed</id>",
    `<title>${FEED_TITLE}</title>`, `<subtitle>${FEED_NOTE}</subtitle>`, `<author><name>${FEED_TITLE}</name></author>`, `<updated>${lastChange(rows)}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(origin)}/atom.xml"/>`, `<link rel="alternate" type="text/html" href="${xmlText(origin)}/blog"/>`,
    ...entries, "</feed>", "",
  ].join("\n");
}
