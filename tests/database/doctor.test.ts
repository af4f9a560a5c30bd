import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { examine } from "../../src/commands/doctor/examine.ts";
import { loadConfigFromDisk } from "../../src/config/disk.ts";
import { demoFile } from "../../src/config/load.ts";
import { features } from "../../src/features.ts";
import { openDatabase } from "../../src/runtime/database/database.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { openLog } from "../../src/runtime/log.ts";
import { applyFile } from "../../src/setup/apply.ts";
import { freshFolder } from "../support/migrated.ts";
import { openStore, type Store } from "../support/stores.ts";

/* P8: each mistake that is planted here is found, and its remedy is named. */

const file = `
organisation: { id: acme, name: Acme, time_zone: Europe/London, country: GB, locale: en }
workspaces: { slack: [T0123456789] }
teams:
  Billing:
    supervisors: [sam@acme.test]
    agents: [ana@acme.test]
`;
let store: Store;
let folder: string;
let env: NodeJS.ProcessEnv;
const closing: (() => void)[] = [];

beforeEach(async () => {
  store = await openStore();
  folder = freshFolder();
  const slack = createServer((_, response) =>
    response
      .setHeader(
        "x-oauth-scopes",
        "chat:write,commands,dnd:read,users:read,users:read.email,mpim:write",
      )
      .end(JSON.stringify({ ok: true, team: "Acme", team_id: "T0123456789", bot_id: "B1" })),
  );
  await new Promise<void>((resolve) => slack.listen(0, "127.0.0.1", resolve));
  closing.push(() => slack.close());
  env = {
    ...store.env,
    PORT: "9",
    HANDRAIL_CONFIG: write(file),
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_SIGNING_SECRET: "0".repeat(32),
    SLACK_API_URL: `http://127.0.0.1:${(slack.address() as AddressInfo).port}/api/`,
  };
});
afterEach(async () => {
  closing.splice(0).forEach((close) => close());
  await store.remove();
});

function write(text: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "handrail.yaml");
  writeFileSync(path, text);
  return path;
}

async function applies(loaded: ReturnType<typeof loadConfigFromDisk>): Promise<void> {
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  const [organisation] = loaded.config.organisations;
  const db = openDatabase({ url: store.env.DATABASE_URL }, openLog("silent"));
  if (organisation !== undefined) await applyFile(db, organisation, features.values());
  await db.close();
}

/** As a start would: the file is applied, and Sam and Ana have accounts. */
async function start(): Promise<void> {
  await applies(loadConfigFromDisk(env));
  await store.asOwner(`
    insert into handrail.accounts (organisation_id, account_id, person, platform, workspace, account, kind, name, seen_at)
    select 'acme', gen_random_uuid(), person, 'slack', 'T0123456789', 'U' || email, 'member', name, handrail.now()
    from handrail.people`);
}

const told = async (about: string) =>
  (await examine(env)).filter((one) => one.about === about && one.level !== "good");
const wrongs = async () =>
  (await examine(env)).filter(({ level }) => level === "wrong").map(({ says }) => says);

