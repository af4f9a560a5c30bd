import { expect, test } from "vitest";
import { fiveInBilling } from "../support/acme.ts";
import { accountOf, readingIn, trierOf } from "../support/doors.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

/** Dana is the head of support; five answer Billing's queue. */
const world = stories({
  file: fiveInBilling.concat("roles: { heads: [dana@acme.test] }\n"),
});
const why = "Complaint, wants a manager";
const title = `Billing, 3 times or more in a week: ${why}`;
const day = 24 * 3_600;

async function calls(who: Somebody, reason = why): Promise<void> {
  await who.types("/escalate");
  await who.sees("Asking");
  await who.answers("Say why", reason);
  await world().settled();
  await who.clicks("Don't need help");
  await who.sees("Closed.");
}

async function thrice(): Promise<void> {
  const { ana, ben } = world();
  for (const who of [ana, ben, ana]) await calls(who);
  await world().timePasses(2);
}

async function takesOn(who: Somebody): Promise<void> {
  await who.opens("Take it on");
  const days = Object.values((await who.dialog()).choices["due"] ?? {}).toSorted();
  await who.submits({ what: "late deliveries", doing: "one more van", due: days[1] ?? "" });
  await who.isAnswered("Saved. The team reads it.");
  await who.closesDialogs();
}

const items = async () =>
  (
    await world().asOwner(
      "select category, state #>> '{end,how}' as how, state ? 'owned' as owned from handrail.cause_items",
    )
  ).rows;

test("A5: the same cause three times in seven days in a team comes to the head of support, about no agent", async () => {
  const { ana, ben, dana, sam } = world();
  await calls(ana);
  await calls(ben);
  await world().timePasses(2);
  expect(await items()).toEqual([]);
  await calls(ana);
  await dana.hears("Billing: a cause to look at.");
  const card = await dana.sees(title, "It is about the work and about no agent.");
  expect(card.buttons).toEqual(["Take it on", "Decline"]);
  expect(card.words).not.toMatch(/Ana|Ben/);
  expect(sam.rings().join()).not.toContain("cause");
  // More of the same is the same item.
  await calls(ben);
  await world().timePasses(2);
  expect(await items()).toHaveLength(1);
  expect(dana.rings().filter((text) => text.includes("cause"))).toHaveLength(1);
});

test("A5: taken on with a day, the agents of the team read what is being done; at its day the owner is reminded; done", async () => {
  const { ana, carla, dana } = world();
  await thrice();
  await dana.sees(title);
  await takesOn(dana);
  await dana.sees(title, "Dana has it, until", "late deliveries", "one more van");
  await ana.opensHome();
  await ana.untilHome("You said: late deliveries. Being done: one more van by ");
  await carla.opensHome();
  expect(carla.home().words).not.toContain("late deliveries");
  const before = dana.rings().length;
  await world().timePasses(13 * day);
  await world().settled();
  expect(dana.rings()).toHaveLength(before);
  await world().timePasses(1.6 * day);
  await world().settled();
  expect(dana.rings().slice(before)).toEqual(["Billing: a cause to look at."]);
  await dana.clicks("It is done");
  await dana.sees(title, "Done. The team reads it for two weeks.");
  await ana.opensHome();
  await ana.untilHome("You said: late deliveries. Done: one more van.");
  expect(await items()).toEqual([{ category: "CMP", how: "done", owned: true }]);
});

test("A5: nobody takes it on: the heads are reminded; declined with a reason it is over, and opens again if it goes on", async () => {
  const { ana, dana } = world();
  await thrice();
  await dana.hears("Billing: a cause to look at.");
  const before = dana.rings().length;
  await world().timePasses(3 * day + 60);
  await world().settled();
  expect(dana.rings()).toHaveLength(before + 1);
  await dana.opens("Decline");
  await dana.submits({ reason: " " });
  await dana.dialog();
  await dana.submits({ reason: "a new shop opens" });
  await dana.isAnswered("Declined.");
  await dana.closesDialogs();
  await dana.sees(title, "Declined.", "a new shop opens");
  await calls(ana);
  await world().timePasses(2);
  expect(await items()).toHaveLength(1);
  await calls(ana);
  await calls(ana);
  await world().timePasses(2);
  await world().settled();
  expect(await items()).toHaveLength(2);
});

