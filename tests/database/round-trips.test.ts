import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { features } from "../../src/features.ts";
import { follows } from "../../src/policies.ts";
import { type Database, openDatabase } from "../../src/runtime/database/database.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import type { AnyFeature } from "../../src/runtime/feature.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { openLog } from "../../src/runtime/log.ts";
import type { Result, Transactor } from "../../src/runtime/command/result.ts";
import { transact } from "../../src/runtime/transact.ts";
import type { Work } from "../../src/runtime/work.ts";
import { applyFile } from "../../src/setup/apply.ts";
import { type Gate, gateTo } from "../reliability/interleaving/gate.ts";
import { organisationFile } from "../support/acme.ts";
import { type PostgresServer, postgresServer } from "../support/postgres.ts";

/*
 * How often a command waits for the database. Counted on the wire: a round trip begins when something is sent while no
 * answer is outstanding.
 */

const file = organisationFile
  .replace(
    "      join_within: 60s\n",
    '      join_within: 60s\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]\n',
  )
  .concat(
    "wellbeing: { leads: [sam@acme.test], contacts: [sam@acme.test, dana@acme.test], " +
      'employee_assistance: "0800 000 000" }\n',
  );

let server: PostgresServer;
let name: string;
let gate: Gate;
/** Past the gate: only commands are counted. */
let owner: Database;
let db: Database;
let t: Transactor;
beforeAll(async () => {
  server = await postgresServer();
  const made = await server.database();
  name = made.name;
  gate = await gateTo(server.port);
  const log = openLog("silent");
  owner = openDatabase({ url: made.url }, log);
  db = openDatabase({ url: made.url.replace(`:${server.port}/`, `:${gate.port}/`) }, log, {
    connections: 1,
  });
  await owner.migrate();
  const loaded = loadConfig(
    {
      DATABASE_URL: made.url,
      HANDRAIL_CONFIG: "h.yaml",
      HANDRAIL_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
      SLACK_SIGNING_SECRET: "s",
      SLACK_BOT_TOKEN: "xoxb-1",
    },
    (path) => (path === "h.yaml" ? file : undefined),
    () => undefined,
  );
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  for (const one of loaded.config.organisations) await applyFile(owner, one, features.values());
  t = {
    db,
    directory: new Directory(owner),
    vault: openVault([{ kid: "k1", key: Buffer.alloc(32, 7) }]),
    now: () => Date.now(),
    follows,
    pages: "home",
  };
}, 60_000);
afterAll(async () => {
  await db.close();
  await owner.close();
  await gate.stop();
  await server.stop();
});

let deliveries = 0;
const gesture = (
  who: string,
  feature: AnyFeature,
  command: unknown,
  about: { subject?: string; note?: Record<string, string>; view?: string } = {},
): Work => ({
  organisation: "acme",
  feature,
  command,
  note: about.note,
  source: {
    by: { platform: "slack", workspace: "T0ACME00", account: `U0${who.toUpperCase()}` },
    delivery: `cmd:${++deliveries}`,
    subject: about.subject,
    pressed:
      about.view === undefined
        ? undefined
        : { feature: feature.name, view: about.view, occasion: "p1", address: "D1:1" },
  },
});
const timer = (feature: AnyFeature, command: string, subject: string): Work => ({
  organisation: "acme",
  feature,
  command: feature.doors?.ticks?.[command] as unknown,
  source: { timer: command, subject },
});

/** The database's connection is there by then, and the directory is fresh. */
async function counted(work: Work): Promise<{ trips: number; result: Result }> {
  await t.directory.organisation("acme");
  await db.prove();
  const before = gate.roundTrips;
  const result = await transact(t, work);
  return { trips: gate.roundTrips - before, result };
}
const named = (feature: string): AnyFeature => {
  const found = features.get(feature);
  if (found === undefined) throw new Error(`no feature ${feature}`);
  return found;
};
const asAdmin = async (statement: string) => (await server.asAdmin(statement, name)).rows;
const personOf = async (who: string) =>
  String(
    (await asAdmin(`select person from handrail.people where email = '${who}@acme.test'`))[0]?.[
      "person"
    ],
  );

