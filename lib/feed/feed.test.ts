import { describe, expect, it } from "vitest";
import { buildExperiment } from "#e2e/builders.ts";
import { summaryOf } from "../data/record.ts";
import { atomFeed, rssFeed, textOf } from "./feed.ts";
import { xmlText } from "./xml.ts";

const ORIGIN = "https://lab.example";
const HOSTILE = `]]></title><script>alert(1)</script> & "q" 'a' \u0000\u0008\ud83d \ufffe <!-- x --> &#x41;`;
const rows = [
  summaryOf(buildExperiment({ id: "exp-b", createdAt: "2026-11-02T10:00:00.000Z", hypothesis: HOSTILE, finding: `${HOSTILE} found`, analysedAt: "2026-11-05T00:00:00.000Z" })),
  summaryOf(buildExperiment({ id: "exp-a", hypothesis: "Plain." })),
];

interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
function unescape(text: string): string {
  if (/[<>]|&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`not escaped: ${text}`);
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(text)) throw new Error("a character that XML cannot hold");
  return text.replace(/&(\w+);/g, (_all, name: string) => ENTITIES[name] ?? "");
}

/** Reads the part of XML that the feeds use, and throws for anything else: elements, attributes in double quotes, text, the five entities. */
function parseXml(xml: string): Element {
  const document: Element = { name: "", attributes: {}, text: "", children: [] };
  const open = [document];
  const token = /<\?xml [^?]*\?>\s*|<(\/?)([\w:]+)((?: [\w:]+="[^"<]*")*)(\/?)>|([^<]+)/y;
  while (token.lastIndex < xml.length) {
    const match = token.exec(xml);
    if (!match) throw new Error("not well-formed");
    const [, end, name, attributes = "", empty, text] = match;
    const inner = open.at(-1)!;
    if (text !== undefined) inner.text += unescape(text);
    else if (end) {
      if (open.pop()?.name !== name) throw new Error(`${name} ends what it did not begin`);
    } else if (name) {
      const element = { name, attributes: Object.fromEntries([...attributes.matchAll(/ ([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [key, unescape(value ?? "")])), text: "", children: [] };
      inner.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length !== 1 || document.children.length !== 1) throw new Error("an element does not end");
  return document.children[0]!;
}

const all = (element: Element, name: string): Element[] => element.children.filter((child) => child.name === name);
const text = (element: Element | undefined, name: string): string => all(element!, name)[0]!.text;

describe("the feeds", () => {
  it("are well-formed XML whatever the experiments say, and show it as text", () => {
    for (const feed of [rssFeed(rows, ORIGIN), atomFeed(rows, ORIGIN), rssFeed([], ORIGIN), atomFeed([], ORIGIN)]) {
      expect(() => parseXml(feed)).not.toThrow();
      expect(feed).not.toContain("<script");
    }
    const shown = HOSTILE.replaceAll(/[\u0000\u0008\ufffe]/g, "").replace("\ud83d", "\ufffd");
    expect(text(all(parseXml(rssFeed(rows, ORIGIN)).children[0]!, "item")[0], "title")).toBe(shown);
    expect(text(all(parseXml(atomFeed(rows, ORIGIN)), "entry")[0], "title")).toBe(shown);
  });

  it("have absolute addresses, ids that stay with another address, and the dates of the experiments", () => {
    const channel = parseXml(rssFeed(rows, ORIGIN)).children[0]!;
    expect(all(channel, "item").map((item) => text(item, "link"))).toEqual(["https://lab.example/blog/exp-b", "https://lab.example/blog/exp-a"]);
    expect(text(channel, "lastBuildDate")).toBe("Thu, 05 Nov 2026 00:00:00 GMT");
    const other = parseXml(rssFeed(rows, "http://127.0.0.1:3000")).children[0]!;
    expect(all(other, "item").map((item) => text(item, "guid"))).toEqual(all(channel, "item").map((item) => text(item, "guid")));
    const feed = parseXml(atomFeed(rows, ORIGIN));
    const [entry] = all(feed, "entry");
    expect([text(feed, "updated"), text(entry, "updated"), text(entry, "published")]).toEqual(["2026-11-05T00:00:00.000Z", "2026-11-05T00:00:00.000Z", "2026-11-02T10:00:52.000Z"]);
    expect(text(entry, "id")).toBe("tag:ai-video-codec-lab,2026:experiment/exp-b");
    expect(all(feed, "link").map(({ attributes }) => attributes.href)).toEqual(["https://lab.example/atom.xml", "https://lab.example/blog"]);
  });

  it("give the same bytes for the same experiments, and tell the result first", () => {
    expect(rssFeed(rows, ORIGIN)).toBe(rssFeed(rows, ORIGIN));
    expect(textOf(rows[1]!)).toMatch(/^↓ \d+\.\d % smaller.*SVT-AV1 preset 6 on /);
  });

  it("hold text of others as text to a reader that takes a description for HTML", () => {
    const description = text(all(parseXml(rssFeed(rows, ORIGIN)).children[0]!, "item")[0], "description");
    expect(description).toContain("&lt;script&gt;");
    expect(description).not.toMatch(/<script|<!--/);
  });
});

describe("text in XML", () => {
  it("has no character that XML cannot hold", () => {
    expect(xmlText("a\u0001\u000b\ud800b\uffffc<&>\"'\t\n")).toBe("a\ufffdbc&lt;&amp;&gt;&quot;&apos;\t\n");
  });
});
