import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { selfTestOrganisation } from "../../src/kernel/pretend.ts";
import { told } from "../../src/platform/finding.ts";
import { everyOne } from "../../src/runtime/in-use.ts";
import { selfTestFindings } from "../../src/setup/selftest/findings.ts";
import { type Part, boundsOf, parts } from "../../src/setup/selftest/rules.ts";
import { readAll } from "../../src/setup/selftest/store.ts";
import { organisationFile } from "../support/acme.ts";
import { openReceiver, secrets } from "../support/receiver.ts";
import { stories } from "../support/stories.ts";

/* P8: Handrail calls for help itself, and says when that does not work. */

const receiver = await openReceiver();
const kept = secrets();
const secret = kept.keep("hook", receiver.secret);
let awake = 0;
const world = stories({
  file: `${organisationFile}outward:
  webhooks: [{ url: "${receiver.url}?unwell", secret_file: ${secret}, events: [handrail.unwell] }]
  second_channel: [{ webhook: { url: "${receiver.url}", secret_file: ${secret} } }]
roles: { admins: [sam@acme.test] }
`,
  selfTest: { awake: () => awake },
});
afterAll(async () => {
  await receiver.stop();
  kept.remove();
});
beforeEach(() => void receiver.heard.splice(0));
afterEach(() => void vi.restoreAllMocks());

const own = "organisation_id = 'handrail-self-test'";
/** What is broken is waited for briefly, and all else for as long as a busy machine takes. */
const patient = boundsOf(60_000);
const brief = (broken: Part) => ({ ...patient, [broken]: 1_000 });
const finding = () => told(world().app.selfTest.finding());
const beside = async () =>
  selfTestFindings(await readAll(world().app.db)).map((one) => told(one).level);
const lastFailed = async () => (await readAll(world().app.db))[0]?.failed;

async function stepBegins(): Promise<void> {
  const timers = () => world().asOwner(`select 1 from handrail.timers where ${own}`);
  await expect.poll(async () => (await timers()).rows, { timeout: 30_000 }).not.toEqual([]);
}

/** Time is pushed to where the first step is over. */
async function stepIsOver(): Promise<void> {
  await stepBegins();
  await world().app.db.pushClock(6);
}

async function attempt(): Promise<void> {
  const attempting = world().app.selfTest.attempt(patient);
  await stepIsOver();
  await attempting;
}

async function withOrganisations(): Promise<string[]> {
  const { rows } = await world().asOwner(`
    select c.relname as name from pg_class c where c.relnamespace = 'handrail'::regnamespace
      and c.relkind = 'r' and exists (select 1 from pg_attribute a where a.attrelid = c.oid
        and a.attname = 'organisation_id' and not a.attisdropped) order by 1`);
  return rows.map(({ name }) => String(name));
}

test("P8: a call for help of Handrail itself goes all the way, and nothing of it stays", async () => {
  const { app, asOwner } = world();
  const read = async () => (await fetch(app.metricsUrl ?? "")).text();
  expect(finding()).toMatchObject({ level: "note" });
  // No alarm before the first: it goes off where this is older than 11 minutes.
  const [, began] = /success_timestamp_seconds ([\d.]+)/.exec(await read()) ?? [];
  expect(Date.now() / 1_000 - Number(began)).toBeLessThan(660);
  await attempt();
  expect(finding()).toMatchObject({ level: "good", about: "Self-test" });
  expect(await beside()).toEqual(["good"]);
  const left: string[] = [];
  for (const name of await withOrganisations()) {
    const { rows } = await asOwner(`select 1 from handrail.${name} where ${own}`);
    if (rows.length > 0) left.push(`${name} ${rows.length}`);
  }
  expect(left).toEqual([
    "accounts 3",
    "memberships 3",
    "organisations 1",
    "people 3",
    "self_tests 1",
    "teams 1",
    "workspaces 1",
  ]);
  const metrics = await read();
  for (const part of parts)
    expect(metrics).toMatch(new RegExp(`handrail_self_test_seconds\\{part="${part}"\\} [0-9.]+`));
});

