import { expect, test } from "vitest";
import { tidy, write } from "../../src/breaks/store.ts";
import type { Shell } from "../../src/runtime/feature.ts";
import { executed } from "../support/statements.ts";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

/** Ana, Ben and Carla answer one queue, so one of them may be away at a time. */
const world = stories({
  file: organisationFile
    .replace(
      "agents: [ana@acme.test, ben@acme.test]",
      "agents: [ana@acme.test, ben@acme.test, carla@acme.test]",
    )
    .replace("join_within: 60s", `join_within: 60s\n    breaks: { phone_code: "AUX 7" }`)
    .replace(/agents: \[carla@acme.test\]\n$/, "agents: []\n"),
});
const offer = "Would a break be good? 20 minutes, or as long as you choose.";

/** Ana says why, in one tap. */
async function saysAbuse() {
  const { ana } = world();
  await ana.answers("Say why", "Abuse: shouting or insults");
}

test("B1: /break 10 starts now, says what to set on the phone and when they are back", async () => {
  const { ana } = world();
  await ana.types("/break 10");
  await ana.isTold("Now. Back about");
  await world().settled();
  expect(ana.card().words).toContain("Set AUX 7 on your phone.");
  expect(ana.card().words).toContain("Not why.");
  expect(ana.card().buttons).toEqual(["I'm back", "+10 min"]);
});

test("B1: a bare /break offers every length, 20 chosen, and one press starts it", async () => {
  const { ana } = world();
  await ana.types("/break");
  expect((await ana.isTold("How long would be good?")).buttons).toEqual([
    "Start 20 min",
    "5 min",
    "10 min",
    "30 min",
  ]);
  await ana.clicks("Start 20 min");
  await ana.sees("Now. Back about");
  expect(ana.rings()).toHaveLength(1);
});

test("B1: a press on the answer itself is answered with what came of it, also where a card stands above", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await saysAbuse();
  await ana.clicks("Call ended");
  await ana.sees(offer);
  await ana.types("/break");
  await ana.isTold("How long would be good?");
  await ana.clicks("Start 20 min");
  await ana.isTold("Now. Back about");
  await ana.types("/break");
  await ana.isTold("You are on a break already, until about");
  const before = until(ana.last().words);
  await ana.clicks("+10 min");
  await ana.isTold("Now. Back about");
  await world().settled();
  expect((until(ana.card().words) - before + 1_440) % 1_440).toBe(10);
});

/** Minutes of the day of the time that stands last in it. */
function until(words: string): number {
  const [hours = "", minutes = ""] =
    words
      .match(/\d\d:\d\d/g)
      ?.at(-1)
      ?.split(":") ?? [];
  return Number(hours) * 60 + Number(minutes);
}

test("B3: +10, a soft nudge at the end, and I'm back; nothing is called late", async () => {
  const { ana } = world();
  await ana.types("/break 5");
  await ana.sees("Now. Back about");
  await ana.clicks("+10 min");
  await world().timePasses(14 * 60);
  expect(ana.rings()).toHaveLength(1);
  await world().timePasses(61);
  await ana.hears("Your break time is over. Come back when you are ready.");
  await ana.sees("start with ten minutes of mail");
  await ana.clicks("I'm back");
  await ana.sees("This break is closed.");
  await ana.losesButton("I'm back");
  await ana.losesButton("+10 min");
});

test("B3: whoever says nothing is back by themselves, and is asked again only then", async () => {
  const { sam, ana } = world();
  await sam.types("/break 5");
  await sam.sees("Now. Back about");
  await world().timePasses(14 * 60);
  await ana.types("/escalate");
  await ana.isTold("Asking Priya.");
  await world().timePasses(61);
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
});

test("B6: nobody in a break is asked, not even when everyone is", async () => {
  const { ana, sam } = world();
  await sam.types("/break 30");
  await sam.sees("Now. Back about");
  await ana.types("/escalate");
  await ana.isTold("Asking Priya.");
  await world().timePasses(20);
  await world().timePasses(30);
  expect(sam.rings()).toHaveLength(1);
});

test("B1: after abuse a break is offered, and so it is when nobody came", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await saysAbuse();
  await world().timePasses(10);
  await ana.clicks("Call ended");
  expect((await ana.sees(offer)).buttons).toEqual([
    "Start 20 min",
    "No thanks",
    "5 min",
    "10 min",
    "30 min",
  ]);
  await ana.clicks("10 min");
  // Their own press turns the card; it rings nobody.
  await ana.sees("Now. Back about");
  await ana.losesButton("Start 20 min");
  expect(ana.rings().filter((text) => text.startsWith("Your break"))).toEqual([]);
});

test("B1: an ending where nobody came offers one too, and nobody else hears of the offer", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await saysAbuse();
  for (const seconds of [20, 30, 20, 30]) await world().timePasses(seconds);
  await ana.hears("No answer.");
  await ana.hears(offer);
  expect(sam.screen()).not.toContain("break");
  await ana.clicks("No thanks");
  await ana.sees("This break is closed.");
  await ana.losesButton("Start 20 min");
});

