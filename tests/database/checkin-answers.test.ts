import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  eraseAnswers,
  readBack,
  readHistory,
  readOwnHistory,
} from "../../src/checkins/answers/store.ts";
import type { Answers } from "../../src/checkins/questions.ts";
import { readShown } from "../../src/checkins/store.ts";
import { checkInsBetween } from "../../src/checkins/window/store.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import type { Shell } from "../../src/runtime/feature.ts";
import { type Vault, openVault } from "../../src/runtime/keys.ts";
import { type Migrated, openMigrated } from "../support/migrated.ts";
import { answers as keepAnswers } from "../support/statements.ts";

/* What a dump shows, what a moved text does, what rotation leaves, what erasing leaves of a backup. */

let db: Migrated["db"];
let close: Migrated["close"];
const ana = "00000000-0000-4000-8000-00000000000a";
const ben = "00000000-0000-4000-8000-00000000000b";
const old = { kid: "old", key: new Uint8Array(32).fill(1) };
const fresh = { kid: "new", key: new Uint8Array(32).fill(2) };
const shellOf = (vault: Vault): Shell =>
  ({ organisation: { id: "acme" }, vault, now: 0 }) as unknown as Shell;
const shell = shellOf(openVault([old]));
const answers = { energy: 2, note: "a heavy week" };
const at = Date.UTC(2026, 10, 27);

beforeAll(async () => {
  ({ db, close } = await openMigrated());
  await run((tx) =>
    sql`insert into handrail.organisations (organisation_id, name, time_zone, file_hash, file_version, applied_at) values ('acme', 'Acme', 'UTC', '', 0, now())`.execute(
      tx,
    ),
  );
  for (const person of [ana, ben]) {
    await run((tx) =>
      sql`insert into handrail.people (organisation_id, person, email, name) values ('acme', ${person}, ${`${person}@acme.test`}, 'Somebody')`.execute(
        tx,
      ),
    );
  }
});
beforeEach(() => run((tx) => tx.deleteFrom("check_in_keys").execute()));
afterAll(() => close());

const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.inOrganisation("acme", work);
const keep = (person: string, day: string) =>
  run((tx) => keepAnswers(tx, shell, person, { day, answers }, at));
const history = (person: string, by = shell) => run((tx) => readHistory(tx, by, person));
const dump = () =>
  run(async (tx) => ({
    keys: await tx.selectFrom("check_in_keys").selectAll().execute(),
    answers: await tx.selectFrom("check_in_answers").selectAll().orderBy("day").execute(),
  }));

it("is opened for its own person only by way of their own key, and a dump shows nothing of it", async () => {
  await keep(ana, "2026-11-20");
  await keep(ana, "2026-11-27");
  await keep(ben, "2026-11-27");
  expect(await history(ana)).toEqual([
    { day: "2026-11-20", answers },
    { day: "2026-11-27", answers },
  ]);
  const stored = JSON.stringify(await dump());
  expect(stored).not.toMatch(/heavy|energy/);
  const { keys } = await dump();
  expect(new Set(keys.map(({ wrapped }) => wrapped)).size).toBe(2);
});

it("does not open in another row: another day's, or another person's", async () => {
  await keep(ana, "2026-11-20");
  await keep(ana, "2026-11-27");
  await keep(ben, "2026-11-27");
  await run((tx) =>
    sql`update handrail.check_in_answers set day = '2026-11-21' where person = ${ana} and day = '2026-11-20'`.execute(
      tx,
    ),
  );
  expect(await history(ana)).toEqual([{ day: "2026-11-27", answers }]);
  expect(await run((tx) => readOwnHistory(tx, shell, ana))).toEqual({
    answers: [{ day: "2026-11-27", answers }],
    unreadable: ["2026-11-21"],
  });
  // With the key of the other person too.
  await run((tx) =>
    sql`update handrail.check_in_keys k set wrapped = (select wrapped from handrail.check_in_keys where person = ${ana}) where person = ${ben}`.execute(
      tx,
    ),
  );
  expect(await history(ben)).toEqual([]);
});

it("a key that does not open keeps nobody from answering, and opens again when it is put back", async () => {
  await keep(ana, "2026-11-20");
  const without = shellOf(openVault([fresh]));
  expect(await history(ana, without)).toEqual([]);
  await run((tx) => keepAnswers(tx, without, ana, { day: "2026-11-27", answers }, at));
  expect(await history(ana, without)).toEqual([{ day: "2026-11-27", answers }]);
  // The old key is back: nothing was lost. And so it stays, when a third one comes.
  const both = shellOf(openVault([fresh, old]));
  const days = async () => (await history(ana, both)).map(({ day }) => day);
  expect(await days()).toEqual(["2026-11-20", "2026-11-27"]);
  await run((tx) => keepAnswers(tx, both, ana, { day: "2026-12-04", answers }, at));
  expect(await days()).toEqual(["2026-11-20", "2026-11-27", "2026-12-04"]);
});

it("erased is erased: neither the rows nor a backup of the answers open again", async () => {
  await keep(ana, "2026-11-27");
  const backup = await dump();
  await run((tx) => eraseAnswers(ana).execute(tx));
  expect(await dump()).toEqual({ keys: [], answers: [] });
  // Somebody plays the answers of the backup back, beside the key of a new answer.
  await keep(ana, "2026-12-04");
  const [kept] = backup.answers;
  await run((tx) =>
    sql`insert into handrail.check_in_answers (organisation_id, person, day, sealed, kept_until) values ('acme', ${ana}, '2026-11-27', ${kept?.sealed ?? ""}, now())`.execute(
      tx,
    ),
  );
  expect((await history(ana)).map(({ day }) => day)).toEqual(["2026-12-04"]);
});

