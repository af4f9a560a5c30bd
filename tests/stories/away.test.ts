import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

/* Nobody is paged for what fell due while Handrail was away, and nothing of it is lost either. */

const world = stories();
const hour = 3_600;

test("an hour away: nobody is paged, each supervisor hears once of all that waited, and one press takes one", async () => {
  const { ana, ben, carla, sam, priya, dana } = world();
  await ana.types("/escalate");
  await ben.types("/escalate");
  await carla.types("/escalate");
  await sam.hears("Ben needs help now. Billing, phone.");
  await dana.hears("Carla needs help now. Deliveries, chat.");
  await world().settled();
  const before = {
    sam: sam.rings().length,
    priya: priya.rings().length,
    dana: dana.rings().length,
  };

  await world().isAway(hour);
  for (const [name, count] of Object.entries(before)) {
    const since = world()[name as "sam"].rings().slice(count);
    expect(since, name).toEqual(["3 requests waited while Handrail was not running"]);
  }
  await sam.sees("Ana, Billing: asked at", "Ben, Billing: asked at", "Carla, Deliveries: asked at");
  await ana.sees(
    "Nobody was asked after",
    "Handrail was not running. That is our fault, not yours. If you still need someone, ask again.",
    "Or call 5000.",
  );
  expect(ana.rings().at(-1)).toMatch(/^Nobody was asked after \d\d:\d\d\.$/);
  // The card from then is still there, and rings nobody.
  await sam.sees("Still waiting: Ana", "Handrail was not running. Nobody was asked after");

  await sam.clicks("I've got it: Ana");
  await ana.hears("Sam has it.");
  await priya.sees("2 requests waited while Handrail was not running");
  await priya.losesButton("I've got it: Ana");
  // Dana was never asked for Ben: she gets a card to go on with.
  await dana.clicks("I've got it: Ben");
  await ben.hears("Dana has it.");
  await dana.clicks("I'm with Ben");
  await ben.sees("Dana is with you.");
  await carla.clicks("Don't need help");
  await dana.sees("None of these waits any more.");
});

test("forty at once are one message to each supervisor, with the longest waiting on it; the next follows when one is taken", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  await world().settled();
  await world().asOwner(`
    with copies as (
      insert into handrail.requests (organisation_id, request, version, status, requester, team, level, holder, opened_at, changed_at, closed_at, state)
      select r.organisation_id, c.id, 1, r.status, r.requester, r.team, r.level, r.holder, r.opened_at + c.n * interval '1 ms', r.changed_at, r.closed_at,
        r.state || jsonb_build_object('id', c.id)
      from handrail.requests r cross join (select n, gen_random_uuid() as id from generate_series(1, 39) n) c
      returning organisation_id, request
    )
    insert into handrail.timers (organisation_id, feature, subject, command, due_at)
    select c.organisation_id, t.feature, c.request, t.command, t.due_at from copies c cross join handrail.timers t where t.feature = 'escalations'`);
  const before = [sam, priya].map((one) => one.rings().length);
  await world().isAway(hour);
  expect([sam, priya].map((one, index) => one.rings().slice(before[index]))).toEqual(
    [1, 2].map(() => ["40 requests waited while Handrail was not running"]),
  );
  const { buttons, words } = await sam.sees("And 34 more: they follow here.");
  expect([
    buttons.filter((label) => label === "I've got it: Ana").length,
    words.split("asked at").length - 1,
  ]).toEqual([6, 6]);
  await sam.clicks("I've got it: Ana");
  await priya.sees(
    "39 requests waited while Handrail was not running",
    "And 33 more: they follow here.",
  );
  const { rows } = await world().asOwner(
    "select count(*)::int as n from handrail.messages where feature = 'overtaken'",
  );
  expect(rows).toEqual([{ n: 2 }]);
});

test("the agent asks again with one press, and a call for help after it is a new one", async () => {
  const { ana, ben, sam, priya, dana } = world();
  await ana.types("/escalate");
  await ben.types("/escalate");
  await world().settled();
  await world().isAway(hour);
  const before = sam.rings().length;
  await ana.clicks("Ask again");
  await sam.hears("Ana needs help now. Billing, phone.");
  await ana.sees("Asking Dana, Priya and Sam.");
  await ben.types("/escalate");
  await ben.isTold("Asking Priya and Sam.");
  await world().settled();
  expect(sam.rings().slice(before)).toEqual([
    "Ana needs help now. Billing, phone.",
    "Ben needs help now. Billing, phone.",
  ]);
  expect(await world().requests()).toBe(3);
  // Of the team's own supervisors somebody is there: nobody else's list grows.
  expect(dana.rings()).toEqual(["Ana needs help now. Billing, phone."]);
  await priya.sees("1 request waited while Handrail was not running", "Ben, Billing: asked at");
});

test("taken before it: the agent and the list say who had it, and nobody is asked in their place", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await world().settled();
  const before = [sam.rings().length, priya.rings().length];
  await world().isAway(hour);
  expect([sam.rings().length, priya.rings().length]).toEqual(before.map((count) => count + 1));
  await ana.sees("Sam had it. Nobody else was asked after");
  await priya.sees("Ana, Billing: asked at", "Sam had it");
  await ana.clicks("Call ended");
  expect((await ana.opens("Timeline")).words).toMatch(
    /Handrail was running again, \d\d:\d\d:\d\d\. Nobody was asked after \d\d:\d\d:\d\d/,
  );
});

test("a danger is never too late: everyone is rung, once for all the rounds that were missed", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await ana.clicks("Danger");
  await dana.hears("Danger: Ana, Billing.");
  await world().settled();
  const before = [sam, priya, dana].map((one) => one.rings().length);
  await world().isAway(hour);
  expect([sam, priya, dana].map((one, index) => one.rings().slice(before[index]))).toEqual(
    [1, 2, 3].map(() => ["Danger: Ana, Billing."]),
  );
});

test("nobody on shift when it is back: the first who comes hears of it, and nobody is rung at home", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await world().settled();
  for (const one of [sam, priya, dana]) await one.types("/shift off");
  await world().settled();
  const rings = () =>
    [sam, priya, dana].map(
      (one) => one.rings().filter((text) => text.includes("not running")).length,
    );
  await world().isAway(hour);
  expect(rings()).toEqual([0, 0, 0]);
  await priya.types("/shift on");
  await world().timePasses(300);
  expect(rings()).toEqual([0, 1, 0]);
});

test("an hour in which Handrail was there is none of this: No answer, and closed half an hour later", async () => {
  const { ana, priya } = world();
  await ana.types("/escalate");
  await world().timePasses(hour);
  await ana.sees("Closed. Nobody came. That is our fault, not yours.");
  expect(ana.rings()).toEqual(["Asking Priya and Sam.", "No answer."]);
  expect(priya.rings()).toHaveLength(4);
});

test("restored from a backup: what has ended since is open again, and pages nobody", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  const rings = () => [sam, priya, dana].map((one) => one.rings().length);
  let before: number[] = [];
  await world().isRestored(8 * hour, async () => {
    await sam.clicks("I've got it");
    await sam.clicks("Done");
    await ana.sees("Closed.");
    await world().settled();
    before = rings();
  });
  expect(rings()).toEqual(before.map((count, index) => count + (index < 2 ? 1 : 0)));
  await sam.hears("1 request waited while Handrail was not running");
  await ana.sees("Nobody was asked after");
  await ana.clicks("Don't need help");
  await priya.sees("None of these waits any more.");
});
