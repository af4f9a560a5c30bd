import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { teamsDouble, type TeamsDouble } from "../../playground/teams.ts";
import { type App, startApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import type { Config } from "../../src/config/types.ts";
import { lockTables } from "../../src/runtime/database/migrate.ts";
import { openLog } from "../../src/runtime/log.ts";
import { botApp, objectId } from "../support/cast.ts";
import { noSelfTest } from "../support/no-self-test.ts";
import { Somebody } from "../support/person.ts";
import { openStore, type Store } from "../support/stores.ts";
import { teamsClient } from "../support/teams-client.ts";

/*
 * Two instances on one PostgreSQL, and two organisations in each: a folder of two files, two tenants of one bot. Teams
 * says which instance it talks to by `deliverTo`; either instance may send.
 */

const tenants = {
  acme: "a7e11a11-0000-4000-8000-00000000acde",
  other: "b7e11a11-0000-4000-8000-00000000beef",
} as const;
type Which = keyof typeof tenants;
/** Agents enough for twenty requests at once. */
const agents = Array.from({ length: 20 }, (_, index) => `agent${index + 1}`);
const account = (which: Which, name: string) => objectId(`${which} ${name}`);

const fileOf = (which: Which, more = "") => `
organisation: { id: ${which}, name: ${which}, time_zone: Europe/London, country: GB, locale: en }
workspaces: { teams: [${tenants[which]}] }
people:
${["sam", "dana", ...agents].map((name) => `  ${name}@${which}.test: { name: ${name[0]?.toUpperCase()}${name.slice(1)}, accounts: { teams: ${account(which, name)} } }`).join("\n")}
teams:
  Billing:${more}
    supervisors: [sam@${which}.test, dana@${which}.test]
    agents: [${agents.map((name) => `${name}@${which}.test`).join(", ")}]
    escalation: { steps: [{ notify: [sam@${which}.test], timeout: 20s }, { notify: [dana@${which}.test], timeout: 30s }], repeat: 1 }
`;

let store: Store;
/** One cloud with both tenants in it; a person's chat is in their own. */
let teams: TeamsDouble;
let one: App;
let two: App;
let env: NodeJS.ProcessEnv;
const people = new Map<string, Somebody>();

function configured(version: number, more = ""): Config {
  const files: Record<string, string> = {
    "homes/acme.yaml": fileOf("acme", more),
    "homes/other.yaml": fileOf("other"),
  };
  const loaded = loadConfig(
    { ...env, HANDRAIL_CONFIG: "homes" },
    (path) => files[path],
    (path) => (path === "homes" ? ["acme.yaml", "other.yaml"] : undefined),
    () => version,
  );
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  return { ...loaded.config, port: 0 };
}

const start = (version = 1, more = "") =>
  startApp(
    configured(version, more),
    openLog(process.env["STORY_LOG"] === undefined ? "silent" : "warn"),
    { selfTest: noSelfTest },
  );

/** From now on what people do goes to this instance. */
function goesTo(app: App): void {
  teams.deliverTo = `${app.url}/api/messages`;
}

function person(which: Which, name: string): Somebody {
  const key = `${which} ${name}`;
  const known = people.get(key) ?? new Somebody(key, teamsClient(teams, account(which, name)));
  people.set(key, known);
  return known;
}

async function rows(statement: string) {
  return (await store.asOwner(statement)).rows;
}

async function settled(): Promise<void> {
  for (let tries = 0; tries < 800; tries++) {
    const [due] =
      await rows(`select (select count(*) from handrail.timers where due_at <= handrail.now())
      + (select count(*) from handrail.messages where state = 'live' and wanted_version > shown_version and not_before <= handrail.now()) as n`);
    if (Number(due?.["n"]) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the instances do not come to rest");
}

async function timePasses(seconds: number): Promise<void> {
  await settled();
  await one.db.pushClock(seconds);
  await settled();
}

beforeAll(async () => {
  store = await openStore();
  const inTenant = (which: Which) =>
    ["sam", "dana", ...agents].map((name) => ({
      account: account(which, name),
      name,
      email: `${name}@${which}.test`,
      tenant: tenants[which],
    }));
  teams = await teamsDouble({
    ...{
      appId: botApp,
      password: "a-client-secret-for-stories",
      tenant: tenants.acme,
      deliverTo: "http://127.0.0.1:1/",
      wait: async () => undefined,
    },
    people: [...inTenant("acme"), ...inTenant("other")],
  });
  env = {
    PORT: "0",
    HOST: "127.0.0.1",
    LOG_LEVEL: "silent",
    ...store.env,
    ...teams.env(),
    MicrosoftAppType: "MultiTenant",
  };
  [one, two] = [await start(), await start()];
  goesTo(one);
});
beforeEach(async () => {
  await settled();
  for (const table of [
    "timers",
    "messages",
    "request_words",
    "requests",
    "journal",
    "inbox",
    "presence",
  ])
    await store.asOwner(`delete from handrail.${table}`);
  for (const somebody of people.values()) somebody.startAfresh();
});
afterEach(() => goesTo(one));
afterAll(async () => {
  await Promise.all([one?.stop(), two?.stop()]);
  await teams?.stop();
  await store?.remove();
});

test("opened on one instance, taken on the other: every card follows, whoever sent it", async () => {
  const [agent, sam] = [person("acme", "agent1"), person("acme", "sam")];
  await agent.types("escalate");
  await sam.hears("Agent1 needs help now. Billing.");
  goesTo(two);
  await sam.clicks("I've got it");
  await agent.hears("Sam has it.");
  goesTo(one);
  await agent.clicks("Sam's here");
  await sam.sees("You are with Agent1");
});

test("the same activity delivered to both at once is one request", async () => {
  const agent = person("acme", "agent2");
  const id = account("acme", "agent2");
  await agent.types("handrail");
  const activity = teams.activity(id, { text: "escalate", id: "1700000009999" });
  const request = { headers: teams.sign(), body: JSON.stringify(activity) };
  const both = [one, two].map((app) =>
    fetch(`${app.url}/api/messages`, { method: "POST", ...request }),
  );
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
  await settled();
  expect(await rows("select request from handrail.requests")).toHaveLength(1);
  expect(person("acme", "sam").rings()).toEqual(["Agent2 needs help now. Billing."]);
});

test("no leader: of twenty requests due at once each makes its one step, on whichever instance", async () => {
  const [sam, dana] = [person("acme", "sam"), person("acme", "dana")];
  for (const [index, name] of agents.entries()) {
    goesTo(index % 2 === 0 ? one : two);
    await person("acme", name).types("escalate");
  }
  await settled();
  expect(sam.rings()).toHaveLength(agents.length);
  await timePasses(25);
  const expected = agents
    .map((name) => `${name[0]?.toUpperCase()}${name.slice(1)} needs help now. Billing.`)
    .toSorted();
  expect(sam.rings().toSorted()).toEqual(expected);
  expect(dana.rings().toSorted()).toEqual(expected);
  const steps = await rows(
    "select subject, count(*) as n from handrail.messages where view = 'page' and account_id in (select account_id from handrail.accounts where name ilike 'dana') group by 1",
  );
  expect(steps.map(({ n }) => Number(n))).toEqual(agents.map(() => 1));
});

test("one instance stopped in the middle: the other goes on, with its steps and its presses", async () => {
  const [agent, sam, dana] = [
    person("acme", "agent3"),
    person("acme", "sam"),
    person("acme", "dana"),
  ];
  goesTo(two);
  await agent.types("escalate");
  await sam.hears("Agent3 needs help now. Billing.");
  await two.stop();
  try {
    await timePasses(21);
    await dana.hears("Agent3 needs help now. Billing.");
    goesTo(one);
    await dana.clicks("I've got it");
    await agent.hears("Dana has it.");
    await sam.losesButton("I've got it");
  } finally {
    two = await start();
  }
});

test("an instance with an older file does not overwrite a newer one", async () => {
  const hours = '\n    hours: "Mon 00:00-00:01"';
  const settings = async () =>
    (
      await rows(
        "select settings->'hours' is not null as hours from handrail.teams where organisation_id = 'acme'",
      )
    )[0]?.["hours"];
  await one.reload(configured(5, hours).organisations);
  expect(await settings()).toBe(true);
  await two.reload(configured(4).organisations);
  expect(await settings()).toBe(true);
  const third = await start(3);
  await third.stop();
  expect(await settings()).toBe(true);
  await two.reload(configured(6).organisations);
  expect(await settings()).toBe(false);
});

test("two organisations in one process: what happens in one is nowhere in the other, and cannot be pressed from there", async () => {
  const [agent, sam] = [person("acme", "agent4"), person("acme", "sam")];
  const stranger = person("other", "sam");
  await agent.types("escalate");
  await sam.hears("Agent4 needs help now. Billing.");
  await stranger.opensHome();
  await timePasses(60);
  expect(stranger.rings()).toEqual([]);
  expect(stranger.home().words).not.toContain("Agent4, Billing");
  const press = teams.pressActivity(account("acme", "sam"), sam.card().id, "I've got it") as {
    value: object;
  };
  const own = teams.activity(account("other", "sam"), {
    type: "invoke",
    name: "adaptiveCard/action",
    value: press.value,
    replyToId: "1",
  });
  expect((await teams.send(own)).status).toBe(200);
  await settled();
  expect(await rows("select distinct organisation_id, status from handrail.requests")).toEqual([
    { organisation_id: "acme", status: "open" },
  ]);
  await sam.clicks("I've got it");
  await agent.hears("Sam has it.");

  await person("other", "agent4").types("escalate");
  await stranger.hears("Agent4 needs help now. Billing.");
  expect(sam.rings().filter((ring) => ring.startsWith("Agent4"))).toHaveLength(sam.rings().length);
  expect(await rows("select organisation_id from handrail.requests order by 1")).toEqual([
    { organisation_id: "acme" },
    { organisation_id: "other" },
  ]);
});

test("a rolling restart with a migration under load: whoever asks meanwhile is answered, and nobody is lost", async () => {
  const sam = person("acme", "sam");
  const tables = (
    await rows(
      "select table_name from information_schema.tables where table_schema = 'handrail' and table_type = 'BASE TABLE'",
    )
  ).map((row) => String(row["table_name"]));
  // What a migration does: a column more in every table, while statements prepared for the old ones are in use.
  const migration = (change: string) =>
    `begin; ${lockTables}; ${tables.map((table) => `alter table handrail.${table} ${change};`).join(" ")} commit`;
  const asking = agents.map(async (name, index) => {
    await new Promise((resolve) => setTimeout(resolve, 150 * index));
    const agent = person("acme", name);
    // Cut off by the instance that went, or told honestly that nothing was sent: they ask again, as anybody would.
    for (let tries = 0; tries < 5 && !agent.rings().includes("Asking Sam."); tries++) {
      await agent.types("escalate");
      await teams.until(() => agent.rings().includes("Asking Sam."), 4_000).catch(() => undefined);
    }
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await store.asOwner(migration("add column from_the_next_version int"));
    const three = await start();
    goesTo(three);
    await one.stop();
    one = three;
    const four = await start();
    goesTo(four);
    await two.stop();
    two = four;
    await Promise.all(asking);
    for (const name of agents) await person("acme", name).hears("Asking Sam.");
    await settled();
    expect(await rows("select count(*)::int as n from handrail.requests")).toEqual([
      { n: agents.length },
    ]);
    expect(sam.rings()).toHaveLength(agents.length);
  } finally {
    await store.asOwner(migration("drop column if exists from_the_next_version"));
  }
});