it("the row decides and nothing is remembered: what another process erased opens in none, however lately it was read here", async () => {
  await keep(ana, "2026-11-27");
  expect(await history(ana)).toHaveLength(1);
  const { keys, answers: backup } = await dump();
  const restore = (statement: ReturnType<typeof sql>) => run((tx) => statement.execute(tx));
  // As another instance does, of which this one hears nothing.
  await run((tx) => sql`delete from handrail.check_in_keys where person = ${ana}`.execute(tx));
  expect(await history(ana)).toEqual([]);
  await keep(ana, "2026-12-04");
  await restore(sql`insert into handrail.check_in_answers select ${"acme"}, person::uuid, day, sealed, now() from
    jsonb_to_recordset(${JSON.stringify(backup)}::jsonb) as backup(person text, day text, sealed text)`);
  expect((await history(ana)).map(({ day }) => day)).toEqual(["2026-12-04"]);
  // With its key it would: it was the key that was missing, and it is not enough to be the same person's.
  await restore(
    sql`update handrail.check_in_keys set wrapped = ${keys[0]?.wrapped ?? ""} where person = ${ana}`,
  );
  await restore(sql`delete from handrail.check_in_answers where day = '2026-12-04'`);
  expect(await history(ana)).toEqual([{ day: "2026-11-27", answers }]);
});

it("a card is drawn without opening an answer; what is said once more to today's answer opens the earlier ones", async () => {
  await run((tx) =>
    sql`insert into handrail.check_ins (organisation_id, person, version, status, state) values ('acme', ${ana}, 1, 'off', '{}')`.execute(
      tx,
    ),
  );
  await keep(ana, "2026-11-20");
  const opened: string[] = [];
  const vault: Vault = {
    ...shell.vault,
    open: (place, sealed) => (opened.push(place), shell.vault.open(place, sealed)),
  };
  const organisation = { id: "acme", timeZone: "UTC", people: new Map(), accountsOf: new Map() };
  const seen = () =>
    run((tx) => readShown(tx, { organisation, vault, now: at } as unknown as Shell, ana));
  expect((await seen())?.history).toEqual([]);
  expect(opened).toEqual([]);
  await keep(ana, "2026-11-27");
  expect((await seen())?.history).toEqual([{ day: "2026-11-20", answers }]);
});

it("what lies further back than it matters for an offer stays sealed; not a check-in is not counted for it", async () => {
  for (const day of ["2026-10-30", "2026-11-06", "2026-11-13"]) await keep(ana, day);
  await run((tx) =>
    keepAnswers(tx, shell, ana, { day: "2026-11-20", answers: { now: "shaken" } }, at),
  );
  await keep(ana, "2026-11-27");
  const back = () => run((tx) => readBack(tx, shell, ana, "2026-11-27"));
  const matters = [
    { day: "2026-11-06", answers },
    { day: "2026-11-13", answers },
  ];
  expect(await back()).toEqual(matters);
  const damage = (day: string) =>
    run((tx) =>
      tx
        .updateTable("check_in_answers")
        .set({ sealed: "damaged" })
        .where("day", "=", day)
        .execute(),
    );
  await damage("2026-10-30");
  expect(await back()).toEqual(matters);
  expect((await history(ana)).map(({ day }) => day)).not.toContain("2026-10-30");
  await damage("2026-11-06");
  expect(await back()).toEqual([{ day: "2026-11-13", answers }]);
});

it("a key that went meanwhile is not used again, also in the same transaction", async () => {
  await keep(ana, "2026-11-20");
  const [before] = (await dump()).keys;
  await run(async (tx) => {
    await readHistory(tx, shell, ana);
    await eraseAnswers(ana).execute(tx);
    await keepAnswers(tx, shell, ana, { day: "2026-11-27", answers }, at);
  });
  expect((await dump()).keys).not.toEqual([before]);
  expect(await history(ana)).toEqual([{ day: "2026-11-27", answers }]);
});

it("the second answer of a day counts", async () => {
  await keep(ana, "2026-11-27");
  await run((tx) => keepAnswers(tx, shell, ana, { day: "2026-11-27", answers: { energy: 5 } }, at));
  expect(await history(ana)).toEqual([{ day: "2026-11-27", answers: { energy: 5 } }]);
});

it("what was said of a hard call stays beside that day's check-in, whichever came first, and is in no window of the trends", async () => {
  const said = (answers: Answers) =>
    run((tx) => keepAnswers(tx, shell, ana, { day: "2026-11-27", answers }, at));
  await said({ now: "shaken" });
  expect(
    (await run((tx) => checkInsBetween(tx, shell, "2026-11-01", "2026-12-01"))).checkIns,
  ).toEqual([]);
  await said({ energy: 2, strain: 4 });
  await said({ easing: { after: 1, said: "harder" } });
  expect((await history(ana))[0]?.answers).toEqual({
    now: "shaken",
    energy: 2,
    strain: 4,
    easing: { after: 1, said: "harder" },
  });
  await said({ energy: 3 });
  expect(await history(ana)).toEqual([
    {
      day: "2026-11-27",
      answers: { now: "shaken", easing: { after: 1, said: "harder" }, energy: 3 },
    },
  ]);
  expect(
    (await run((tx) => checkInsBetween(tx, shell, "2026-11-01", "2026-12-01"))).checkIns,
  ).toEqual([{ person: ana, day: "2026-11-27", answers: { energy: 3 } }]);
});