describe("a command is two round trips", () => {
  const escalate = { do: "escalate", worded: false };

  test("a bare /escalate, the press that takes it, and the step that is due", async () => {
    const escalations = named("escalations");
    const asked = await counted(gesture("ana", escalations, escalate, { note: { words: "" } }));
    const subject = "said" in asked.result ? asked.result.said.subject : undefined;
    expect(subject).toBeDefined();
    await asAdmin("update handrail.timers set due_at = now() where feature = 'escalations'");
    const due = await counted(timer(escalations, "step", subject ?? ""));
    const press = { subject: subject ?? "", view: "page" };
    const taken = await counted(gesture("sam", escalations, { do: "acknowledge" }, press));
    expect(taken.result).toMatchObject({ said: { answer: expect.anything() } });
    const words = { subject: subject ?? "", note: { words: "he shouts", case: "4417" } };
    const why = await counted(gesture("ana", escalations, { do: "describe", worded: true }, words));
    expect([asked, due, taken, why].map(({ trips }) => trips)).toEqual([2, 2, 2, 2]);
  });

  test("a redelivery, which is answered from what was stored, is four at most", async () => {
    const work = gesture("ana", named("shifts"), { do: "shift", to: "on" });
    expect((await counted(work)).trips).toBe(2);
    expect((await counted(work)).trips).toBeLessThanOrEqual(4);
  });

  test("every word and every press of every feature", async () => {
    const numbers: Record<string, number> = {};
    for (const feature of features.values()) {
      const { words = {}, presses = {}, home } = feature.doors ?? {};
      for (const [word, read] of Object.entries(words)) {
        // Some words open a form where nothing follows them.
        const asked = [read(""), read("tomorrow 15:00")].find((one) => "command" in one);
        const { command, note } = asked as { command: unknown; note?: Record<string, string> };
        const about = note === undefined ? {} : { note };
        numbers[`/${word}`] = (await counted(gesture("carla", feature, command, about))).trips;
      }
      for (const [verb, read] of Object.entries(presses)) {
        const command = read("0");
        if (command === undefined) continue;
        numbers[`${feature.name}.${verb}`] = (
          await counted(gesture("carla", feature, command))
        ).trips;
      }
      if (home !== undefined)
        numbers["home"] = (await counted(gesture("carla", feature, home(false)))).trips;
    }
    console.info(numbers);
    expect(Object.keys(numbers).length).toBeGreaterThan(40);
    expect(Object.entries(numbers).filter(([, trips]) => trips !== 2)).toEqual([]);
  });

  test("an answer, a pick of hard calls, and the erasure of all of it", async () => {
    const note = { energy: "4", strain: "2", kind1: "abuse", why1: "often" };
    const works = [
      gesture("ben", named("checkins"), { do: "ready" }),
      gesture("ben", named("checkins"), { do: "keep" }),
      gesture("ben", named("checkins"), { do: "answer" }, { note }),
      gesture("ben", named("hardcalls"), { do: "pick" }, { note }),
      gesture("ben", named("mydata"), { do: "erase" }),
    ];
    const trips: number[] = [];
    for (const work of works) trips.push((await counted(work)).trips);
    expect(trips).toEqual([2, 2, 2, 2, 2]);
  });
});

describe("a race that is lost while writing", () => {
  test("is rolled back whole, and done again from what is there by then", async () => {
    const dana = await personOf("dana");
    let begun = 0;
    const racing: Database = {
      ...db,
      command: (organisation, read, deadline) =>
        db.command(
          organisation,
          async (tx) => {
            const writing = await read(tx);
            begun += 1;
            // Between its two halves somebody else writes the very first row, which nothing could lock.
            if (begun === 1)
              await asAdmin(`insert into handrail.breaks
                (organisation_id, person, version, status, until, state) values ('acme', '${dana}',
                1, 'none', null, '{"person": "${dana}", "status": "none", "lastAt": 0}')`);
            return writing;
          },
          deadline,
        ),
    };
    const result = await transact(
      { ...t, db: racing },
      gesture("dana", named("breaks"), { do: "ask", length: 600_000 }),
    );
    expect(result).toMatchObject({ said: {} });
    expect(begun).toBe(2);
    expect(await asAdmin(`select version from handrail.breaks where person = '${dana}'`)).toEqual([
      { version: "2" },
    ]);
    // Nothing is left of the first attempt: it would have told, and answered, twice.
    const told = await asAdmin(
      `select 1 from handrail.messages where feature = 'breaks' and subject = '${dana}'
        and view = 'break'`,
    );
    expect(told.length).toBeLessThanOrEqual(1);
  });

  test("with the key to somebody's answers: the answer is sealed with the key that stands", async () => {
    const checkins = named("checkins");
    const carla = await personOf("carla");
    const note = { energy: "4", strain: "2" };
    for (const command of [{ do: "ready" }, { do: "keep" }])
      await transact(t, gesture("carla", checkins, command));
    await asAdmin("delete from handrail.check_in_keys");
    let begun = 0;
    const racing: Database = {
      ...db,
      command: (organisation, read, deadline) =>
        db.command(
          organisation,
          async (tx) => {
            const writing = await read(tx);
            begun += 1;
            if (begun === 1) {
              const { makeKey } = await import("../../src/people/own-key/store.ts");
              const organisationNow = await t.directory.organisation("acme");
              const made = await makeKey({ organisation: organisationNow, vault: t.vault }, carla);
              await asAdmin(`insert into handrail.check_in_keys
                (organisation_id, person, wrapped) values ('acme', '${carla}', '${made}')`);
            }
            return writing;
          },
          deadline,
        ),
    };
    await transact({ ...t, db: racing }, gesture("carla", checkins, { do: "answer" }, { note }));
    const { readHistory } = await import("../../src/checkins/answers/store.ts");
    const shell = { organisation: await t.directory.organisation("acme"), vault: t.vault, now: 0 };
    const kept = await owner.inOrganisation("acme", (tx) => readHistory(tx, shell, carla));
    expect([begun, kept.map(({ answers }) => answers)]).toEqual([2, [{ energy: 4, strain: 2 }]]);
  });
});
