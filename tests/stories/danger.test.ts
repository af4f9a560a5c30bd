import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Danger: Ana, Billing.";

async function danger() {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  await ana.clicks("Danger");
}

test("E8: Danger calls every supervisor at once, and carries one breathing line", async () => {
  const { ana, ben, sam, priya, dana } = world();
  await danger();
  for (const one of [sam, priya, dana]) await one.hears(page);
  await ana.isTold(
    "Danger. Calling everyone: Dana, Priya and Sam.",
    "Breathe out slowly. Low voice. Facts only.",
  );
  expect(ben.messages()).toEqual([]);
  await world().settled();
  // The others do not stop when one presses: they are asked to call.
  for (const one of [sam, priya, dana])
    expect(one.card().words).toContain(
      "The first to press stays on the line. The next calls for help.",
    );
  expect(ana.card().buttons).toContain("Not danger");
});

test("E8: the first is the partner on the line; the others are asked to call for help until somebody has", async () => {
  const { ana, sam, priya, dana } = world();
  await danger();
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await sam.sees(
    "You have it: Ana",
    "You stay on the line. We ask others to call for help.",
    "Emergency number where Ana is: 999.",
  );
  await priya.sees("Sam has it. Who calls for help?", "Emergency number where Ana is: 999.");
  await priya.losesButton("I've got it");
  expect(priya.messages().filter((m) => m.buttons.includes("I'll call for help"))).toHaveLength(1);
  await dana.clicks("I'll call for help");
  await dana.sees(
    "You call for help: Ana",
    "Sam stays with Ana.",
    "Emergency number where Ana is: 999.",
  );
  await priya.losesButton("I'll call for help");
  await priya.sees("Sam has it", "Dana calls for help.");
  await sam.sees("Dana calls for help.");
  await ana.sees("Sam has it.", "Dana calls for help. Emergency number where you are: 999.");
});

test("E8: Danger after somebody took it: the agent's own card and the answer say that it was sent, and who is asked to call", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await ana.clicks("Danger");
  await ana.isTold("Sam has it.", "Danger was sent. Asking Dana and Priya to call for help.");
  await world().settled();
  // His new card says what rang; nobody doubts that he is going.
  expect(sam.card().words).toMatch(/DANGER: Ana, Billing[^]*You stay on the line/);
  expect(ana.card().words).toContain("Danger was sent. Asking Dana and Priya to call for help.");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.", "Danger was sent. Asking Dana and Priya to call for help.");
});

test("E6: halfway the taker of a danger is asked whether they are still going", async () => {
  const { ana, sam } = world();
  await danger();
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await world().timePasses(15);
  await sam.sees("Still going to Ana?");
});

test("E8: two press at once: one partner, one caller for help, and nobody is told that they have what another has", async () => {
  const { sam, priya, dana } = world();
  await danger();
  for (const one of [sam, priya, dana]) await one.hears(page);
  await Promise.all([sam.clicks("I've got it"), priya.clicks("I've got it")]);
  await world().settled();
  const partner = sam.screen().includes("You have it: Ana") ? sam : priya;
  const other = partner === sam ? priya : sam;
  await partner.sees("You have it: Ana");
  await Promise.all([other.clicks("I'll call for help"), dana.clicks("I'll call for help")]);
  await world().settled();
  expect(
    [other, dana].filter((one) => one.screen().includes("You call for help: Ana")),
  ).toHaveLength(1);
});

test("E8: a supervisor alone reads that they call and the agent stays on", async () => {
  const { ana, sam, priya, dana } = world();
  await priya.types("/shift off");
  await dana.types("/shift off");
  await danger();
  await sam.sees(
    "Only you are there. You call for help; Ana stays on the line.",
    "Emergency number where Ana is: 999.",
  );
  await sam.clicks("I've got it");
  await sam.sees(
    "You have it: Ana",
    "Only you are there. You call for help; Ana stays on the line.",
  );
  await ana.sees("Sam has it.", "Sam calls for help.");
  expect([...priya.rings(), ...dana.rings()].filter((ring) => ring === page)).toEqual([]);
});

test("E8: Not danger takes it back: the others stop, the level is Help again", async () => {
  const { ana, sam, dana } = world();
  await danger();
  await sam.clicks("I've got it");
  await dana.sees("Who calls for help?");
  await ana.clicks("Not danger");
  await dana.losesButton("I'll call for help");
  await ana.sees("Sam has it.");
  await world().settled();
  await sam.sees("You have it: Ana", "Help");
  expect(sam.last().words).not.toContain("Emergency number");
  expect(ana.card().buttons).toContain("Danger");
});

