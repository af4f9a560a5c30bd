import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answers as keepAnswers } from "../support/statements.ts";
import { type Piece, checkInsBetween } from "../../src/checkins/window/store.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import type { Shell } from "../../src/runtime/feature.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { windowLasts, windowOf } from "../../src/trends/questions.ts";
import { alarms } from "../../src/trends/care/store.ts";
import { type ReadCheckIns, facts, readMoreWith } from "../../src/trends/store.ts";
import type { Trends } from "../../src/trends/state.ts";
import { type Migrated, openMigrated } from "../support/migrated.ts";

/* A window is closed piece by piece, so that no page is long behind it, and a broken answer costs nobody the picture. */

let db: Migrated["db"];
let close: Migrated["close"];
const people = Array.from(
  { length: 230 },
  (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
);
const window = windowOf(Date.UTC(2026, 10, 2));
const day = new Date(window + 24 * 3_600_000).toISOString().slice(0, 10);
const vault = openVault([{ kid: "k", key: new Uint8Array(32).fill(1) }]);
const organisation = { id: "acme", teams: new Map() };
const shell = { organisation, vault, now: 0 } as unknown as Shell;
const trends: Trends = { lastAt: window, window, past: [], looks: 0 };
const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.inOrganisation("acme", work);

beforeAll(async () => {
  ({ db, close } = await openMigrated());
  await run(async (tx) => {
    await sql`insert into handrail.organisations (organisation_id, name, time_zone, file_hash, file_version, applied_at) values ('acme', 'Acme', 'UTC', '', 0, now())`.execute(
      tx,
    );
    await sql`insert into handrail.people (organisation_id, person, email, name)
      select 'acme', person, person || '@acme.test', 'Somebody' from unnest(${people}::uuid[]) person`.execute(
      tx,
    );
    await sql`insert into handrail.trend_rosters (organisation_id, window_start, person, teams)
      select 'acme', ${new Date(window)}, person, '{}' from unnest(${people}::uuid[]) person`.execute(
      tx,
    );
  });
  // A transaction each, as people answer: one for all would take longer on a busy machine than one may.
  for (const person of people)
    await run((tx) => keepAnswers(tx, shell, person, { day, answers: { energy: 4 } }, window));
  await run(async (tx) => {
    // One answer is noise; one key was wrapped by a key that is gone.
    await tx
      .updateTable("check_in_answers")
      .set({ sealed: "noise" })
      .where("person", "=", people[7] ?? "")
      .execute();
    const other = openVault([{ kid: "gone", key: new Uint8Array(32).fill(2) }]);
    await tx
      .updateTable("check_in_keys")
      .set({ wrapped: await other.seal("elsewhere", "x") })
      .where("person", "=", people[150] ?? "")
      .execute();
  });
}, 60_000);
afterAll(() => close());

/** What a turn finds, as a command reads it. */
async function turned(tx: Tx, by: Shell, state: Trends, readCheckIns: ReadCheckIns) {
  const given = { at: window + windowLasts, by: undefined, via: undefined, newId: "n", seed: 1 };
  const locked = { state, command: { do: "turn" } as const, given };
  return facts(by, locked, (await readMoreWith(readCheckIns)(tx, by, locked)) ?? {});
}

const read = async (): Promise<Piece[]> => {
  const pieces: Piece[] = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const piece = await run((tx) => checkInsBetween(tx, shell, day, "2100-01-01", after));
    pieces.push(piece);
    after = piece.last;
  }
  return pieces;
};

it("reads everybody once, a hundred at a time, and counts what no key opens", async () => {
  const pieces = await read();
  expect(pieces).toHaveLength(3);
  expect(pieces.map(({ unopened }) => unopened)).toEqual([1, 1, 0]);
  const found = pieces.flatMap(({ checkIns }) => checkIns.map(({ person }) => person));
  expect(found).toEqual(people.filter((_, n) => n !== 7 && n !== 150));
});

it("turns in as many transactions, and has everybody in the end", async () => {
  const found = () => run((tx) => turned(tx, shell, trends, checkInsBetween));
  expect((await found()).more).toBe(true);
  expect((await found()).more).toBe(true);
  const { over, unopened, more } = await found();
  expect({ answers: over?.answers.length, unopened, more }).toEqual({
    answers: 228,
    unopened: 2,
    more: undefined,
  });
  // Nothing is left of it: the next time begins anew.
  expect((await found()).more).toBe(true);
});

it("does not open anything for a round that did not open", async () => {
  const teams = new Map([["A", { listed: true, settings: { support: { leads: ["lee"] } } }]]);
  const led = {
    ...shell,
    organisation: { ...organisation, teams },
    vault: openVault([{ kid: "k", key: new Uint8Array(32).fill(1) }]),
  } as unknown as Shell;
  const never = () => Promise.reject(new Error("opened"));
  const found = await run((tx) => turned(tx, led, { ...trends, waiting: { reminded: 0 } }, never));
  expect(found.over).toBeUndefined();
});

it("is an alarm for a week", async () => {
  const after = async (ago: string) => {
    await run((tx) =>
      sql`insert into handrail.trends (organisation_id, version, state)
        select 'acme', 1, jsonb_build_object('unopened', jsonb_build_object('answers', 2, 'at', floor(extract(epoch from handrail.now() - ${ago}::interval) * 1000)::bigint))
        on conflict (organisation_id) do update set state = excluded.state`.execute(tx),
    );
    return run((tx) => alarms(tx));
  };
  expect(await after("6 days")).toBe(2);
  expect(await after("8 days")).toBe(0);
});
