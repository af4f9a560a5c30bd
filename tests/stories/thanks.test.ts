import { expect, test } from "vitest";
import { fiveInBilling, organisationFile } from "../support/acme.ts";
import { accountOf, readingIn, told, trierOf } from "../support/doors.ts";
import { stories } from "../support/stories.ts";

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
  (await world().asOwner("select team, calls::int from handrail.good_call_weeks order by 1")).rows;

test("A6: Thank Sam is one tap; the helper reads it once, in a message that names the agent", async () => {
  const { ana, sam, priya } = world();
  await helped();
  const before = sam.rings().length;
  await ana.clicks("Thank Sam");
  await ana.sees("Closed. Sam came", "You thanked Sam.");
  await ana.losesButton("Thank Sam");
  await sam.hears("Ana says thank you.");
  const card = await sam.sees("Ana says thank you.", "You do not need to answer.");
  expect(card.buttons).toEqual([]);
  expect(sam.rings()).toHaveLength(before + 1);
  expect(priya.rings().join()).not.toContain("thank");
  for (const who of [ana, sam]) {
    expect((await who.opens("Timeline")).words).toMatch(/Ana thanked Sam, \d\d:\d\d:\d\d/);
    await who.closesDialogs();
  }
  // Priya was asked, and may look.
  const { rows } = await world().asOwner("select request::text as subject from handrail.requests");
  const asPriya = await trierOf(world(), priya, accountOf("priya"), {});
  const about = {
    ...{ feature: "escalations", subject: String(rows[0]?.["subject"]), view: "page" },
    occasion: "a0",
  };
  const toPriya = await readingIn(world)(priya, asPriya.press("escalations.timeline", about));
  expect(toPriya).toMatch(/Sam.*\d\d:\d\d:\d\d/);
  expect(toPriya).not.toMatch(/thank/i);
});

test("A6: nobody came: there is nobody to thank", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.clicks("Call ended");
  const card = await ana.sees("Closed. Nobody came.");
  expect(card.buttons.join()).not.toMatch(/Thank|Good call/);
});

test("A6: twice, by a stranger, while it runs, with nobody: a sentence, and nothing is sent", async () => {
  const { ana, ben, sam } = world();
  await ana.types("/escalate");
  await ana.sees("Asking");
  const { rows } = await world().asOwner("select request::text as subject from handrail.requests");
  const about = {
    ...{ feature: "escalations", subject: String(rows[0]?.["subject"]), view: "page" },
    occasion: "a0",
  };
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const asBen = await trierOf(world(), ben, accountOf("ben"), {});
  const read = readingIn(world);
  const thank = () => read(ana, asAna.press("escalations.thank", about));
  expect(await thank()).toContain("The card shows how things are now.");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.sees("Closed. Sam came");
  expect(await read(ben, asBen.press("escalations.thank", about))).toContain(
    "Only the people who are part of this",
  );
  await ana.clicks("Thank Sam");
  await sam.hears("Ana says thank you.");
  expect(await thank()).toContain("You thanked Sam already.");
  expect(sam.rings().filter((text) => text.includes("thank"))).toHaveLength(1);
});

test("A6: Good call from the closed card and from the home page counts for the team, once a call, and keeps nobody", async () => {
  const { ana, ben, sam } = world();
  await helped();
  await ana.clicks("Good call");
  await ana.isAnswered("Logged for your team. Nobody sees who did.");
  await ana.closesDialogs();
  await ana.clicks("Good call");
  // On a card that did not change, the same press in Teams is the same delivery.
  if (told === "slack") await ana.isAnswered("This call is logged already.");
  await world().settled();
  await ana.closesDialogs();
  await ben.opensHome();
  await ben.clicksAtHome("Good call");
  await ben.isAnswered("Logged for your team.");
  await ben.closesDialogs();
  expect(await numbers()).toEqual([{ team: "Billing", calls: 2 }]);
  const { rows } = await world().asOwner(
    `select (select string_agg(to_jsonb(t)::text, '') from handrail.good_calls t) || coalesce(
      (select string_agg(to_jsonb(j)::text, '') from handrail.journal j where feature = 'goodcalls'), '') as kept,
      (select string_agg(person::text, '|') from handrail.people) as people`,
  );
  expect(String(rows[0]?.["kept"])).not.toMatch(new RegExp(String(rows[0]?.["people"])));
  // On a page that did not change, the same press in Teams is the same delivery.
  if (told === "teams") return;
  for (let more = 2; more <= 10; more++) {
    await ben.clicksAtHome("Good call");
    await ben.isAnswered("Logged for your team.");
    await ben.closesDialogs();
  }
  await ben.clicksAtHome("Good call");
  await ben.isAnswered("Ten in one day are the most that we count.");
  await ben.closesDialogs();
  expect(await numbers()).toEqual([{ team: "Billing", calls: 11 }]);
  await sam.opensHome();
  expect(sam.home().buttons).not.toContain("Good call");
});

test("A6: once a week the team is told its number, in fives: those at work, and on the home page everybody", async () => {
  const { ana, ben, sam, carla, dana } = world();
  await world().becomes("Tue", "10:00");
  await ana.opensHome();
  await ana.clicksAtHome("Good call");
  await ana.isAnswered("Logged for your team.");
  await ana.closesDialogs();
  await carla.opensHome();
  await carla.clicksAtHome("Good call");
  await carla.isAnswered("Logged for your team.");
  await carla.closesDialogs();
  await world().asOwner("update handrail.good_call_weeks set calls = 13");
  await world().becomes("Mon", "09:00");
  await ben.types("/break 30");
  await ben.sees("Now. Back about");
  await world().timePasses(31 * 60);
  await ana.hears("Billing: 10 good calls or more last week.");
  await sam.hears("Billing: 10 good calls or more last week.");
  // Ben is in a break; Carla's team is too small for a number.
  for (const one of [ben, carla, dana]) expect(one.rings().join()).not.toContain("good calls");
  await ben.opensHome();
  await ben.untilHome("Billing: 10 good calls or more last week.");
  expect(await numbers()).toHaveLength(2);
});

test("A6: fewer than five are told to nobody", async () => {
  const { ana } = world();
  await world().becomes("Tue", "10:00");
  await ana.opensHome();
  await ana.clicksAtHome("Good call");
  await ana.isAnswered("Logged for your team.");
  await ana.closesDialogs();
  await world().becomes("Mon", "10:00");
  await world().settled();
  expect(ana.rings().join()).not.toContain("good calls");
});

test("A6: after abuse the card does not ask for a good call, and thanks are there all the same", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await ana.answers("Say why", "Abuse: hate or sexual");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await ana.clicks("Call ended");
  const card = await ana.sees("Closed. Sam came");
  expect(card.buttons).toContain("Thank Sam");
  expect(card.buttons).not.toContain("Good call");
});

test("A6: the helper has left: a sentence, and nothing is sent", async () => {
  const { ana } = world();
  await helped();
  await world().reload(
    organisationFile
      .replace(/^ {2}sam@acme.test: .*\n/m, "")
      .replace("[sam@acme.test, priya@acme.test]", "[priya@acme.test]"),
  );
  await world().settled();
  await ana.clicks("Thank Sam");
  if (told === "slack") await ana.isAnswered("Sam is not here any more. Nothing was sent.");
  await world().settled();
  expect(ana.screen()).not.toContain("You thanked");
  await ana.closesDialogs();
});