test("E8, E5: danger never exhausts: it says so once, with the emergency number, and keeps asking", async () => {
  const { ana, sam } = world();
  await danger();
  for (let waits = 0; waits < 12; waits++) await world().timePasses(60);
  await ana.hears("Nobody yet. Stay on if you are safe.");
  await ana.sees("Call 999 from another phone. We keep trying.");
  expect(ana.rings().filter((ring) => ring.startsWith("Nobody yet"))).toHaveLength(1);
  expect(ana.screen()).not.toContain("No answer");
  const rung = sam.rings().length;
  expect(rung).toBeGreaterThan(8);
  await world().timePasses(60);
  expect(sam.rings().length).toBe(rung + 1);
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
});

test("E8, E6: with the agent for 30 minutes, a danger is not closed: whoever is there is asked", async () => {
  const { ana, sam } = world();
  await danger();
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  const rung = sam.rings().length;
  await world().timePasses(30 * 60);
  expect(sam.rings().length).toBe(rung + 1);
  await ana.sees("Sam is with you.");
});

test("E8: Danger after No answer calls everyone anew, and says so again when nobody comes", async () => {
  const { ana, sam, dana } = world();
  await ana.types("/escalate");
  for (const wait of [20, 30, 20, 30]) await world().timePasses(wait);
  await ana.hears("No answer.");
  await ana.clicks("Danger");
  await sam.hears(page);
  await dana.hears(page);
  await ana.isTold("Danger. Calling everyone: Dana, Priya and Sam.");
  for (let waits = 0; waits < 4; waits++) await world().timePasses(60);
  await ana.hears("Nobody yet. Stay on if you are safe.");
});

test("E8: who has both roles loses the call for help to any second supervisor, at any time", async () => {
  const { ana, sam, priya } = world();
  await danger();
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  // Sam had to take both: the others were away when it began.
  await world().settled();
  await world().asOwner(`update handrail.requests set state = jsonb_set(state, '{danger}',
    jsonb_build_object('partner', holder, 'caller', holder, 'alone', true)) where status <> 'resolved'`);
  await priya.clicks("I'll call for help");
  await priya.sees("You call for help: Ana", "Sam stays with Ana.");
  await ana.sees("Sam has it.", "Priya calls for help.");
});

test("C5: the emergency number of the agent's own country is there from the first second, and the title is DANGER", async () => {
  const { ana, sam } = world();
  await danger();
  await ana.isTold("Call 999 from another phone.");
  await sam.sees("DANGER: Ana, Billing", "Emergency number where Ana is: 999.");
  await world().settled();
  expect(ana.card().words).toContain("Call 999 from another phone.");
  await sam.clicks("I've got it");
  await ana.sees("Sam has it.", "Call 999 from another phone.");
});

test("C5: who comes on shift while one person has both roles gets the card with the next round, and can take the other role", async () => {
  const { ana, sam, priya, dana } = world();
  await priya.types("/shift off");
  await dana.types("/shift off");
  await danger();
  await sam.clicks("I've got it");
  await ana.sees("Sam has it.", "Sam calls for help.");
  await sam.clicks("I'm with Ana");
  for (let waits = 0; waits < 3; waits++) await world().timePasses(60);
  const rung = sam.rings().length;
  await priya.types("/shift on");
  await world().timePasses(61);
  await priya.hears(page);
  await priya.sees("Sam has it and calls for help too. Can you call instead?");
  // Once is enough: the card stays.
  await world().timePasses(61);
  expect(priya.rings().filter((ring) => ring === page)).toHaveLength(1);
  expect(sam.rings()).toHaveLength(rung);
  await dana.types("/shift on");
  await world().timePasses(61);
  await dana.hears(page);
  await priya.clicks("I'll call for help");
  await ana.sees("Sam is with you.", "Priya calls for help.");
  await dana.losesButton("I'll call for help");
  await world().timePasses(300);
  expect(dana.rings().filter((ring) => ring === page)).toHaveLength(1);
});

test("C5: Done asks first when nobody said that help was called; how it ended is told to the agent", async () => {
  const { ana, sam } = world();
  await danger();
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.answers("Done", "Help was called");
  await ana.sees("Closed. Sam came within a minute.", "Thank you for asking for help.");
  await sam.clicks("They are safe");
  await ana.sees("Sam says they are safe now. Thank you for staying on.");
  expect((await sam.opens("Timeline")).words).toMatch(
    /Sam said that help was called, \d\d:\d\d:\d\d\nSam said it is done, \d\d:\d\d:\d\d/,
  );
  await sam.closesDialog();
});

test("C5: Done asks nothing when somebody said that they call", async () => {
  const { ana, sam, dana } = world();
  await danger();
  await sam.clicks("I've got it");
  await dana.clicks("I'll call for help");
  await sam.sees("Dana calls for help.");
  await sam.clicks("Done");
  await ana.sees("Closed. Sam says it is done.");
});
