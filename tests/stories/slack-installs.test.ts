import { afterAll, beforeAll, expect, test } from "vitest";
import type { SlackPerson } from "../../playground/slack/types.ts";
import { hashOf } from "../../src/setup/chat/code.ts";
import { type Installing, openInstalling } from "../support/installing.ts";

/* Add to Slack (docs/features.md P3): many workspaces in one process, without a file. */

const person = (account: string, name: string, more: Partial<SlackPerson> = {}): SlackPerson => ({
  account,
  name,
  email: `${name.toLowerCase()}@${account.toLowerCase()}.test`,
  tz: "Europe/Madrid",
  locale: "en-GB",
  ...more,
});

let world: Installing;
beforeAll(async () => {
  world = await openInstalling({
    workspaces: {
      T0ONE: [
        person("U0KIM", "Kim"),
        person("U0ANA", "Ana"),
        person("U0BOSS", "Boss", { runs: true }),
      ],
      T0TWO: [person("U0KIM", "Other"), person("U0ANA", "Anton")],
      T0FRESH: [person("U0ADA", "Ada"), person("U0EVE", "Eve")],
      T0LATER: [person("U0LEA", "Lea")],
      E0GRID: [
        person("W0MIA", "Mia", { team: "T0PARIS" }),
        person("W0BEN", "Ben", { team: "T0ROME" }),
      ],
    },
  });
});
afterAll(() => world.stop());

const installs = async (workspace: string) =>
  (await world.rows(`select * from handrail.installs where workspace = '${workspace}'`)).length;

test("P3: who adds it reads a page that leads back to Slack, and a message with Set up Handrail", async () => {
  const page = await world.adds("T0ONE", "U0KIM");
  expect(page.status).toBe(200);
  expect(page.words).toContain("Handrail was added to Company T0ONE");
  expect(page.words).toContain("Handrail has written to you in Slack. Go on there.");
  const [back = ""] = page.links;
  expect(new URL(back).pathname).toBe("/app_redirect");
  expect(back).toContain("team=T0ONE");

  const seen = await world.somebody("T0ONE", "U0KIM").sees("Nobody can be asked for help yet.");
  expect(seen.buttons).toEqual(["Set up Handrail"]);
  const [made] = await world.rows(
    "select * from handrail.organisations where organisation_id = 'slack-t0one'",
  );
  expect(made).toMatchObject({ name: "Company T0ONE", time_zone: "Europe/Madrid" });
});

test("P3: who added it, or runs the workspace, presses Set up Handrail and begins", async () => {
  const kim = world.somebody("T0ONE", "U0KIM");
  await kim.clicks("Set up Handrail");
  await kim.sees("Set-up of Company T0ONE");
  // The button of somebody else, pressed by who may not.
  const ana = world.somebody("T0ONE", "U0ANA");
  const [welcome] = kim.client.messages().filter(({ words }) => words.includes("Set it up now"));
  if (welcome === undefined) throw new Error("no welcome");
  const slack = world.double("T0ONE");
  const press = slack.pressPayload("U0KIM", welcome.id, "setup.open") as { user: object };
  await slack.pressRaw({ ...press, user: { ...press.user, id: "U0ANA", name: "ana" } });
  expect(ana.screen()).not.toContain("Set-up of");
});

test("P3: where nobody has set it up every word says so, and who may is offered it", async () => {
  const [kim, ana, boss] = ["U0KIM", "U0ANA", "U0BOSS"].map((account) =>
    world.somebody("T0ONE", account),
  );
  await ana?.types("/escalate");
  await ana?.isTold("Handrail is not set up here yet, so nobody was asked.");
  expect(ana?.screen()).toContain("Ask whoever runs this workspace to set it up.");
  expect(ana?.screen()).not.toContain("Set up Handrail");
  for (const one of [kim, boss]) {
    await one?.types("/escalate");
    expect((await one?.sees("You can set it up now."))?.buttons).toEqual(["Set up Handrail"]);
  }
  await world.rows(
    "update handrail.organisations set duty_phone = '5000', revision = revision + 1 where organisation_id = 'slack-t0one'",
  );
  world.app().parts.directory.forget();
  await ana?.types("/escalate");
  await ana?.isTold("If you need help now, call 5000.");
});

