import { afterEach, expect, test } from "vitest";
import type { SlackPerson } from "../../playground/slack/types.ts";
import { checkAdded } from "../../adapters/slack/check-added.ts";
import { told } from "../../src/platform/finding.ts";
import { readAdded } from "../../src/setup/installs/read-added.ts";
import { type Installing, type InstallingOptions, openInstalling } from "../support/installing.ts";

/* The tokens of workspaces that were added: renewed, shared by instances, beside a token of the settings. */

const person = (account: string, name: string): SlackPerson => ({
  ...{ account, name, tz: "Europe/London", locale: "en-GB" },
  email: `${name.toLowerCase()}@acme.test`,
});

let opened: Installing | undefined;
const open = async (options: InstallingOptions): Promise<Installing> =>
  (opened = await openInstalling(options));
afterEach(() => opened?.stop());

const page = "Ana needs help now. Billing.";
const team = `
teams:
  Billing: { supervisors: [sam@acme.test], agents: [ana@acme.test] }
`;
const people = [person("U0ANA", "Ana"), person("U0SAM", "Sam")];
const greeted = "Nobody can be asked for help yet.";

test("P3: a token that ends soon is renewed once, whichever of three instances sees it first", async () => {
  const world = await open({
    workspaces: { T0ONE: [person("U0KIM", "Kim")] },
    rotates: { seconds: 43_200 },
  });
  expect((await world.adds("T0ONE", "U0KIM")).status).toBe(200);
  const kim = world.somebody("T0ONE", "U0KIM");
  await kim.sees(greeted);
  await world.rows("update handrail.installs set ends_at = now() + interval '1 hour'");
  const others = await Promise.all([world.another(), world.another()]);
  await expect.poll(() => world.oauth.calls.length).toBe(2);
  for (const app of [world.app(), ...others]) {
    world.goesTo(app);
    await kim.opensHome();
  }
  await world.settled();
  expect(world.oauth.calls).toEqual([
    { grant: "authorization_code", answer: "ok" },
    { grant: "refresh_token", answer: "ok" },
  ]);
  const answers = world.double("T0ONE").calls();
  expect(answers.filter(({ method }) => method === "views.publish").length).toBeGreaterThan(0);
  expect(answers.map(({ answer }) => answer)).not.toContain("invalid_auth");
});

test("P3: a token that has ended is renewed before the next call, also where nobody used it at night", async () => {
  const rotates = { seconds: 43_200 };
  const world = await open({ workspaces: { T0ONE: people }, rotates, file: fileFor("T0ONE") });
  expect((await world.adds("T0ONE", "U0SAM")).status).toBe(200);
  await world.rows("update handrail.installs set ends_at = now() - interval '1 hour'");
  // A start looks through all that ends: nobody in need waits for it.
  const other = await world.another();
  const ends = async () =>
    Number(
      (
        await world.rows("select extract(epoch from ends_at - now()) as s from handrail.installs")
      )[0]?.["s"],
    );
  await expect.poll(ends, { timeout: 15_000 }).toBeGreaterThan(40_000);
  world.goesTo(other);
  await world.somebody("T0ONE", "U0ANA").types("/escalate");
  await world.somebody("T0ONE", "U0SAM").hears(page);
});

