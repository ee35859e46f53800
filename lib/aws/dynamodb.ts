import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand, DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient, ResourceInUseException, ResourceNotFoundException,
  TransactionCanceledException, TransactionConflictException, UpdateTableCommand, UpdateTimeToLiveCommand, waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { CreateTableCommandInput, GlobalSecondaryIndex } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { BatchWriteCommandInput, TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Env } from "../env.ts";
import { DYNAMODB_LIMITS, connectionOf } from "./connection.ts";
import type { Clause, Condition, FilterClause } from "./expressions.ts";
import { Placeholders } from "./expressions.ts";
import { reaching } from "./unavailable.ts";

/*
 * The only file that imports the DynamoDB clients. It speaks plain items and clauses; a lost conditional write is `false`,
 * an outage is a StorageUnavailableError, and there is no way to ask for a scan.
 */

export type Item = Record<string, unknown>;
export interface Key {
  pk: string;
  sk: string;
}

export interface QueryRequest {
  table: string;
  index?: string;
  /** Equality on the partition key, then at most one clause on the sort key. */
  key: readonly Clause[];
  filter?: readonly FilterClause[];
  newestFirst?: boolean;
  /** Items read, before the filter. */
  limit: number;
  /** `lastKey` of the page before. */
  startKey?: Item;
  consistent?: boolean;
}
export interface QueryPage {
  items: Item[];
  /** Where the read stopped; undefined at the end. */
  lastKey: Item | undefined;
  readUnits: number;
}

export interface Change {
  set?: Item;
  remove?: readonly string[];
  add?: Record<string, number>;
}
export type Write =
  | { kind: "put"; table: string; item: Item; condition?: Condition }
  | { kind: "update"; table: string; key: Key; change: Change; condition?: Condition }
  | { kind: "delete"; table: string; key: Key; condition?: Condition };

export interface TableShape {
  table: string;
  indexes: readonly { name: string; partition: string; sort: string; sortType: "S" | "N"; include: readonly string[] }[];
  /** Attribute with an expiry time in epoch seconds. */
  expiry?: string;
}

/** What the data layer asks of DynamoDB. */
export interface Db {
  /** One item, strongly consistent. */
  get(table: string, key: Key): Promise<Item | null>;
  query(request: QueryRequest): Promise<QueryPage>;
  /** Writes all or nothing. False: a condition did not hold and nothing was written. */
  write(...writes: readonly Write[]): Promise<boolean>;
  /** Puts any number of items, 25 a request, without conditions and not as one: for filling a table that nobody else writes. */
  putMany(table: string, items: readonly Item[]): Promise<void>;
  /** Creates the table, its indexes and its expiry where they are missing. */
  ensureTable(shape: TableShape): Promise<void>;
  /** ACTIVE, or what DynamoDB says instead. */
  tableStatus(table: string): Promise<string>;
  close(): void;
}

/** Tries of a write that meets another transaction on the same item, with a jittered pause of up to 25 ms x 2^n between. */
const CONFLICT_TRIES = 10;

/** Items of one BatchWriteItem: DynamoDB's limit. */
const BATCH = 25;
type BatchWrites = NonNullable<BatchWriteCommandInput["RequestItems"]>[string];

/** How long a new index on an old table may take to fill, seconds. */
const INDEX_SECONDS = 900;

export function createDb(env: Env): Db {
  const client = new DynamoDBClient({
    ...connectionOf(env, env.DYNAMODB_ENDPOINT, { accessKeyId: "local", secretAccessKey: "local" }),
    ...DYNAMODB_LIMITS,
  });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

  const withoutConflict = async (operation: string, request: () => Promise<boolean>): Promise<boolean> =>
    reaching("dynamodb", operation, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await request();
        } catch (error) {
          const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []).map(({ Code }) => Code) : [];
          if (isLost(error) || reasons.includes("ConditionalCheckFailed")) return false;
          const busy = error instanceof TransactionConflictException || reasons.some((code) => code === "TransactionConflict" || code === "ThrottlingError");
          if (!busy) throw error;
          if (attempt >= CONFLICT_TRIES) throw Object.assign(new TransactionConflictException({ message: `still in conflict after ${attempt} tries`, $metadata: {} }), { cause: error });
          await sleep(Math.random() * 25 * 2 ** Math.min(attempt, 6));
        }
      }
    });

  return {
    get: (table, key) =>
      reaching("dynamodb", "GetItem", async () => (await documents.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item ?? null),

    query: (request) =>
      reaching("dynamodb", "Query", async () => {
        const placeholders = new Placeholders();
        const page = await documents.send(
          new QueryCommand({
            TableName: request.table,
            IndexName: request.index,
            KeyConditionExpression: placeholders.condition({ all: request.key }),
            FilterExpression: placeholders.condition({ all: request.filter ?? [] }),
            ...placeholders.fields(),
            ScanIndexForward: !(request.newestFirst ?? false),
            Limit: request.limit,
            ExclusiveStartKey: request.startKey,
            ConsistentRead: request.consistent ?? false,
            ReturnConsumedCapacity: "TOTAL",
          }),
        );
        return { items: page.Items ?? [], lastKey: page.LastEvaluatedKey, readUnits: page.ConsumedCapacity?.CapacityUnits ?? 0 };
      }),

    write: (...writes) => {
      const [only] = writes;
      if (only === undefined) return Promise.resolve(true);
      if (writes.length > 1) {
        const TransactItems = writes.map(transactItem);
        return withoutConflict("TransactWriteItems", async () => {
          await documents.send(new TransactWriteCommand({ TransactItems }));
          return true;
        });
      }
      return withoutConflict(only.kind, async () => {
        const { Put, Update, Delete } = transactItem(only);
        if (Put) await documents.send(new PutCommand(Put));
        else if (Update) await documents.send(new UpdateCommand(Update));
        else if (Delete) await documents.send(new DeleteCommand(Delete));
        return true;
      });
    },

    putMany: (table, items) =>
      reaching("dynamodb", "BatchWriteItem", async () => {
        for (let from = 0; from < items.length; from += BATCH) {
          let rest: BatchWrites = items.slice(from, from + BATCH).map((item) => ({ PutRequest: { Item: item } }));
          for (let attempt = 1; rest.length > 0; attempt += 1) {
            rest = (await documents.send(new BatchWriteCommand({ RequestItems: { [table]: rest } }))).UnprocessedItems?.[table] ?? [];
            if (rest.length === 0) break;
            if (attempt >= CONFLICT_TRIES) throw Object.assign(new Error(`${rest.length} items were not taken in ${attempt} tries`), { name: "ThrottlingException" });
            await sleep(Math.random() * 25 * 2 ** Math.min(attempt, 6));
          }
        }
      }),

    ensureTable: (shape) => reaching("dynamodb", "CreateTable", () => ensureTable(client, shape)),
    tableStatus: (table) =>
      reaching("dynamodb", "DescribeTable", async () => (await client.send(new DescribeTableCommand({ TableName: table }))).Table?.TableStatus ?? "unknown"),
    close: () => {
      client.destroy();
    },
  };
}