describe("P8: the doctor", () => {
  test("has nothing against a set-up that works", async () => {
    await start();
    const findings = await examine(env);
    expect(findings.filter(({ level }) => level === "wrong")).toEqual([]);
    expect(findings.map(({ level, about }) => `${level} ${about}`)).toEqual(
      expect.arrayContaining([
        "good configuration",
        "note Handrail",
        "good Slack",
        "good tables",
        "good People",
        "good HANDRAIL_KEYS",
        "good Billing",
      ]),
    );
  });

  test("names the line of a broken file, and looks no further", async () => {
    env["HANDRAIL_CONFIG"] = write(file.replace("time_zone: Europe/London", "time_zone: Mars/One"));
    expect(await examine(env)).toEqual([
      expect.objectContaining({ level: "wrong", about: expect.stringMatching(/:2$/) }),
    ]);
  });

  test("how receivers outside do: one takes what it is told, one fails, one wants no more", async () => {
    const secret = join(folder, "secret");
    const hooks = ["one", "two", "three"].map(
      (host) =>
        `{ url: "https://${host}.acme.test/hook?k=zebra", secret_file: ${secret}, events: [request.opened] }`,
    );
    env["HANDRAIL_CONFIG"] = write(`${file}outward: { webhooks: [${hooks.join(", ")}] }\n`);
    writeFileSync(secret, Buffer.alloc(32, 7).toString("base64"));
    await start();
    const { rows } = await store.asOwner(
      "select outward -> 'webhooks' as hooks from handrail.organisations",
    );
    const [, two, three] = (rows[0]?.["hooks"] ?? []) as { target: string }[];
    await store.asOwner(`
      update handrail.outward_targets set failures = 9, code = 'eprivate',
        failing_since = handrail.now() - interval '1 hour' where target = '${two?.target}';
      update handrail.outward_targets set state = 'stopped', code = 'http_410', given_up = 4
        where target = '${three?.target}'`);
    const found = (await examine(env)).filter(({ about }) => about.startsWith("webhook"));
    expect(found.map(({ level, about }) => `${level} ${about}`)).toEqual([
      "good webhook one.acme.test",
      "wrong webhook two.acme.test",
      "wrong webhook three.acme.test",
      "note webhook three.acme.test",
    ]);
    expect(found[1]?.remedy).toContain("private address");
    expect(JSON.stringify(found)).not.toContain("zebra");
  });

  test("an unknown word in a file is wrong, a database without keys as well", async () => {
    env["HANDRAIL_CONFIG"] = write(`${file}colour: red\n`);
    delete env["HANDRAIL_KEYS"];
    expect((await examine(env)).map(({ about }) => about)).toEqual(
      expect.arrayContaining(["HANDRAIL_KEYS", expect.stringMatching(/yaml/)]),
    );
  });

  test.each([
    ["another password", (url: string) => url.replace(":admin@", ":other@"), /password/],
    ["another database", (url: string) => `${url}_gone`, /no such database/],
    ["another port", (url: string) => url.replace(/:\d+\//, ":9/"), /does not answer/],
    ["a superuser", (url: string) => url.replace("//handrail:", "//postgres:"), /superuser/],
  ])("a database address with %s is wrong", async (_, change, says) => {
    env["DATABASE_URL"] = change(store.env.DATABASE_URL);
    expect(await wrongs()).toEqual([expect.stringMatching(says)]);
  });

  test("tables of a newer version are wrong, changes that wait are a note", async () => {
    await store.asOwner("insert into handrail.kysely_migration values ('9999_later', 'now')");
    expect(await told("tables")).toEqual([
      expect.objectContaining({ level: "wrong", says: expect.stringContaining("9999_later") }),
    ]);
    await store.asOwner(`delete from handrail.kysely_migration
      where name = '9999_later' or name = (select max(name) from handrail.kysely_migration where name <> '9999_later')`);
    expect(await told("tables")).toEqual([
      expect.objectContaining({ level: "note", says: expect.stringContaining("waiting") }),
    ]);
  });

  test("of a roster it names each wrong line, and what the week is played by", async () => {
    const shifts = ["sam,2026-12-01 08:00", "zebra,2026-12-01 08:00", "ana,2026-12-01 27:00"];
    const lines = shifts.map((each) => `${each.replace(",", "@acme.test,")},2026-12-01 17:00`);
    const path = join(folder, "shifts.csv");
    writeFileSync(
      path,
      `email,start,end\n${lines.join("\n")}\n${lines[0]?.replaceAll("-01 ", "-02 ")}\n`,
    );
    env["HANDRAIL_CONFIG"] = write(`${file}roster: { file: ${path} }\n`);
    const found = (await examine(env)).filter(({ about }) => about.startsWith("shifts.csv"));
    expect(found.map(({ level, about }) => `${level} ${about}`)).toEqual([
      "good shifts.csv",
      "note shifts.csv:3",
      "note shifts.csv:4",
      "note shifts.csv",
    ]);
    expect(JSON.stringify(found)).not.toContain("zebra");
  });

  test("a file that does not run yet is a note", async () => {
    const { HANDRAIL_CONFIG: path = "" } = env;
    expect(await told(path)).toEqual([
      expect.objectContaining({ says: expect.stringContaining("was not read") }),
    ]);
    await start();
    write(file.replace("name: Acme", "name: Acme Ltd"));
    expect(await told(path)).toEqual([
      expect.objectContaining({ says: "is not the version that runs" }),
    ]);
  });

  test("where chat has the settings no file is expected, and the week is the one made there", async () => {
    await start();
    await store.asOwner(`update handrail.settings set state = state || '{"at": 3, "applied": 3}'`);
    delete env["HANDRAIL_CONFIG"];
    const said = async () =>
      (await examine(env)).map((one) => `${one.level} ${one.about}: ${one.says}`);
    expect(await said()).toContain("good set-up: version 3 runs, as it was made in chat");
    expect(await said()).toContain(
      "good Billing: a call reaches somebody at every hour of the next seven days",
    );
    await store.asOwner(`update handrail.settings set state = state || '{"at": 4}'`);
    expect((await said()).join("\n")).toMatch(/^note set-up: version 4 .* does not run yet$/m);
  });

  test("what the playground left in a real database is told, and its week is not looked at", async () => {
    await start();
    await applies(loadConfigFromDisk({ HANDRAIL_CONFIG: demoFile }));
    expect(await told("playground")).toEqual([expect.objectContaining({ level: "note" })]);
    expect(JSON.stringify(await examine(env))).not.toContain("Deliveries");
  });

  test("who is found nowhere is a note, and wrong where a call then reaches nobody", async () => {
    await start();
    await store.asOwner("delete from handrail.accounts where account = 'Usam@acme.test'");
    expect(await told("People")).toEqual([
      expect.objectContaining({ level: "note", says: expect.stringContaining("sam@acme.test") }),
    ]);
    expect(await wrongs()).toEqual([
      "Danger, Abuse, Help, Question: nobody would be asked at any hour of the next seven days",
    ]);
  });

  test("the week goes by the roster in force", async () => {
    await start();
    expect(await wrongs()).toEqual([]);
    await store.asOwner(`insert into handrail.shift_changes (organisation_id, change, number, person,
        from_minute, to_minute, works)
      select organisation_id, gen_random_uuid(), 1, person, 0, 2000000000, false
      from handrail.people where email = 'sam@acme.test'`);
    await store.asOwner(`update handrail.organisations
      set revision = revision + 1, roster_revision = roster_revision + 1`);
    expect(await wrongs()).toEqual([
      expect.stringContaining("nobody would be asked at any hour of the next seven days"),
    ]);
  });

  test("keys: what is missing is wrong, what nothing needs may go", async () => {
    await start();
    const earlier = openVault([{ kid: "k0", key: Buffer.alloc(32, 1) }]);
    const sealed = await earlier.seal("acme/request_words/x", "It is late");
    await store.asOwner(`alter table handrail.request_words drop constraint request_words_organisation_id_request_fkey;
      insert into handrail.request_words (organisation_id, request, words, kept_until)
      values ('acme', gen_random_uuid(), '${sealed}', handrail.now())`);
    expect(await told("HANDRAIL_KEYS")).toEqual([
      expect.objectContaining({
        level: "wrong",
        says: expect.stringMatching(/^1 sealed text of acme can't/),
      }),
    ]);
    env["HANDRAIL_KEYS"] =
      `${store.env.HANDRAIL_KEYS},k0:${Buffer.alloc(32, 1).toString("base64")},` +
      `k9:${Buffer.alloc(32, 9).toString("base64")}`;
    expect((await told("HANDRAIL_KEYS")).map(({ says }) => says)).toEqual([
      "the key k0 still opens 1 sealed text of acme",
      "nothing of acme needs the key k9 any more",
    ]);
  });

  test("says whether Handrail runs, is ready, or another program has the port", async () => {
    const answers = [200, 503, 404];
    const server = createServer((_, response) =>
      response.writeHead(answers.shift() ?? 500).end("no tick for 12 s"),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => server.close());
    env["PORT"] = String((server.address() as AddressInfo).port);
    expect(await told("Handrail")).toEqual([]);
    expect(await told("Handrail")).toEqual([
      expect.objectContaining({ level: "wrong", says: expect.stringContaining("no tick") }),
    ]);
    expect(await told("Handrail")).toEqual([
      expect.objectContaining({ says: expect.stringContaining("another program") }),
    ]);
  });

  test("as a command: exit codes, and JSON for programs", async () => {
    await start();
    const run = (...options: string[]) =>
      new Promise<{ code: number; out: string }>((resolve) =>
        execFile(
          process.execPath,
          ["src/commands/doctor.ts", ...options],
          { env: { ...process.env, ...env } },
          (error, out) => resolve({ code: Number(error?.code ?? 0), out }),
        ),
      );
    const well = await run("--json");
    expect(JSON.parse(well.out)).toMatchObject({ ok: true, findings: expect.any(Array) });
    expect(well.code).toBe(0);
    env["SLACK_API_URL"] = "http://127.0.0.1:9/api/";
    const ill = await run();
    expect(ill.code).toBe(1);
    expect(ill.out).toContain("✗ Slack: does not answer\n      → 127.0.0.1:9 cannot be reached");
    expect((await run("--jso")).code).toBe(2);
  });
});