test("P3: what is added on one instance works on the other, and so does what is removed", async () => {
  const world = await open({ workspaces: { T0ONE: people }, file: fileFor("T0ONE") });
  const other = await world.another();
  const [ana, sam] = [world.somebody("T0ONE", "U0ANA"), world.somebody("T0ONE", "U0SAM")];
  // The file names the workspace before it is added: its people are found as soon as it is.
  const added = await world.adds("T0ONE", "U0SAM");
  expect(added.words).toContain("Your people can use it in Slack now.");
  world.goesTo(other);
  await ana.types("/escalate");
  await sam.hears(page);
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");

  // A newer token: the other instance still has the older one in memory, and Slack takes it no more.
  world.goesTo(world.app());
  await world.removes("T0ONE", "tokens_revoked", "app_uninstalled");
  expect(await world.rows("select 1 from handrail.installs")).toEqual([]);
  expect((await world.adds("T0ONE", "U0SAM")).status).toBe(200);
  expect((await world.adds("T0ONE", "U0SAM")).status).toBe(200);
  world.goesTo(other);
  await ana.types("/escalate");
  await ana.isTold("Sam has it.");
  // A state that one instance gave is used up on the other, too.
  const browser = world.browser();
  const asked = await browser.begins();
  const before = browser.copy(() => other);
  const allowed = () => world.oauth.allow(asked, { workspace: "T0ONE", account: "U0SAM" });
  expect((await browser.opens(allowed())).status).toBe(200);
  expect((await before.opens(allowed())).status).toBe(400);
});

test("P3: beside a token of the settings each workspace is spoken to with its own", async () => {
  const world = await open({
    workspaces: { T0OWN: people, T0TWO: [person("U0ANA", "Anton"), person("U0KIM", "Kim")] },
    pinned: { workspace: "T0OWN", token: "xoxb-of-the-settings" },
    file: fileFor("T0OWN"),
  });
  const [ana, sam] = [world.somebody("T0OWN", "U0ANA"), world.somebody("T0OWN", "U0SAM")];
  expect((await world.adds("T0TWO", "U0KIM")).status).toBe(200);
  await world.somebody("T0TWO", "U0KIM").sees(greeted);
  await ana.types("/escalate");
  await sam.hears(page);
  const anton = world.somebody("T0TWO", "U0ANA");
  await anton.types("/escalate");
  await anton.isTold("Handrail is not set up here yet, so nobody was asked.");
  // The duty phone of one organisation is none of another's.
  expect(anton.screen()).not.toContain("5000");
  expect(sam.rings()).toEqual([page]);
  expect(world.double("T0TWO").calls("chat.postMessage")).toHaveLength(1);
});

test("P3: a stranger's workspace reads a sentence, and no number of another organisation", async () => {
  const world = await open({
    workspaces: { T0OWN: people, T0FAR: [person("U0EVE", "Eve")] },
    pinned: { workspace: "T0OWN", token: "xoxb-of-the-settings" },
    file: fileFor(undefined),
  });
  await world.app().introduced;
  const eve = world.somebody("T0FAR", "U0EVE");
  await eve.types("/escalate");
  await eve.isTold("Handrail does not know you here yet.");
  expect(eve.screen()).not.toContain("5000");
});

test("P3: the doctor asks about each workspace that was added", async () => {
  const world = await open({
    workspaces: { T0ONE: [person("U0KIM", "Kim")], T0TWO: [person("U0KIM", "Kim")] },
  });
  const { db, vault } = world.app().parts;
  const config = {
    signingSecrets: ["x"],
    apiUrl: world.double("T0ONE").url,
    install: { clientId: "1.2", clientSecret: "x", address: "https://handrail.test" },
  };
  const looks = async () =>
    (await checkAdded(config, await readAdded(db, vault))).map(
      (one) => `${one.level}: ${told(one).says}`,
    );
  expect(await looks()).toEqual(["note: no workspace was added yet"]);
  for (const workspace of ["T0ONE", "T0TWO"]) await world.adds(workspace, "U0KIM");
  expect(await looks()).toEqual(["good: 2 of 2 workspaces take their token and grant enough"]);
  world.double("T0TWO").setInstalled(false);
  expect(await looks()).toEqual([
    "good: 1 of 2 workspaces take their token and grant enough",
    "wrong: T0TWO does not take its token (account_inactive)",
  ]);
});

const fileFor = (workspace: string | undefined): string => `
organisation: { id: acme, name: Acme, time_zone: Europe/London, country: GB, duty_phone: "5000" }
${workspace === undefined ? "" : `workspaces: { slack: [${workspace}] }`}
${team}`;