function isLost(error: unknown): boolean {
  return error instanceof Error && error.name === "ConditionalCheckFailedException";
}

function transactItem(write: Write): NonNullable<TransactWriteCommandInput["TransactItems"]>[number] {
  const placeholders = new Placeholders();
  const ConditionExpression = placeholders.condition(write.condition);
  if (write.kind === "put") return { Put: { TableName: write.table, Item: write.item, ConditionExpression, ...placeholders.fields() } };
  if (write.kind === "delete") return { Delete: { TableName: write.table, Key: write.key, ConditionExpression, ...placeholders.fields() } };
  const UpdateExpression = placeholders.update(write.change);
  return { Update: { TableName: write.table, Key: write.key, UpdateExpression, ConditionExpression, ...placeholders.fields() } };
}

async function ensureTable(client: DynamoDBClient, shape: TableShape): Promise<void> {
  const describe = async () => (await client.send(new DescribeTableCommand({ TableName: shape.table }))).Table;
  const table = await describe().catch((error: unknown) => {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  });
  if (!table) {
    // Two starters may create at once: the second one finds the table in use and waits with the first.
    await client.send(new CreateTableCommand(createInput(shape))).catch((error: unknown) => {
      if (!(error instanceof ResourceInUseException)) throw error;
    });
  }
  await waitUntilTableExists({ client, maxWaitTime: 120, minDelay: 1, maxDelay: 5 }, { TableName: shape.table });
  // An index that a newer version brought: DynamoDB adds one at a time.
  const present = new Set(((await describe())?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName));
  for (const index of shape.indexes.filter(({ name }) => !present.has(name))) {
    present.add(index.name);
    await client.send(
      new UpdateTableCommand({
        TableName: shape.table,
        // Only of indexes that are there or come now: DynamoDB refuses definitions that no key uses.
        AttributeDefinitions: createInput({ ...shape, indexes: shape.indexes.filter(({ name }) => present.has(name)) }).AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: indexInput(index) }],
      }),
    );
    for (let second = 0; (await describe())?.GlobalSecondaryIndexes?.some(({ IndexStatus }) => IndexStatus !== "ACTIVE"); second += 1) {
      if (second > INDEX_SECONDS) throw new Error(`The index ${index.name} of ${shape.table} was not ready after ${INDEX_SECONDS} s.`);
      await sleep(1000);
    }
  }
  if (shape.expiry === undefined) return;
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: shape.table }));
  if (TimeToLiveDescription?.TimeToLiveStatus === "ENABLED" || TimeToLiveDescription?.TimeToLiveStatus === "ENABLING") return;
  await client.send(new UpdateTimeToLiveCommand({ TableName: shape.table, TimeToLiveSpecification: { AttributeName: shape.expiry, Enabled: true } }));
}

function indexInput(index: TableShape["indexes"][number]): GlobalSecondaryIndex {
  return {
    IndexName: index.name,
    KeySchema: [
      { AttributeName: index.partition, KeyType: "HASH" },
      { AttributeName: index.sort, KeyType: "RANGE" },
    ],
    Projection: index.include.length > 0 ? { ProjectionType: "INCLUDE", NonKeyAttributes: [...index.include] } : { ProjectionType: "KEYS_ONLY" },
  };
}

function createInput(shape: TableShape): CreateTableCommandInput {
  const types = new Map<string, "S" | "N">([["pk", "S"], ["sk", "S"]]);
  for (const index of shape.indexes) types.set(index.partition, "S").set(index.sort, index.sortType);
  return {
    TableName: shape.table,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    ...(shape.indexes.length > 0 ? { GlobalSecondaryIndexes: shape.indexes.map(indexInput) } : {}),
  };
}
