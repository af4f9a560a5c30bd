import { expect, test } from "vitest";
import { accountOf, trierOf } from "../support/doors.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Danger: Ana, Billing.";

/** Sam is on the line, Dana calls for help. */
async function danger() {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await ana.clicks("Danger");
  for (const one of [sam, priya, dana]) await one.hears(page);
  await sam.clicks("I've got it");
  await dana.clicks("I'll call for help");
  await sam.sees("Dana calls for help.");
}

/** What the journal holds of points and countries, without ids and times. */
async function noted(): Promise<unknown[]> {
  const { rows } = await world().asOwner(
    `select event - 'at' - 'by' as event from handrail.journal
     where feature = 'escalations' and event->>'type' in ('checked', 'customerIn') order by version, number`,
  );
  return rows.map(({ event }) => event);
}

test("C5: each of the two has a list, one press a point; both read it with its time, and the agent too; nobody is rung", async () => {
  const { ana, sam, dana } = world();
  await danger();
  const callers = await dana.sees("You call for help: Ana", "Danger right now? Call for help");
  expect(callers.buttons.slice(0, 4)).toEqual([
    ...["Help called", "Told them where", "Help line offered", "Customer's country"],
  ]);
  await sam.clicks("I'm with Ana");
  const partners = await sam.sees("You are with Ana", "Where are they? Look in the account");
  expect(partners.buttons.slice(0, 4)).toEqual([
    ...["Done", "Place known", "Asked who's there", "Words noted"],
  ]);
  const rung = [ana, sam, dana].map((one) => one.rings().length);
  await dana.clicks("Help called");
  for (const one of [ana, sam, dana]) await one.sees("Help called, ");
  await sam.clicks("Place known");
  for (const one of [ana, sam, dana]) expect((await one.sees("Place known, ")).words).toMatch(time);
  await sam.clicks("Asked who's there");
  await dana.sees("Asked who's there, ");
  await world().settled();
  expect([ana, sam, dana].map((one) => one.rings().length)).toEqual(rung);
  // What was seen to leaves its button and its line; the agent reads no more than they need.
  expect(sam.card().buttons).not.toContain("Place known");
  expect(sam.card().words).not.toContain("Where are they?");
  expect(ana.card().words).not.toContain("Asked who's there");
  expect(await noted()).toEqual([
    { type: "checked", point: "called" },
    { type: "checked", point: "place" },
    { type: "checked", point: "near" },
  ]);
  // Dana's word is enough: nobody is asked whether help was called.
  await sam.clicks("Done");
  await ana.sees("Closed. Sam came within a minute.");
});
const time = /Place known, \d\d:\d\d\./;

test("C5: the points stand in the timeline, to the second", async () => {
  const { ana, sam, dana } = world();
  await danger();
  await dana.clicks("Help called");
  await sam.sees("Help called, ");
  await sam.clicks("Words noted");
  await ana.sees("Words noted, ");
  await ana.clicks("Call ended");
  expect((await sam.opens("Timeline")).words).toMatch(
    /Dana: Help called, \d\d:\d\d:\d\d\nSam: Words noted, \d\d:\d\d:\d\d\n/,
  );
  await sam.closesDialogs();
});