test("B1: a category that is said only afterwards counts too", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await world().timePasses(70);
  await ana.clicks("Don't need help");
  await world().settled();
  expect(ana.screen()).not.toContain("Would a break");
  await saysAbuse();
  await ana.hears(offer);
});

test("B1: after a danger the partner on the line is offered one too", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await ana.clicks("Danger");
  await sam.clicks("I've got it");
  await ana.sees("Sam has it.");
  await ana.clicks("Call ended");
  await ana.hears(offer);
  await sam.hears(offer);
  await world().settled();
  expect(priya.screen()).not.toContain("Would a break");
});

test("B2: at the limit the answer is a time, and the turn comes when somebody is back", async () => {
  const { ana, ben } = world();
  await ana.types("/break 20");
  await ana.sees("Now. Back about");
  await ben.types("/break 20");
  await ben.isTold("Your break starts about");
  await ben.sees("Not yet, because too few others are on the line right now.", "You are next.");
  await ana.clicks("I'm back");
  await ben.sees("Now. Back about");
  expect(ben.rings().at(-1)).toMatch(/^Your break: back about/);
});

test("B2: of two who ask at the same moment one has the place and the other a time", async () => {
  const { ana, ben } = world();
  await Promise.all([ana.types("/break 20"), ben.types("/break 20")]);
  await world().settled();
  const { rows } = await world().asOwner("select status from handrail.breaks order by status");
  expect(rows.map((row) => row["status"])).toEqual(["away", "queued"]);
});

test("a first row that somebody else wrote meanwhile is noticed, and everything is decided again from what is there", async () => {
  const { ana } = world();
  await ana.types("/break 20");
  await world().settled();
  const { rows } = await world().asOwner("select person, version from handrail.breaks");
  const [person, version] = [String(rows[0]?.["person"]), Number(rows[0]?.["version"])];
  const shell = { organisation: { people: new Map() } } as unknown as Shell;
  const change = { version, events: [], given: { at: 0 } } as unknown as Parameters<
    typeof write
  >[2];
  const stale = world().app.db.inOrganisation("acme", (tx) =>
    executed(tx, write(shell, { person, status: "none", lastAt: 0 }, change)),
  );
  await expect(stale).rejects.toThrow("40001");
  expect((await world().asOwner("select status from handrail.breaks")).rows).toEqual([
    { status: "away" },
  ]);
});

test("B2: five minutes start at once, and the last one on the queue waits for the first who is back", async () => {
  const { ana, ben, carla } = world();
  await ana.types("/break 20");
  await ana.sees("Now. Back about");
  await ben.types("/break 5");
  await ben.isTold("Now. Back about");
  await carla.types("/break 5");
  await carla.isTold("Your break starts about");
  await ben.clicks("I'm back");
  await carla.sees("Now. Back about");
});

test("B2: after abuse at the limit: five minutes right now, and the rest after them", async () => {
  const { ana, ben } = world();
  await ben.types("/break 30");
  await ana.types("/escalate");
  await saysAbuse();
  await ana.clicks("Call ended");
  await ana.sees(offer);
  await ana.clicks("Start 20 min");
  await ana.sees("Take five minutes now", "The rest comes later.");
  await world().timePasses(5 * 60 + 1);
  await ana.losesButton("I'm back");
  await ana.sees("You are next.");
});

test("B2: after a danger it starts over the limit, and supervisors hear that cover is needed and not why", async () => {
  const { ana, ben, sam } = world();
  await ben.types("/break 30");
  await ben.sees("Now. Back about");
  await ana.types("/escalate");
  await ana.clicks("Danger");
  await ana.clicks("Call ended");
  await ana.sees(offer);
  await ana.clicks("Start 20 min");
  await ana.sees("Now. Back about");
  await sam.hears("Cover needed while Ana is away.");
  const card = await sam.sees("Ana, away, back about", "2 people are away. The limit is 1.");
  expect(card.buttons).toEqual([]);
});

test("B2: a wait of 15 minutes is a cover problem: a supervisor makes room, and there is nothing to decline with", async () => {
  const { ana, ben, sam, priya } = world();
  await ana.types("/break 30");
  await ana.sees("Now. Back about");
  await ben.types("/break 20");
  await world().timePasses(14 * 60);
  expect(sam.rings()).toEqual([]);
  await world().timePasses(61);
  await sam.hears("Cover needed: Ben waits for a break.");
  expect(
    (await sam.sees("1 person is away. The limit is 1.", "Can you log in, or free someone?"))
      .buttons,
  ).toEqual(["Make room"]);
  await sam.clicks("Make room");
  await ben.sees("Now. Back about");
  await priya.sees("Sam made room for Ben.");
  await priya.losesButton("Make room");
});

