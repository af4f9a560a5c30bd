import { expect, test } from "vitest";
import { asking, everythingStored } from "../support/checkins.ts";
import { tidied } from "../support/forget.ts";
import { limits, rowsOf, tooOld } from "../support/retention.ts";
import { stories } from "../support/stories.ts";

/* What is left of an organisation whose workspace removed the app goes when its time is up, as everybody's does. */

const world = stories({ file: asking });
const day = 24 * 3600;

/** Another organisation, with a row of what the first will lose. */
async function besideThem(): Promise<void> {
  const { asOwner } = world();
  await asOwner(`
    insert into handrail.organisations (organisation_id, name, time_zone, file_hash, file_version, applied_at) values ('rival', 'Rival', 'UTC', '', 0, now()) on conflict do nothing;
    insert into handrail.workspaces (organisation_id, platform, workspace) values ('rival', 'slack', 'T0RIVAL') on conflict do nothing;
    insert into handrail.people (organisation_id, person, email, name) select 'rival', person, email, name from handrail.people where organisation_id = 'acme' on conflict do nothing;
    insert into handrail.requests select 'rival', request, version, status, requester, team, level, holder, opened_at + interval '3 years', changed_at + interval '3 years',
      closed_at, state from handrail.requests where organisation_id = 'acme';
    insert into handrail.request_words select 'rival', request, words, case_reference, kept_until + interval '3 years' from handrail.request_words where organisation_id = 'acme';
    insert into handrail.check_in_keys select 'rival', person, wrapped from handrail.check_in_keys where organisation_id = 'acme';
    insert into handrail.check_in_answers select 'rival', person, day, sealed, kept_until + interval '3 years' from handrail.check_in_answers where organisation_id = 'acme'`);
}
const rivals = async () => {
  const counts = await Promise.all(
    ["requests", "request_words", "check_in_keys", "check_in_answers", "workspaces"].map((table) =>
      rowsOf(
        world(),
        table,
        "t.organisation_id = 'rival' and to_jsonb(t) ->> 'state' is distinct from 'gone'",
      ),
    ),
  );
  return counts.join();
};

test("38: no token is kept, nothing is called from then on, and all of theirs goes at its limit; the others keep theirs", async () => {
  const { ana, slack } = world();
  await world().becomes("Mon", "10:00");
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "2", strain: "3" });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  await ana.types("/shift on");
  await ana.types("/escalate the purple giraffe");
  await ana.answers("Say why", "Abuse: shouting or insults");
  await world().settled();
  await besideThem();
  const before = await rivals();
  expect(before).toBe("1,1,1,1,1");

  world().isInstalled(false);
  for (const type of ["tokens_revoked", "app_uninstalled", "app_uninstalled", "tokens_revoked"])
    await slack.event({
      type,
      ...(type === "tokens_revoked" ? { tokens: { oauth: [], bot: ["U0BOT"] } } : {}),
    });
  const calls = slack.calls().length;
  expect(
    await rowsOf(world(), "workspaces", "t.organisation_id = 'acme' and t.state = 'gone'"),
  ).toBe(1);
  expect(await rowsOf(world(), "messages", "t.organisation_id = 'acme' and t.state = 'live'")).toBe(
    0,
  );
  await world().timePasses(60);
  expect(await everythingStored(world())).not.toMatch(/xox[a-z]-/);

  let passed = 60;
  for (const days of [...new Set(Object.values(limits).map((limit) => limit.days))].toSorted(
    (a, b) => a - b,
  )) {
    await world().timePasses((days + 1) * day + 3_600 - passed);
    passed = (days + 1) * day + 3_600;
    for (let hour = 0; hour < 2; hour++) await tidied(world());
    expect(await tooOld(world(), "t.organisation_id = 'acme'")).toEqual([]);
  }
  // Nobody could end it any more: it was over when its own time was up, days later.
  await world().timePasses(7 * day);
  await tidied(world());
  for (const table of [
    "requests",
    "request_words",
    "check_in_answers",
    "check_in_keys",
    "journal",
    "inbox",
  ])
    expect([table, await rowsOf(world(), table, "t.organisation_id = 'acme'")]).toEqual([table, 0]);
  expect(await rivals()).toBe(before);
  expect(slack.calls()).toHaveLength(calls);
  world().isInstalled(true);
}, 240_000);

const events = [
  { type: "app_uninstalled" },
  { type: "tokens_revoked", tokens: { oauth: [], bot: ["U0BOT"] } },
];
const page = "Ana needs help now. Billing, phone.";
const states = async () =>
  (
    await world().asOwner("select state from handrail.workspaces where platform = 'slack'")
  ).rows.map(({ state }) => state);

test.each(events)("38: a late $type, while the token works, changes nothing", async (event) => {
  const { ana, sam, slack } = world();
  // The story before left the workspace.
  world().isInstalled(true);
  await ana.types("/escalate");
  await sam.hears(page);
  await slack.event(event);
  await world().settled();
  expect(await states()).not.toContain("gone");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
});

test("38: news that nobody can check is checked again, and not believed before", async () => {
  const { slack } = world();
  const trouble = world().trouble({ method: "auth.test", count: 1, how: { status: 503 } });
  await slack.event({ type: "app_uninstalled" });
  expect(await states()).not.toContain("gone");
  await slack.until(() => trouble.met === 1);
  world().isInstalled(false);
  await expect.poll(states, { timeout: 5_000 }).toContain("gone");
  world().isInstalled(true);
});

test("38: who asks meanwhile reads the duty phone; what is installed again goes on by itself, redrawn", async () => {
  const { ana, sam, priya, slack } = world();
  await ana.types("/shift on");
  await ana.types("/escalate");
  await sam.hears(page);
  await priya.hears(page);
  await world().settled();
  world().isInstalled(false);
  for (const event of events) await slack.event(event);
  await expect.poll(states).toContain("gone");
  await ana.types("/escalate");
  await ana.isTold("If you need help now, call 5000.");
  await world().timePasses(1);

  world().isInstalled(true);
  await priya.clicks("I've got it");
  await ana.hears("Priya has it.");
  await sam.losesButton("I've got it");
  expect(await states()).not.toContain("gone");
});
