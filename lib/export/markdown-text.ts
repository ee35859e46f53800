import { flatten } from "../format/plain-text.ts";

/** Characters that start something in Markdown (CommonMark and GitHub's tables, links, mentions of HTML), wherever they stand. */
const SPECIAL = /[\\`*_[\]<>|~#&!]/g;

/** Text of others as one line of Markdown that shows just that text: no link, no picture, no HTML, no new table cell. */
export function markdownText(text: string): string {
  return flatten(text).replace(SPECIAL, "\\$&");
}

/** A code span; what is inside must not end it, so that backticks become quotes. */
export function markdownCode(text: string): string {
  return `\`${flatten(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** A table, columns aligned right where they hold numbers. Cells are Markdown already. */
export function markdownTable(head: readonly { title: string; right?: boolean }[], rows: readonly (readonly string[])[]): string {
  return `${tableHead(head)}${rows.map(tableRow).join("")}`;
}

export function tableHead(head: readonly { title: string; right?: boolean }[]): string {
  return `| ${head.map(({ title }) => title).join(" | ")} |\n|${head.map(({ right }) => (right ? " ---: |" : " --- |")).join("")}\n`;
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}
