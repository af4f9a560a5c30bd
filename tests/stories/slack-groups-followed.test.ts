import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { served, signsIn } from "../support/browse.ts";
import { presses, wordsOf } from "../support/desk-forms.ts";
import type { Somebody } from "../support/person.ts";
import { addsTeam, agentsOf, counts, goesOn, version } from "../support/settings.ts";
import { stories } from "../support/stories.ts";

/*
 * A team follows a channel or a user group, on Slack alone. Dana sets up, Sam supervises, and nobody
 * of the newcomers ever wrote to us.
 */

const newcomers = Array.from({ length: 12 }, (_, at) => ({
  ...{ account: `U0N${at}`, name: `Nia${at}`, email: `nia${at}@acme.test`, tz: "Europe/London" },
}));
const guest = { account: "U0GUEST", name: "Gus", email: "gus@acme.test", kind: "guest" as const };
const accounts = (from: number, to: number) =>
  newcomers.slice(from, to).map(({ account }) => account);
const addresses = (from: number, to: number) =>
  newcomers
    .slice(from, to)
    .map(({ email }) => email)
    .toSorted();

const file = organisationFile.concat("roles: { admins: [dana@acme.test] }\n");
const world = stories({
  ...{ file, goesOnInChat: true, env: served },
  people: [...newcomers, guest],
});

/** A moment later, and nobody of us did anything. */
async function become(team: string, expected: readonly string[]): Promise<void> {
  await world().timePasses(4);
  await expect.poll(() => agentsOf(world(), team)).toEqual(expected);
  await counts(world());
}

/** The next look is minutes away: only an event or a start brings it forward. */
async function isQuiet(): Promise<void> {
  const isFar = `select 1 from handrail.timers where command = 'look'
    and due_at between handrail.now() + interval '200 s' and handrail.now() + interval '1 hour'`;
  await expect
    .poll(async () => {
      await world().timePasses(11);
      return (await world().asOwner(isFar)).rows;
    })
    .toHaveLength(1);
}

async function follows(dana: Somebody, values: Record<string, string>): Promise<void> {
  await addsTeam(dana, values);
  await counts(world());
  await dana.closesDialogs();
}

/** The form of a team's people. */
async function opensTeam(dana: Somebody, team: string): Promise<string> {
  await goesOn(dana, "Your teams");
  await goesOn(dana, team);
  await goesOn(dana, "People and hours");
  await expect.poll(() => dana.client.dialog()?.fields).toContain("channel");
  return (await dana.dialog()).words;
}

async function checkSays(dana: Somebody, ...words: readonly string[]): Promise<void> {
  await goesOn(dana, "Check set-up");
  for (const one of words)
    await expect.poll(() => dana.client.dialog()?.words).toEqual(expect.stringContaining(one));
  await dana.closesDialogs();
}

test("P2: who joins a followed channel may call within seconds, who leaves is no agent any more", async () => {
  const { dana, sam, slack } = world();
  slack.channel("C0ORDERS", [...accounts(0, 1), "U0GUEST"]);
  await follows(dana, { name: "Orders", channel: "C0ORDERS", agents: "U0N9" });
  const chosen = ["nia0@acme.test", "nia9@acme.test"];
  expect(await agentsOf(world(), "Orders")).toEqual(chosen);
  const good = await version(world());
  await isQuiet();

  // Many who join at once are one version.
  await Promise.all(accounts(1, 9).map((one) => slack.moves(one, "C0ORDERS", "joins")));
  await become("Orders", addresses(0, 10));
  expect(await version(world())).toBe(good + 1);
  await world().somebody("U0N2").types("/escalate");
  await sam.hears("Nia2 needs help now. Orders.");
  // It makes agents and nothing more.
  const { rows } = await world().asOwner(`select distinct m.role from handrail.memberships m
    join handrail.people p using (organisation_id, person) where p.email = 'nia2@acme.test'`);
  expect(rows).toEqual([{ role: "agent" }]);

  // Who was chosen one by one stays, in the channel or not.
  for (const one of accounts(1, 10)) await slack.moves(one, "C0ORDERS", "leaves");
  await become("Orders", chosen);
  await slack.moves("U0N3", "C0ORDERS", "joins");
  await become("Orders", [...chosen, "nia3@acme.test"].toSorted());
  const form = await opensTeam(dana, "Orders");
  expect(form).toContain("The team follows #orders: 2 agents come from it.");
  expect(form).toContain("Leave out those of #orders: they come and go with it.");
  expect(form).toContain("the team stops following");
  await dana.closesDialogs();

  // Going back takes her out, and the channel does not put her back.
  await goesOn(dana, "Versions");
  await dana.isAnswered("Agents, by their channel or group, ");
  await goesOn(dana, `Use version ${good}`);
  await become("Orders", chosen);
  await slack.moves("U0N4", "C0ORDERS", "joins");
  await world().timePasses(3_700);
  await counts(world());
  expect(await agentsOf(world(), "Orders")).toEqual(chosen);
});