test("P8: a sender that sends nothing raises the alarm at its second failure, everywhere, and it ends by itself", async () => {
  const { app, sam } = world();
  const stuck = vi
    .spyOn(app.selfTest.platform, "deliver")
    .mockResolvedValue({ outcome: "failed", code: "stuck" });
  await app.selfTest.attempt(brief("page"));
  expect(app.selfTest.isWell()).toBe(true);
  await app.selfTest.attempt(brief("page"));
  expect(app.selfTest.isWell()).toBe(false);
  expect(finding()).toMatchObject({
    level: "wrong",
    says: expect.stringContaining("the page is not sent in time"),
  });
  expect(await beside()).toEqual(["wrong"]);
  // Two receivers; neither waits for the other.
  await expect
    .poll(() => receiver.types().toSorted(), { timeout: 30_000 })
    .toEqual(["alarm", "handrail.unwell"]);
  for (const { data } of receiver.heard)
    expect(data).toMatchObject({ kind: "self-test", state: "open" });
  await sam.types("/handrail");
  await sam.clicks("Check set-up");
  expect((await sam.dialog()).words).toContain("Handrail calls for help itself, and the page");

  stuck.mockRestore();
  await attempt();
  expect(app.selfTest.isWell()).toBe(true);
  expect(await beside()).toEqual(["good"]);
  await expect.poll(() => receiver.heard.length, { timeout: 30_000 }).toBe(4);
  expect(receiver.heard.at(-1)?.data).toMatchObject({ kind: "self-test", state: "over" });
});

test("P8: a clock that looks at no timer is found", async () => {
  const { app, asOwner } = world();
  await asOwner("revoke select on handrail.timers from handrail_sweep");
  try {
    await app.selfTest.attempt(brief("clock"));
  } finally {
    await asOwner("grant select on handrail.timers to handrail_sweep");
  }
  expect(await lastFailed()).toBe("clock");
  await attempt();
  expect(await lastFailed()).toBeNull();
});

test("P8: an answer that is lost is found", async () => {
  const { app, asOwner } = world();
  await asOwner(`
    create function handrail.lose() returns trigger language plpgsql as $$
      begin raise exception 'lost'; end $$;
    create trigger lose before insert on handrail.inbox for each row
      when (new.delivery like '%acknowledge%') execute function handrail.lose()`);
  try {
    const attempting = app.selfTest.attempt(brief("answer"));
    await stepIsOver();
    await attempting;
  } finally {
    await asOwner("drop trigger lose on handrail.inbox; drop function handrail.lose()");
  }
  expect(await lastFailed()).toBe("answer");
  await attempt();
  expect(await lastFailed()).toBeNull();
});

test("P8: that none has run is an alarm too, and a night's sleep is none", async () => {
  const { app } = world();
  await attempt();
  awake += 11 * 60_000;
  expect(app.selfTest.isWell()).toBe(true);
  awake += 1;
  expect(finding()).toMatchObject({
    level: "wrong",
    says: "no self-test has come through for 11 minutes: it does not run",
  });
  await attempt();
  expect(app.selfTest.isWell()).toBe(true);
  // The clock of the database says nothing of it: the playground pushes that one.
  await app.db.pushClock(86_400);
  expect(app.selfTest.isWell()).toBe(true);
  expect(await beside()).toEqual(["good"]);
});

test("P8: no other organisation has a row that changes, and no list has this one", async () => {
  const { app, asOwner, ana } = world();
  await ana.types("/escalate");
  await world().settled();
  const tables = await withOrganisations();
  const others = async () => {
    const all: Record<string, unknown> = {};
    for (const name of tables) {
      const { rows } = await asOwner(`select md5(string_agg(t::text, '|' order by t::text)) as all
        from handrail.${name} t where not (${own})`);
      all[name] = rows[0]?.["all"];
    }
    return all;
  };
  const before = await others();
  const attempting = app.selfTest.attempt(patient);
  await stepBegins();
  // Time is left alone: Ana's own request would go on.
  expect(await others()).toEqual(before);
  await attempting;
  expect(await others()).toEqual(before);

  expect([...(await app.parts.directory.organisations())]).not.toContain(selfTestOrganisation);
  const swept = (await app.db.sweep(everyOne))[0]?.map((row) => row["organisation_id"]);
  expect(swept).toEqual(["acme"]);
  const keys = Buffer.alloc(32, 7).toString("base64");
  const loaded = loadConfig(
    { DATABASE_URL: "postgres://x", HANDRAIL_KEYS: `k:${keys}`, HANDRAIL_CONFIG: "h.yaml" },
    () => organisationFile.replace("id: acme", `id: ${selfTestOrganisation}`),
    () => undefined,
  );
  expect("problems" in loaded ? loaded.problems.map(({ what }) => what) : []).toContainEqual(
    expect.stringContaining("is Handrail's own"),
  );
});
