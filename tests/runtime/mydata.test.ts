import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../../src/runtime/database.ts";
import type { Embedded } from "../../src/runtime/embedded/open.ts";
import { openLog } from "../../src/runtime/log.ts";
import { freshFolder, open } from "./embedded-help.ts";

/* RELIABILITY 33: the export is complete. Tables come from the catalogue; one that holds nobody's rows by name says why. */

const folder = freshFolder();
let embedded: Embedded;
let db: Database;
beforeAll(async () => {
  embedded = await open({ folder });
  db = openDatabase(embedded.connection, openLog("silent"), { limits: false });
  await db.migrate();
});
afterAll(async () => {
  await db.close();
  await embedded.stop();
  rmSync(folder, { recursive: true });
});

/** Tables without a column that says whose a row is, and where a person's part of them is told all the same. */
const reasons: Readonly<Record<string, string>> = {
  clock: "one row, of no person",
  debrief_meetings: "who talked with whom, sealed, of two people each: in neither's copy (debriefs has no `kept` yet)",
  debrief_rounds: "the groups of the regular rounds, sealed, of several people: in nobody's copy (debriefs has no `kept` yet)",
  inbox: "delivery keys of a day",
  organisations: "the organisation's own",
  request_words: "opened by escalations (`kept`)",
  teams: "the organisation's own",
  timers: "when something is looked at again",
  trends: "numbers that hold nobody",
  workspaces: "the organisation's own",
};

it("every table is a person's by name, or says why it is not", async () => {
  const [rows = []] = await db.sweep(`
    select c.relname as "table", bool_or(a.attname in ('person', 'requester', 'account_id', 'by')) as owned
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'handrail'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%' group by 1`);
  expect(rows.length).toBeGreaterThan(15);
  const nobodys = rows.filter((row) => row["owned"] !== true).map((row) => String(row["table"]));
  expect(nobodys.toSorted()).toEqual(Object.keys(reasons));
});