test("C5: a stranger, a supervisor without a part, a press twice, a forged point, a closed danger: one sentence, and nothing changed", async () => {
  const { ana, ben, sam, priya, dana } = world();
  await danger();
  await dana.clicks("Help called");
  await sam.sees("Help called, ");
  const { rows } = await world().asOwner("select request::text as subject from handrail.requests");
  const about = {
    ...{ feature: "escalations", subject: String(rows[0]?.["subject"]), view: "page" },
    occasion: "a0",
  };
  const pressed = async (who: typeof sam, name: string, verb: string, argument?: string) => {
    const trier = await trierOf(world(), who, accountOf(name), {});
    const body = await trier.press(`escalations.${verb}`, about, argument);
    await world().settled();
    const read = `${body}\n${who.screen()}\n${who.client.dialog()?.words ?? ""}`;
    await who.closesDialogs();
    return read;
  };
  for (const one of [ben, sam, priya, dana]) await one.opensHome();
  const onlyPeople = "Only the people who are part of this can do that.";
  const notTheirs = "Someone else has this part. Nothing was changed.";
  expect(await pressed(ben, "ben", "check", "told")).toContain(onlyPeople);
  expect(await pressed(ana, "ana", "check", "told")).toContain(onlyPeople);
  expect(await pressed(priya, "priya", "check", "told")).toContain(notTheirs);
  expect(await pressed(sam, "sam", "check", "told")).toContain(notTheirs);
  expect(await pressed(dana, "dana", "check", "called")).toContain("That is noted already.");
  expect(await pressed(dana, "dana", "check", "toString")).toContain("There is no such point.");
  expect(await pressed(ben, "ben", "askCountry")).toContain(onlyPeople);
  expect(await pressed(priya, "priya", "askCountry")).toContain(notTheirs);
  const asDana = await trierOf(world(), dana, accountOf("dana"), {});
  for (const [country, said] of [
    ["XX", "We do not know that country."],
    ["<b>", "Choose a country."],
  ] as const) {
    const body = await asDana.submit("escalations.customerIn", about, { country });
    await world().settled();
    expect(`${body}${dana.screen()}${dana.client.dialog()?.words ?? ""}`).toContain(said);
    await dana.closesDialogs();
  }
  await ana.clicks("Call ended");
  await sam.sees("Ana says the call has ended.");
  expect(await pressed(dana, "dana", "check", "told")).toContain("This is closed already.");
  expect(await noted()).toEqual([{ type: "checked", point: "called" }]);
});

test("C5: the caller says where the customer is; each number says where it is for, on every card", async () => {
  const { ana, sam, dana } = world();
  await danger();
  await dana.sees("Emergency number where Ana is: 999.", "Help line in United Kingdom: Samaritans");
  await dana.opens("Customer's country");
  const offered = await dana.choices("country");
  expect(offered).toContain("Another country");
  expect(offered).toContain("Mexico: 911");
  await dana.submits({ country: await dana.choice("country", "Spain: 112") });
  await dana.closesDialogs();
  for (const one of [sam, dana])
    await one.sees(
      "Where the customer is, in Spain: call 112.",
      "Emergency number where Ana is: 999.",
      "Each number works in its own country.",
    );
  await dana.sees("Help line in Spain: Línea 024, 024.");
  await ana.sees(
    "Dana calls for help. Emergency number where you are: 999.",
    "The customer is in Spain. The number here is for where you are.",
  );
  await sam.opens("Customer's country");
  await sam.submits({ country: await sam.choice("country", "Another country") });
  await sam.closesDialogs();
  await dana.sees("Where the customer is, 112 works in most places.");
  await dana.opens("Customer's country");
  await dana.submits({ country: await dana.choice("country", "United Kingdom: 999") });
  await dana.closesDialogs();
  await sam.sees("Where Ana and the customer are, call 999.");
  await world().settled();
  expect(ana.card().words).not.toContain("The number here is for");
  expect(await noted()).toEqual(
    ["ES", "ZZ", "GB"].map((country) => ({ type: "customerIn", country })),
  );
  await ana.clicks("Call ended");
  expect((await sam.opens("Timeline")).words).toMatch(
    /Dana said where the call is from: Spain, \d\d:\d\d:\d\d\nSam said where the call is from: abroad, /,
  );
  await sam.closesDialogs();
});