test("P2: what no event told is found: without us in the channel, while we were away, and when it is archived", async () => {
  const { dana, slack } = world();
  slack.channel("C0FAR", accounts(0, 2), { isWithoutApp: true });
  await follows(dana, { name: "Far", channel: "C0FAR" });
  await checkSays(dana, "Write /invite @Handrail in #far.");
  await world().timePasses(4);
  expect(await slack.moves("U0N2", "C0FAR", "joins")).toBeUndefined();
  await world().timePasses(310);
  await expect.poll(() => agentsOf(world(), "Far")).toEqual(addresses(0, 3));
  await counts(world());
  // In the channel it takes seconds.
  await slack.moves("U0HANDRAIL", "C0FAR", "joins");
  await slack.moves("U0N3", "C0FAR", "joins");
  await become("Far", addresses(0, 4));
  await isQuiet();

  slack.channel("C0FAR", accounts(1, 4));
  await world().isAway(60);
  await expect.poll(() => agentsOf(world(), "Far")).toEqual(addresses(1, 4));
  await counts(world());

  slack.channel("C0FAR", [], { isArchived: true });
  await world().timePasses(3_700);
  await become("Far", addresses(1, 4));
  await checkSays(
    dana,
    "The team does not follow #far any more: it is gone, or Handrail may not see it.",
    "Choose a channel or a group again",
  );
});

test("P2: a followed user group brings its people and takes them back, and the page shows and stops it", async () => {
  const { dana, slack } = world();
  slack.userGroup("returns-team", accounts(0, 2));
  await follows(dana, { name: "Returns", group: "@Returns-Team" });
  await isQuiet();
  await slack.groupBecomes("returns-team", [...accounts(1, 4), "U0GUEST"]);
  await become("Returns", addresses(1, 4));

  const browser = await signsIn(world(), "dana");
  const page = await browser.get("/desk/set-up?team=Returns");
  expect(wordsOf(page)).toContain("The team follows @returns-team: 3 agents come from it.");
  const form = await presses(browser, page, "People and hours");
  const [, id = ""] = /value="(S0GROUP\d+)"/.exec(form.text) ?? [];
  await presses(browser, form, "Save", { "field.follow": id });
  await counts(world());
  // Its people stay, and it brings nobody any more.
  await slack.groupBecomes("returns-team", accounts(0, 4));
  await become("Returns", addresses(1, 4));
  expect(wordsOf(await browser.get("/desk/set-up?team=Returns"))).not.toContain("groups");
});

test("P2: where a file describes the organisation nothing is followed", async () => {
  const { dana, slack } = world();
  slack.userGroup("file-team", accounts(0, 2));
  await follows(dana, { name: "File", group: "file-team" });
  const team = "File: { agents: [nia0@acme.test], supervisors: [sam@acme.test] }";
  await world().reload(file.replace("teams:", `teams:\n  ${team}`));
  await slack.groupBecomes("file-team", accounts(0, 4));
  await world().timePasses(3_700);
  expect(await agentsOf(world(), "File")).toEqual(addresses(0, 1));
  // Nor once the file is gone.
  const { rows } = await world().asOwner("select state ? 'groups' as has from handrail.settings");
  expect(rows).toEqual([{ has: false }]);
});