test("B1: with a request open the break starts when the call is over", async () => {
  const { ana, carla } = world();
  await ana.types("/escalate");
  await ana.types("/break 10");
  await ana.isTold("Your break starts after this call.");
  await ana.sees("Set AUX 7", "Press the button when it is over.");
  await ana.clicks("My call is over");
  await ana.sees("Now. Back about");
  await ana.clicks("I'm back");

  await carla.types("/escalate");
  await carla.types("/break 10");
  await carla.isTold("Your break starts after your open chats.");
});

test.each(["banana", "0", "999", "-5", "10 20"])(
  "/break %s: one sentence, the lengths there are, and nothing changed",
  async (typed) => {
    const { ana } = world();
    await ana.types(`/break ${typed}`);
    // With or without the slash, as her platform has it.
    const told = await ana.isTold("Type how many minutes, from 1 to 30: ", "break 10.");
    expect(told.buttons).toEqual(["Start 20 min", "5 min", "10 min", "30 min"]);
    await world().settled();
    expect(ana.rings()).toEqual([]);
  },
);

test("a second break, and I'm back by two fingers at once: nothing is counted twice", async () => {
  const { ana, ben } = world();
  await ana.types("/break 10");
  await world().settled();
  const card = ana.card();
  await ana.types("/break 20");
  await ana.isTold("You are on a break already, until about");
  await Promise.all([ana.client.press(card, "I'm back"), ana.client.press(card, "I'm back")]);
  await ana.sees("This break is closed.");
  // The place is free again at once.
  await ben.types("/break 10");
  await ben.isTold("Now. Back about");
});

test("B3: after a hard call and a break there is somebody to talk to, and after a cup of tea there is not", async () => {
  const { ana } = world();
  const talk = async () => (
    await world().settled(),
    await world().asOwner("select 1 from handrail.messages where feature = 'debriefs'")
  );
  await ana.types("/break 5");
  await ana.clicks("I'm back");
  expect((await talk()).rows).toEqual([]);
  await ana.types("/escalate");
  await saysAbuse();
  await ana.clicks("Call ended");
  await ana.clicks("Start 20 min");
  await ana.clicks("I'm back");
  expect((await talk()).rows).toHaveLength(1);
});

test("a break goes on across a restart, and ends when it should", async () => {
  const { ana } = world();
  await ana.types("/break 10");
  await ana.sees("Now. Back about");
  await world().restart();
  await world().timePasses(9 * 60);
  expect(ana.rings()).toHaveLength(1);
  await world().timePasses(61);
  await ana.hears("Your break time is over. Come back when you are ready.");
});

test("a break over midnight, and over the hour that a clock change takes away, ends when it should", async () => {
  const { ana } = world();
  await world().becomes("Sat", "23:55");
  await ana.types("/break 10");
  await ana.sees("Now. Back about 00:05.");
  await world().timePasses(10 * 60 - 5);
  expect(ana.rings()).toHaveLength(1);
  await world().timePasses(6);
  await ana.hears("Your break time is over. Come back when you are ready.");
  await ana.clicks("I'm back");

  // In London, 01:00 on 28 March 2027 is 02:00 at once.
  const [rows = []] = await world().app.db.sweep(
    "select extract(epoch from timestamptz '2027-03-28 00:55Z' - handrail.now()) as seconds",
  );
  await world().timePasses(Number(rows[0]?.["seconds"]));
  await ana.types("/break 10");
  await ana.sees("Now. Back about 02:05.");
  await world().timePasses(10 * 60 - 5);
  expect(ana.rings()).toHaveLength(3);
  await world().timePasses(6);
  await world().settled();
  expect(ana.rings()).toHaveLength(4);
});

test("nothing is left of a break that is over", async () => {
  const { ana } = world();
  await ana.types("/break 10");
  await world().settled();
  await world().app.db.inOrganisation("acme", tidy);
  await ana.clicks("I'm back");
  await ana.losesButton("I'm back");
  await world().settled();
  const { rows } = await world().asOwner("select status, until, state from handrail.breaks");
  expect(rows.map(({ status, until }) => [status, until])).toEqual([["none", null]]);
  expect(Object.keys(rows[0]?.["state"] as object).toSorted()).toEqual([
    "lastAt",
    "person",
    "status",
  ]);
  await world().app.db.inOrganisation("acme", tidy);
  const { rows: messages } = await world().asOwner(
    "select 1 from handrail.messages where feature = 'breaks'",
  );
  expect(messages).toEqual([]);
  const { rows: journal } = await world().asOwner(
    "select 1 from handrail.journal where feature in ('breaks', 'board')",
  );
  expect(journal).toEqual([]);
});

test("at home: start it, and see how it stands", async () => {
  const { ana } = world();
  await ana.opensHome();
  await ana.untilHome("You can take a break whenever you need one.");
  await ana.clicksAtHome("10 min");
  await ana.untilHome("Your break: back about");
  expect(ana.home().buttons.slice(0, 3)).toEqual(["Get help now", "I'm back", "+10 min"]);
  await ana.clicksAtHome("I'm back");
  await ana.untilHome("You can take a break whenever you need one.");
});
