import { expect, test } from "vitest";
import { fiveInBilling } from "../support/acme.ts";
import { accountOf, readingIn, trierOf } from "../support/doors.ts";
import { tidied } from "../support/forget.ts";
import { stories } from "../support/stories.ts";

/** Six take calls in all teams together: no number is shown of fewer than five. */
const world = stories({
  file: fiveInBilling,
});

async function helped(): Promise<void> {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.sees("Closed. Sam came within a minute.");
}

const numbers = async () =>
  (await world().asOwner("select week, got::int, partly::int, no::int from handrail.help_weeks"))
    .rows;
const marks = async () =>
  (await world().asOwner("select count(*)::int as n from handrail.help_ratings")).rows[0]?.["n"];

/** Ana's request, as a forged button names it. */
async function about() {
  const { rows } = await world().asOwner("select request::text as subject from handrail.requests");
  const subject = String(rows[0]?.["subject"]);
  return { feature: "ratings", subject, view: "own", occasion: "0" };
}

const read = readingIn(world);

test("A4: after the end, one of three; it is counted for all teams, and how is written with no request and nobody", async () => {
  const { ana, sam, priya } = world();
  await helped();
  const rings = [ana, sam, priya].map((one) => one.rings().length);
  await ana.answers("Rate the help", "Partly");
  await ana.losesButton("Rate the help");
  expect(await numbers()).toEqual([
    { week: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), got: 0, partly: 1, no: 0 },
  ]);
  // Nobody is told, and nothing is asked again.
  expect([ana, sam, priya].map((one) => one.rings().length)).toEqual(rings);
  const { rows } = await world().asOwner(`
    select coalesce(string_agg(t::text, ' '), '') as kept from (
      select to_jsonb(r) from handrail.requests r union all
      select to_jsonb(j) from handrail.journal j union all
      select to_jsonb(i) from handrail.inbox i union all
      select to_jsonb(m) from handrail.messages m union all
      select to_jsonb(h) from handrail.help_ratings h) t(t)`);
  expect(String(rows[0]?.["kept"])).not.toMatch(/partly|"rating"/);
});

test("A4: the mark that it was rated goes with the buttons of the card, a day after the end", async () => {
  const { ana } = world();
  await helped();
  await ana.answers("Rate the help", "Got what I needed");
  await ana.losesButton("Rate the help");
  await tidied(world());
  expect(await marks()).toBe(1);
  await world().timePasses(25 * 3_600);
  await tidied(world());
  expect(await marks()).toBe(0);
  expect(await numbers()).toHaveLength(1);
  // Without the mark it is still not asked, and not counted, a second time.
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  expect(await read(ana, asAna.press("ratings.rate", await about(), "no"))).toContain(
    "It is too late to rate this one.",
  );
  expect(await numbers()).toEqual([expect.objectContaining({ got: 1, no: 0 })]);
});

test("A4: while it runs, twice, by a stranger, by the helper, with nonsense: one sentence, and nothing is counted", async () => {
  const { ana, ben, sam } = world();
  await ana.types("/escalate");
  await sam.sees("Ana needs help now");
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const asBen = await trierOf(world(), ben, accountOf("ben"), {});
  const asSam = await trierOf(world(), sam, accountOf("sam"), {});
  const one = await about();
  const rate = (argument?: string) => read(ana, asAna.press("ratings.rate", one, argument));
  expect(await rate("got")).toContain("This still goes on.");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.sees("Closed. Sam came");
  await rate("constructor");
  await rate();
  const stranger = "Only the people who are part of this";
  expect(await read(ben, asBen.press("ratings.rate", one, "no"))).toContain(stranger);
  expect(await read(sam, asSam.press("ratings.rate", one, "got"))).toContain(stranger);
  const nowhere = { ...one, subject: "x'; drop table handrail.help_weeks; --" };
  expect(await read(ana, asAna.press("ratings.rate", nowhere, "got"))).toContain(stranger);
  expect(await numbers()).toEqual([]);
  await ana.answers("Rate the help", "No");
  await ana.losesButton("Rate the help");
  expect(await rate("got")).toContain("It counts once.");
  expect(await read(ana, asAna.press("ratings.ask", one))).toContain("It counts once.");
  expect(await numbers()).toEqual([expect.objectContaining({ got: 0, partly: 0, no: 1 })]);
});

test("A4: two presses at once count once", async () => {
  const { ana } = world();
  await helped();
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const one = await about();
  await Promise.all([
    asAna.press("ratings.rate", one, "got"),
    asAna.press("ratings.rate", one, "no"),
  ]);
  await world().settled();
  await ana.closesDialogs();
  const [{ got, no } = {}] = await numbers();
  expect(Number(got) + Number(no)).toBe(1);
});

test("A4: nobody came: there is nothing to rate", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.clicks("Call ended");
  const card = await ana.sees("Closed. Nobody came.");
  expect(card.buttons).not.toContain("Rate the help");
  expect(card.buttons).not.toContain("Ask for feedback");
});

test("A4: who runs a team reads last week in fives; a number below five reads like none, and an agent reads nothing", async () => {
  const { ana, sam, dana } = world();
  await world().becomes("Tue", "10:00");
  await helped();
  await ana.answers("Rate the help", "Got what I needed");
  await ana.losesButton("Rate the help");
  await world().asOwner("update handrail.help_weeks set got = 23, partly = 5, no = 4");
  await sam.opensHome();
  // Not before the week is over.
  expect(sam.home().words).not.toContain("How helpful");
  await world().becomes("Mon", "10:00");
  for (const one of [sam, dana]) {
    await one.opensHome();
    await one.untilHome("How helpful help was last week");
    expect(one.home().words).toContain(
      "20 or more got what they needed. 5 or more got part of it.",
    );
    expect(one.home().words).not.toContain("did not get it");
  }
  await ana.opensHome();
  expect(ana.home().words).not.toContain("How helpful");
  await world().asOwner("update handrail.help_weeks set got = 4, partly = 0, no = 3");
  await sam.opensHome();
  await sam.client.until(() => !sam.home().words.includes("How helpful"), "no number");
});