test("P3: two workspaces have organisations and tokens of their own, and nothing is mixed up", async () => {
  const posts = (workspace: string) => world.double(workspace).calls("chat.postMessage").length;
  const before = posts("T0ONE");
  await world.adds("T0TWO", "U0KIM");
  const other = world.somebody("T0TWO", "U0KIM");
  await other.sees("Nobody can be asked for help yet.");
  await world.settled();
  expect([posts("T0ONE"), posts("T0TWO")]).toEqual([before, 1]);
  const names = await world.rows(
    "select organisation_id, name from handrail.accounts where account = 'U0KIM' order by 1",
  );
  expect(names).toEqual([
    { organisation_id: "slack-t0one", name: "Kim" },
    { organisation_id: "slack-t0two", name: "Other" },
  ]);
  for (const workspace of ["T0ONE", "T0TWO"])
    expect(
      world
        .double(workspace)
        .calls()
        .map(({ answer }) => answer),
    ).not.toContain("invalid_auth");
});

test("P3: a state is good once, in its own browser, and only if it is ours", async () => {
  const browser = world.browser();
  const asked = await browser.begins();
  const allowed = () => world.oauth.allow(asked, { workspace: "T0LATER", account: "U0LEA" });
  const without = new URL(allowed());
  without.searchParams.delete("state");
  const forged = new URL(allowed());
  forged.searchParams.set("state", "eyJhbGciOiJkaXIifQ..a.b.c");
  const unusable = [
    await world.browser().opens(allowed()),
    await browser.opens(without.href),
    await browser.opens(forged.href),
    await browser.opens("/slack/oauth_redirect"),
  ];
  for (const page of unusable) {
    expect([page.status, page.links]).toEqual([400, ["/slack/install"]]);
    expect(page.words).toContain("This page works once, for ten minutes");
  }
  expect(await installs("T0LATER")).toBe(0);

  // The browser that answered a forged address has to begin again, and its first state is over.
  const again = await browser.begins();
  const good = world.oauth.allow(again, { workspace: "T0LATER", account: "U0LEA" });
  const before = browser.copy();
  expect((await browser.opens(good)).status).toBe(200);
  expect(await installs("T0LATER")).toBe(1);
  // The same browser as it was then, with a code that Slack would take.
  const replayed = await before.opens(
    world.oauth.allow(again, { workspace: "T0TWO", account: "U0ANA" }),
  );
  expect(replayed.status).toBe(400);
});

test("P3: a cancelled install and one with fewer scopes change nothing, and say why", async () => {
  const browser = world.browser();
  const denied = await browser.opens(world.oauth.deny(await browser.begins()));
  expect([denied.status, denied.links]).toEqual([400, ["/slack/install"]]);
  expect(denied.words).toContain("It was cancelled in Slack. Nothing was changed.");

  await world.removes("T0LATER", "app_uninstalled");
  expect(await installs("T0LATER")).toBe(0);
  const fewer = await world.adds("T0LATER", "U0LEA", { withheld: ["users:read.email"] });
  expect(fewer.status).toBe(400);
  expect(fewer.words).toContain("Missing: users:read.email.");
  expect(await installs("T0LATER")).toBe(0);
  // The weak token was given back.
  expect(world.double("T0LATER").calls("auth.revoke")).toHaveLength(1);

  // What may be left out may be left out.
  const enough = await world.adds("T0LATER", "U0LEA", { withheld: ["mpim:write"] });
  expect(enough.status).toBe(200);
  // And it stays, where somebody then adds it once more with too little.
  const weaker = await world.adds("T0LATER", "U0LEA", { withheld: ["chat:write"] });
  expect(weaker.status).toBe(400);
  expect(await installs("T0LATER")).toBe(1);
});

test("P3: the page speaks the browser's language, and what comes in an address stays text", async () => {
  const browser = world.browser();
  const denied = await browser.opens(world.oauth.deny(await browser.begins()), "es-MX,es;q=0.9");
  expect(denied.words).toContain("Se canceló en Slack. No cambió nada.");
  const odd = await browser.opens("/slack/oauth_redirect?error=%3Cscript%3E&state=%3Cb%3E");
  expect(odd.status).toBe(400);
  expect(odd.words).not.toContain("script");
});