test("C5: on a threat nobody is told to hang up: the lists are those of a threat, and no button ends it for abuse", async () => {
  const { ana, sam, dana } = world();
  await ana.types("/escalate");
  await ana.answers("Boundary", "Sexual, hate or detailed threat");
  await ana.sees("That was not OK and not your fault.");
  await ana.clicks("Danger");
  await ana.sees("Nobody is warned in a danger. Stay on if you are safe.");
  await world().settled();
  expect(ana.card().buttons).not.toContain("End the call");
  expect(ana.card().words).not.toMatch(/end it|I'm ending/);
  await sam.clicks("I've got it");
  await sam.sees("Write down their exact words, with the time.", "Where, when, what and why?");
  await dana.clicks("I'll call for help");
  const callers = await dana.sees("Call the police from another phone.");
  expect(callers.buttons).not.toContain("Help line offered");
  // Help has to come to the agent, so that number is the first.
  await dana.opens("Customer's country");
  await dana.submits({ country: await dana.choice("country", "Spain: 112") });
  await dana.closesDialogs();
  expect((await sam.sees("Where the customer is, in Spain: call 112.")).words).toMatch(
    /Emergency number where Ana is: 999\.\s+Where the customer is, in Spain/,
  );
  await ana.answers("Say why", "Danger: a threat");
  await ana.sees("Stay on the line, even after they are gone. No hold.");
  await ana.clicks("On hold");
  await ana.sees("Go back as soon as you can, so that nobody is alone.");
});

test("C5: after one person had to take both roles, any second supervisor takes the other, from the home page too, and finds what was seen to", async () => {
  const { ana, sam, priya, dana } = world();
  await priya.types("/shift off");
  await dana.types("/shift off");
  await ana.types("/escalate");
  await ana.clicks("Danger");
  await sam.clicks("I've got it");
  await ana.sees("Sam calls for help.");
  await sam.clicks("I'm with Ana");
  const both = await sam.sees("You are with Ana", "Danger right now?", "Where are they?");
  expect(both.buttons.slice(0, 4)).toEqual([
    ...["Done", "Help called", "Told them where", "Help line offered"],
  ]);
  await sam.clicks("Help called");
  await ana.sees("Help called, ");
  await sam.clicks("Words noted");
  await ana.sees("Words noted, ");
  await priya.opensHome();
  await priya.clicksAtHome("I'll call for help");
  await ana.sees("Priya calls for help.");
  // She was never asked: her card is new.
  await priya.hears(page);
  await priya.sees("You call for help: Ana", "Sam stays with Ana.", "Help called, ");
  await priya.types("/shift on");
  await dana.types("/shift on");
  await world().settled();
  await sam.sees("Priya calls for help.");
  expect(sam.card().buttons).not.toContain("Told them where");
});

test("C5: who calls and cannot go on passes it on: the others are asked at once, and find what was seen to", async () => {
  const { ana, sam, priya, dana } = world();
  await danger();
  await dana.clicks("Help called");
  await priya.sees("Sam has it", "Dana calls for help.");
  const rung = priya.rings().length;
  await dana.clicks("Pass on");
  await priya.sees("Sam has it. Who calls for help?");
  await ana.sees("Sam has it.", "Asking Priya to call for help.", "Help called, ");
  expect(priya.rings()).toHaveLength(rung + 1);
  await priya.clicks("I'll call for help");
  const callers = await priya.sees("You call for help: Ana", "Help called, ");
  expect(callers.buttons).not.toContain("Help called");
  await dana.losesButton("I'll call for help");
  await ana.clicks("Call ended");
  expect((await sam.opens("Timeline")).words).toMatch(
    /Dana cannot go on calling for help, \d\d:\d\d:\d\d/,
  );
  await sam.closesDialogs();
});

test("C5: how it ended is told to the agent in a new message, in words of its own, and can be said better later", async () => {
  const { ana, sam, dana } = world();
  await danger();
  await sam.clicks("Done");
  const closed = await sam.sees("How did it end? Ana reads what you press.");
  for (const outcome of ["They are safe", "Help is there", "Nobody was hurt", "Tell in person"])
    expect(closed.buttons).toContain(outcome);
  const rings = () => ana.rings().filter((ring) => ring.startsWith("Closed. "));
  expect(rings()).toEqual([]);
  await sam.clicks("Not known yet");
  await ana.sees("Sam does not know yet how it ended. You will read it here.");
  await world().settled();
  // A lock screen says no more of it than of any other end.
  expect(rings()).toEqual(["Closed. Sam says it is done."]);
  await sam.clicks("Help is there");
  await ana.sees("Sam says help is with them now. Thank you for staying on.");
  await sam.losesButton("Help is there");
  await world().settled();
  expect(rings()).toHaveLength(2);
  expect(dana.screen()).not.toContain("Help is there");
});

test("C5: in the closing words of each ending there is no code", async () => {
  const { ana, sam } = world();
  for (const [pressed, read] of [
    ["Nobody was hurt", "Sam says nobody was hurt. It was right to call."],
    ["Tell in person", "Sam will tell you in person how it ended."],
  ] as const) {
    await ana.types("/escalate");
    await ana.clicks("Danger");
    await sam.clicks("I've got it");
    await sam.answers("Done", "Not needed");
    await sam.clicks(pressed);
    await ana.sees(read);
    await world().timePasses(15);
  }
});
