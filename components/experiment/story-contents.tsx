"use client";
import { useEffect, useState } from "react";
import { cx } from "../ui/cx.ts";

interface Entry { id: string; text: string }

/** Fewer sections are seen without a list of them. */
const LEAST = 5;

function read(article: Element): Entry[] {
  return [...article.querySelectorAll(":scope section > div > h2[id]")].map((heading) => ({ id: heading.id, text: heading.textContent?.trim() ?? "" }));
}

/** The sections of a long story beside it, on screens with room for that; the one that is being read is marked. */
export function StoryContents({ articleId }: { articleId: string }) {
  const [entries, setEntries] = useState<Entry[]>([]);
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => {
    const article = document.getElementById(articleId);
    if (!article) return;
    const seen = new Set<Element>();
    // A heading counts from the page's upper fifth on: what lies above it has been read.
    const watch = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting, boundingClientRect } of changes) {
        if (isIntersecting) setAt(target.id);
        else if (boundingClientRect.top > 0) setAt((now) => (now === target.id ? (previousOf(article, target.id) ?? now) : now));
      }
    }, { rootMargin: "-64px 0px -70% 0px" });
    const collect = () => {
      setEntries((now) => {
        const found = read(article);
        return JSON.stringify(now) === JSON.stringify(found) ? now : found;
      });
      for (const heading of article.querySelectorAll("section > div > h2[id]")) {
        if (!seen.has(heading)) watch.observe(heading);
        seen.add(heading);
      }
    };
    collect();
    // Sections come and go while it runs, and when the lineage was read.
    const changes = new MutationObserver(collect);
    changes.observe(article, { childList: true });
    return () => {
      changes.disconnect();
      watch.disconnect();
    };
  }, [articleId]);
  if (entries.length < LEAST) return null;
  return (
    <nav aria-label="On this page" className="no-print fixed top-24 left-[max(1rem,calc(50vw-47.5rem))] hidden max-h-[calc(100vh-8rem)] w-40 overflow-y-auto min-[1580px]:block">
      <ol className="space-y-0.5 border-l border-line text-xs">
        {entries.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={at === id ? "location" : undefined} className={cx("-ml-px block border-l py-1 pl-3 leading-snug", at === id ? "border-accent font-medium text-ink" : "border-transparent text-ink-3 hover:text-ink")}>
              {text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function previousOf(article: Element, id: string): string | null {
  const ids = read(article).map((entry) => entry.id);
  return ids[ids.indexOf(id) - 1] ?? null;
}