test("A5: what is no cause, or about how people understand each other, opens nothing", async () => {
  const { ana } = world();
  for (const reason of ["Something else", "Question: hard to understand"])
    for (let times = 0; times < 3; times++) await calls(ana, reason);
  await world().timePasses(2);
  expect(await items()).toEqual([]);
});

test("A5: of a team with one agent it would be about that agent: nothing opens", async () => {
  const { carla } = world();
  for (const _ of [1, 2, 3]) await calls(carla);
  await world().timePasses(2);
  expect(await items()).toEqual([]);
});

test("A5: somebody who is no head, a forged day, 3,000 characters, a closed item: a sentence, and nothing changed", async () => {
  const { ana, sam, dana } = world();
  await thrice();
  await dana.sees(title);
  const { rows } = await world().asOwner("select item::text as subject from handrail.cause_items");
  const about = {
    ...{ feature: "causes", subject: String(rows[0]?.["subject"]), view: "item" },
    occasion: "c9",
  };
  await dana.opensHome();
  const asDana = await trierOf(world(), dana, accountOf("dana"), {});
  const asSam = await trierOf(world(), sam, accountOf("sam"), {});
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const read = readingIn(world);
  const own = (due: string, what = "deliveries") =>
    asDana.submit("causes.own", about, { what, doing: "a van", due });
  expect(await read(dana, own("2026-99-99"))).toContain("Choose a day within a year.");
  expect(await read(dana, own("2026-12-24", "x".repeat(3_000)))).toContain("At most 60 characters");
  for (const [who, one] of [
    [sam, asSam],
    [ana, asAna],
  ] as const) {
    const sentence = "Only heads of support can do that.";
    expect(
      await read(
        who,
        one.submit("causes.own", about, { what: "a", doing: "b", due: "2026-12-24" }),
      ),
    ).toContain(sentence);
    expect(await read(who, one.press("causes.finish", about))).toContain(sentence);
    expect(await read(who, one.press("causes.take", about))).toContain(sentence);
  }
  expect(await items()).toEqual([{ category: "CMP", how: null, owned: false }]);
  await read(dana, asDana.press("causes.finish", about));
  expect(await read(dana, asDana.press("causes.finish", about))).toContain("This one is closed.");
});

test("A5: why agents called, by team and week, in fives: heads read all teams, supervisors their own", async () => {
  const { ana, sam, dana, carla } = world();
  await world().becomes("Tue", "10:00");
  await calls(ana);
  await world().asOwner(`
    insert into handrail.requests (organisation_id, request, version, status, requester, team, level, holder, opened_at, changed_at, closed_at, state)
    select r.organisation_id, c.id, r.version, r.status, r.requester, r.team, r.level, r.holder, r.opened_at, r.changed_at, r.closed_at, r.state || jsonb_build_object('id', c.id)
    from handrail.requests r cross join (select gen_random_uuid() as id from generate_series(1, 12)) c`);
  await world().asOwner(`
    insert into handrail.requests (organisation_id, request, version, status, requester, team, level, holder, opened_at, changed_at, closed_at, state)
    select r.organisation_id, c.id, r.version, r.status, r.requester, r.team, r.level, r.holder, r.opened_at, r.changed_at, r.closed_at, r.state || jsonb_build_object('id', c.id, 'category', 'VIP')
    from (select * from handrail.requests limit 1) r cross join (select gen_random_uuid() as id from generate_series(1, 4)) c`);
  await world().becomes("Tue", "10:00");
  for (const who of [sam, dana]) {
    await who.opensHome();
    await who.clicksAtHome("Why they called");
    await who.isAnswered(`${why}: 10 or more`);
    expect(who.client.dialog()?.words).not.toContain("Key account");
    await who.closesDialogs();
  }
  await carla.opensHome();
  expect(carla.home().buttons).not.toContain("Why they called");
});
