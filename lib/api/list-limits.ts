/*
 * The words and bounds of the lists of experiments, apart from the schema and from what reads the table: the history page needs
 * them and neither of the two.
 */

/** What a page of the history is sorted by; experiments without the number are not in a list that is sorted by it. */
export const LIST_SORTS = ["created", "reduction", "bd-rate", "runtime"] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export const LIST_ORDERS = ["descending", "ascending"] as const;
export type SortOrder = (typeof LIST_ORDERS)[number];

/** Characters of a filter, at most. */
export const LONGEST_FILTER = { text: 200, model: 120 } as const;

/** What is read for one page when there are filters that no index answers: so many queries, each of so many rows. */
export const FILTERED_READ = { queries: 5, rows: 100 } as const;