test("P3: a removed app takes its token with it, in either order, and comes back with all that was there", async () => {
  const orders = [
    ["app_uninstalled", "tokens_revoked"],
    ["tokens_revoked", "app_uninstalled", "tokens_revoked"],
  ];
  const kim = world.somebody("T0ONE", "U0KIM");
  for (const order of orders) {
    await world.removes("T0ONE", ...order);
    expect(await installs("T0ONE")).toBe(0);
    await kim.types("/escalate");
    await kim.isTold("Handrail is not set up here yet.");
    kim.startAfresh();
    expect((await world.adds("T0ONE", "U0KIM")).status).toBe(200);
    await kim.sees("Nobody can be asked for help yet.");
    expect(await installs("T0ONE")).toBe(1);
  }
  // News of the removal that comes after it was added again says nothing.
  await world.double("T0ONE").event({ type: "app_uninstalled" });
  expect(await installs("T0ONE")).toBe(1);
  const ids = await world.rows(
    "select organisation_id from handrail.workspaces where workspace = 'T0ONE'",
  );
  expect(ids).toEqual([{ organisation_id: "slack-t0one" }]);
});

test("P3: an organisation-wide install covers every workspace of an Enterprise Grid", async () => {
  const page = await world.adds("E0GRID", "W0MIA");
  expect(page.status).toBe(200);
  expect(page.words).toContain("Choose in Slack who has it: it is for all your workspaces.");
  const [mia, ben] = ["W0MIA", "W0BEN"].map((account) => world.somebody("E0GRID", account));
  await mia?.sees("Nobody can be asked for help yet.");
  await ben?.types("/escalate");
  await ben?.isTold("Handrail is not set up here yet, so nobody was asked.");
  const known = await world.rows(
    "select distinct organisation_id, workspace from handrail.accounts where account like 'W0%'",
  );
  expect(known).toEqual([{ organisation_id: "slack-e0grid", workspace: "E0GRID" }]);
  await world.removes("E0GRID", "tokens_revoked", "app_uninstalled");
  expect(await installs("E0GRID")).toBe(0);
});

test("P3: tokens are sealed wherever they are kept", async () => {
  const rows = await world.rows("select sealed from handrail.installs");
  expect(rows.length).toBeGreaterThan(2);
  const tables = await world.rows(
    "select relname from pg_class where relnamespace = 'handrail'::regnamespace and relkind = 'r'",
  );
  for (const { relname } of tables) {
    const all = await world.rows(`select to_jsonb(t) as row from handrail."${String(relname)}" t`);
    expect(JSON.stringify(all)).not.toMatch(/xox[a-z]-/);
  }
});

test("P3: a workspace that others began joins another organisation only by who runs it", async () => {
  await world.adds("T0FRESH", "U0ADA");
  await world.somebody("T0FRESH", "U0ADA").sees("Nobody can be asked for help yet.");
  const code = "ABCD-EFGH";
  await world.rows(`
    insert into handrail.join_codes (organisation_id, hash, kept_until)
    values ('slack-t0one', '${hashOf(code)}', handrail.now() + interval '10 minutes')`);
  const homes = () =>
    world.rows(`select organisation_id from handrail.workspaces
      where workspace = 'T0FRESH' and state = 'active'`);
  // Whoever has an organisation of their own can make codes for it.
  const eve = world.somebody("T0FRESH", "U0EVE");
  await eve.types(`/handrail ${code}`);
  await eve.isTold("Ask one of them.");
  expect(await homes()).toEqual([{ organisation_id: "slack-t0fresh" }]);
  const ada = world.somebody("T0FRESH", "U0ADA");
  await ada.types(`/handrail ${code}`);
  await ada.isTold("Welcome. This place belongs to");
  expect(await homes()).toEqual([{ organisation_id: "slack-t0one" }]);
  // We can still speak there.
  expect(
    await world.rows("select organisation_id from handrail.installs where workspace = 'T0FRESH'"),
  ).toEqual([{ organisation_id: "slack-t0one" }]);
  // Removed, it is nobody's; added again, it is the one's that had it last, whichever row is first.
  for (const touched of ["slack-t0fresh", "slack-t0one"]) {
    await world.removes("T0FRESH", "app_uninstalled", "tokens_revoked");
    expect(await homes()).toEqual([]);
    await world.rows(`update handrail.workspaces set state = state
      where workspace = 'T0FRESH' and organisation_id = '${touched}'`);
    await world.adds("T0FRESH", "U0ADA");
    expect(await homes()).toEqual([{ organisation_id: "slack-t0one" }]);
  }
});
