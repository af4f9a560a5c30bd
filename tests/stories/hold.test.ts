import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();
const goBack = ["45 seconds on hold. Go back now.", "2 minutes on hold. Go back now."];

async function holdsWithSamThere(): Promise<void> {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.");
  await ana.clicks("On hold");
}

test("C4: On hold starts a clock; at 45 s and at 2 min a new message says to go back, with a sentence to say", async () => {
  const { ana, sam } = world();
  await holdsWithSamThere();
  await ana.sees("I'm getting someone who can decide this.", "On hold since ");
  await sam.sees("You are with Ana", "On hold since ");
  const before = ana.rings();
  await world().timePasses(35);
  expect(ana.rings()).toEqual(before);
  await world().timePasses(10);
  await ana.hears(goBack[0] ?? "");
  await ana.sees("Sam is with you.", "Still working on it, thank you for waiting.");
  await world().timePasses(75);
  await ana.hears(goBack[1] ?? "");
  await world().timePasses(300);
  expect(ana.rings()).toEqual([...before, ...goBack]);
  expect(sam.rings()).toHaveLength(1);
});

test("C4: Back stops it, before anybody has it too; the timeline says how long it was", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await ana.clicks("On hold");
  const card = await ana.sees("On hold since ", "I'll be back within a minute");
  // One thing to say at a time.
  expect(card.words).not.toContain("One minute.");
  await world().timePasses(15);
  await ana.clicks("Back");
  await ana.losesButton("Back");
  await world().timePasses(200);
  expect(ana.rings().filter((ring) => goBack.includes(ring))).toEqual([]);
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  const { words } = await sam.opens("Timeline");
  expect(words).toMatch(/Ana put the customer on hold, \d\d:\d\d:\d\d\n[^]*Off hold after 1\d s, /);
  await sam.closesDialogs();
});

test("C4: it ends with the request: nobody is told to go back to a call that is over", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.clicks("On hold");
  await world().timePasses(10);
  await ana.clicks("Call ended");
  await ana.losesButton("Back");
  await world().timePasses(300);
  expect(ana.rings().filter((ring) => goBack.includes(ring))).toEqual([]);
  expect((await ana.opens("Timeline")).words).toMatch(/Off hold after 1\d s, /);
  await ana.closesDialogs();
});

test("C4: a stop of Handrail in between: one message for what is due, none long after", async () => {
  const { ana } = world();
  await holdsWithSamThere();
  await world().isAway(150);
  await ana.hears(goBack[1] ?? "");
  expect(ana.rings().filter((ring) => goBack.includes(ring))).toEqual([goBack[1]]);
});

test("C4: those on hold cost one timer each, as those who ask do, however often it is pressed", async () => {
  const { ana, ben, carla } = world();
  const agents = [ana, ben, carla];
  for (const agent of agents) await agent.types("/escalate");
  for (const agent of agents)
    for (let n = 0; n < 3; n++) {
      await agent.clicks("On hold");
      await agent.clicks("Back");
    }
  for (const agent of agents) await agent.clicks("On hold");
  await world().settled();
  const { rows } = await world().asOwner(
    "select command, count(*)::int as n from handrail.timers where feature = 'escalations' and command in ('step', 'goBack') group by command order by command",
  );
  expect(rows).toEqual([
    { command: "goBack", n: agents.length },
    { command: "step", n: agents.length },
  ]);
});
