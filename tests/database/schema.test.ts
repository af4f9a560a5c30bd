import { afterAll, beforeAll, expect, it } from "vitest";
import { declaredColumns, type Found, realColumns } from "../support/columns.ts";
import { sourcesOf } from "../support/house.ts";
import { type Migrated, openMigrated } from "../support/migrated.ts";

/* src/runtime/database/schema.ts is written by hand: this holds it against the database that the migrations make. */

let database: Migrated["db"];
let close: Migrated["close"];

beforeAll(async () => {
  ({ db: database, close } = await openMigrated());
});
afterAll(() => close());

it("schema.ts declares what the migrations make", async () => {
  const [rows = []] =
    await database.sweep(`select c.relname as "table", a.attname as "column", t.typname as "type", a.attnotnull as "required", a.atthasdef as "filled"
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'handrail'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname not like 'kysely%'`);
  const declared = declaredColumns(
    sourcesOf(["src/runtime/database/schema.ts"]).get("src/runtime/database/schema.ts") ?? "",
  );
  expect(declared.length).toBeGreaterThan(50);
  expect(declared).toEqual(realColumns(rows as unknown as Found[]));
});

it("a name, a type, a null and a default that differ are told apart", () => {
  const source = `export interface Database { a: { one: string | null; two: Generated<number>; three: At; four: MaybeAt; five: JSONColumnType<object> | null; six: Generated<string[]> } }`;
  expect(declaredColumns(source)).toEqual([
    "a.five json null",
    "a.four instant null",
    "a.one text null",
    "a.six text[] default",
    "a.three instant",
    "a.two number default",
  ]);
  const found = { table: "a", column: "one", type: "uuid", required: false, filled: false };
  const real = (part: Partial<Found>) => realColumns([{ ...found, ...part }])[0];
  expect(real({})).toBe("a.one text null");
  expect([
    real({ column: "uno" }),
    real({ type: "int8" }),
    real({ required: true }),
    real({ filled: true }),
  ]).toEqual(["a.uno text null", "a.one number null", "a.one text", "a.one text null default"]);
});
