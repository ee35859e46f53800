import { z } from "zod";
import { EXPORT_FORMATS } from "../export/write-export.ts";
import { experimentId, ListQuerySchema } from "./schema.ts";

/** Ids of one export: a selection by hand. Their address stays below the 16 KiB that Node takes for a request's head. */
export const MOST_IDS = 100;

const format = z.enum(EXPORT_FORMATS);

/** GET /api/experiments/export: a selection, or everything that fits the filters of the list. */
export const ExportQuerySchema = ListQuerySchema.omit({ limit: true, cursor: true })
  .extend({
    // Without the list's defaults, so that a selection by ids is told from filters.
    sort: ListQuerySchema.shape.sort.unwrap().optional(),
    order: ListQuerySchema.shape.order.unwrap().optional(),
    format: format.describe("csv: rows, columns as lib/export/README.md lists them. md: a table for a post. json: rows or whole records, which `npm run import` reads."),
    detail: z.enum(["row", "record"]).default("row").describe("record: whole records with all curves; with json only."),
    ids: z.string().max(MOST_IDS * 81).optional().describe(`Ids, separated by commas, at most ${MOST_IDS}; instead of filters.`),
  })
  .transform(({ ids, ...query }, context) => {
    const list = ids?.split(",").map((id) => id.trim()).filter((id) => id !== "");
    const parsed = z.array(experimentId).min(1).max(MOST_IDS).optional().safeParse(list && [...new Set(list)]);
    if (!parsed.success) {
      context.addIssue({ code: "custom", path: ["ids"], message: `one to ${MOST_IDS} experiment ids, separated by commas` });
      return z.NEVER;
    }
    const { format: wanted, detail, ...filter } = query;
    if (parsed.data && Object.values(filter).some((value) => value !== undefined)) context.addIssue({ code: "custom", path: ["ids"], message: "either ids or filters" });
    if (detail === "record" && wanted !== "json") context.addIssue({ code: "custom", path: ["detail"], message: "whole records come as json only" });
    return { format: wanted, detail, ids: parsed.data ?? null, filter };
  });
export type ExportQuery = z.infer<typeof ExportQuerySchema>;

/** GET /api/experiments/{id}/export. */
export const ExportOneQuerySchema = z.strictObject({ format: format.exclude(["csv"]) });
