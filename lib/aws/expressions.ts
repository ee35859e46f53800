/*
 * DynamoDB expressions from plain clauses, so that no verb of the data layer writes placeholders by hand.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */

/** One comparison; `between` has both ends in it. The attribute may be a path into a map: `summary.status`. */
export type Clause = readonly [attribute: string, operator: "=" | "<" | "<=" | ">" | ">=", value: unknown] | readonly [attribute: string, operator: "contains", part: string] | readonly [attribute: string, operator: "between", low: string, high: string] | readonly [attribute: string, operator: "absent" | "present"];

/** A clause of a filter, or several of which at least one holds. */
export type FilterClause = Clause | { readonly any: readonly Clause[] };

/** All clauses hold; with `any`, at least one of those holds as well. */
export interface Condition {
  all?: readonly FilterClause[];
  any?: readonly Clause[];
}

/** Collects the placeholders of one request. */
export class Placeholders {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, unknown> = {};

  /** The placeholder of an attribute path. */
  name(path: string): string {
    return path
      .split(".")
      .map((part) => {
        const known = Object.entries(this.names).find(([, name]) => name === part);
        if (known) return known[0];
        const placeholder = `#n${Object.keys(this.names).length}`;
        this.names[placeholder] = part;
        return placeholder;
      })
      .join(".");
  }

  value(value: unknown): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = value;
    return placeholder;
  }

  clause(clause: Clause): string {
    if (clause[1] === "absent") return `attribute_not_exists(${this.name(clause[0])})`;
    if (clause[1] === "present") return `attribute_exists(${this.name(clause[0])})`;
    if (clause[1] === "between") return `${this.name(clause[0])} BETWEEN ${this.value(clause[2])} AND ${this.value(clause[3])}`;
    if (clause[1] === "contains") return `contains(${this.name(clause[0])}, ${this.value(clause[2])})`;
    return `${this.name(clause[0])} ${clause[1]} ${this.value(clause[2])}`;
  }

  private anyOf(clauses: readonly Clause[]): string {
    return `(${clauses.map((clause) => this.clause(clause)).join(" OR ")})`;
  }

  /** The condition's text, or undefined when there is none. */
  condition(condition: Condition | undefined): string | undefined {
    const all = (condition?.all ?? []).map((clause) => ("any" in clause ? this.anyOf(clause.any) : this.clause(clause)));
    if (condition?.any?.length) all.push(this.anyOf(condition.any));
    return all.length > 0 ? all.join(" AND ") : undefined;
  }

  /** SET, REMOVE and ADD parts of an update. */
  update(change: { set?: Record<string, unknown>; remove?: readonly string[]; add?: Record<string, number> }): string {
    const parts: string[] = [];
    const set = Object.entries(change.set ?? {}).map(([path, value]) => `${this.name(path)} = ${this.value(value)}`);
    const remove = (change.remove ?? []).map((path) => this.name(path));
    const add = Object.entries(change.add ?? {}).map(([path, value]) => `${this.name(path)} ${this.value(value)}`);
    if (set.length > 0) parts.push(`SET ${set.join(", ")}`);
    if (remove.length > 0) parts.push(`REMOVE ${remove.join(", ")}`);
    if (add.length > 0) parts.push(`ADD ${add.join(", ")}`);
    return parts.join(" ");
  }

  /** The request fields that carry the placeholders; empty maps are refused by DynamoDB and left out. */
  fields(): { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Record<string, unknown> } {
    return {
      ...(Object.keys(this.names).length > 0 ? { ExpressionAttributeNames: this.names } : {}),
      ...(Object.keys(this.values).length > 0 ? { ExpressionAttributeValues: this.values } : {}),
    };
  }
}
