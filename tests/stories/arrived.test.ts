import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Ana needs help now. Billing, phone.";

async function taken() {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
}

async function unassisted(): Promise<unknown[]> {
  const { rows } = await world().asOwner(
    "select state->>'status' as status, state->>'how' as how, state->'assisted' as assisted, state->'early' as early from handrail.requests",
  );
  return rows.map(({ status, how, assisted, early }) => [status, how, assisted, early]);
}

test("E6: taken is not arrived: the supervisor says when they are there, and the card says where to go until then", async () => {
  const { ana, sam } = world();
  await taken();
  await ana.sees("Sam is on extension 4400.", "we ask others.");
  await sam.sees("You have it: Ana", "Be with Ana by");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.");
  await sam.sees("You are with Ana");
  await world().timePasses(10 * 60);
  expect(ana.rings()).toEqual(["Asking Priya and Sam.", "Sam has it."]);
});

test("E6: the agent may say it too: Sam's here", async () => {
  const { ana, sam } = world();
  await taken();
  await ana.clicks("Sam's here");
  await ana.sees("Sam is with you.");
  await sam.sees("You are with Ana");
});

test("E6: somebody came without pressing anything: Someone's here ends the asking", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.clicks("Someone's here");
  await ana.sees("Someone is with you.");
  await sam.sees("Someone is with Ana");
  await priya.losesButton("I've got it");
  await world().timePasses(60);
  expect(dana.rings()).toEqual([]);
});

test("E6: halfway the taker is asked whether they are still going; then it lapses and goes on", async () => {
  const { ana, sam, dana } = world();
  await taken();
  await world().timePasses(30);
  await sam.sees("Still going to Ana?");
  expect(sam.rings()).toEqual([page, page]);
  await world().timePasses(30);
  await ana.hears("Sam is not there yet. Asking Dana, Priya and Sam now.");
  await dana.hears(page);
  // Late is not never: whoever was asked again may take it again.
  await sam.clicks("I've got it");
  await world().settled();
  expect(ana.rings()).toHaveLength(4);
  await dana.sees("Sam has it");
});

test("E6: with the agent for 30 minutes and nobody said how it ended: closed, outcome not recorded", async () => {
  const { ana, sam } = world();
  await taken();
  await sam.clicks("I'm with Ana");
  await world().timePasses(30 * 60);
  await ana.sees(
    "Closed. Sam came within a minute.",
    "Nobody said how it ended, so it was closed after 30 minutes.",
  );
  await sam.sees("Nobody said how it ended.", "How did it end? Only if you like.");
});

test("E7: Pass on goes on at once, without blame, and is not asked again that round", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await sam.clicks("Pass on");
  await dana.hears(page);
  await sam.sees("You passed this on");
  await ana.sees("Asking Dana and Priya.");
  await world().settled();
  expect(sam.rings()).toEqual([page]);
  expect(ana.screen()).not.toContain("passed");
  expect(priya.screen()).not.toContain("Sam");
  // A new round asks everybody again.
  await world().timePasses(30);
  expect(sam.rings()).toEqual([page, page]);
});

test("E7: Give to asks a colleague by name; until they take it, it stays where it is", async () => {
  const { ana, sam, priya, dana } = world();
  await taken();
  const form = await sam.opens("Give to…");
  expect(form.words).toContain("Until they take it, it is yours.");
  expect(await sam.choices("to")).toEqual(["Dana Fox", "Priya Nair"]);
  await sam.submits({ to: await sam.choice("to", "Dana Fox") });
  await dana.hears(page);
  await dana.sees("Sam would like you to take this. Until you do, Sam has it.");
  await sam.sees("We asked Dana to take it. Until then it is yours.");
  await ana.sees("Sam has it.", "Asking Dana too.");
  expect(priya.last().buttons).toEqual([]);
  await dana.clicks("I've got it");
  await ana.hears("Dana has it.");
  await sam.sees("Dana has it");
  expect(ana.rings()).toEqual(["Asking Priya and Sam.", "Sam has it.", "Dana has it."]);
});

test("E7: a colleague who passes on leaves it with whoever has it, and that one reads so", async () => {
  const { ana, sam, dana } = world();
  await taken();
  await sam.opens("Give to…");
  await sam.submits({ to: await sam.choice("to", "Dana Fox") });
  await dana.clicks("Pass on");
  await sam.sees("Dana did not take it. It is still yours.");
  await world().settled();
  expect(ana.rings()).toEqual(["Asking Priya and Sam.", "Sam has it."]);
});

test("E7: Done closes at once; the outcome is asked afterwards, of whoever had it, and never required", async () => {
  const { ana, sam, priya } = world();
  await taken();
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.sees("Closed. Sam came within a minute.", "Thank you for asking for help.");
  await priya.sees("Closed");
  expect(priya.last().buttons).toEqual([]);
  await sam.sees("How did it end? Only if you like.");
  await sam.clicks("Could have been a question");
  await sam.sees("Noted: Could have been a question.", "Thank you.");
  await world().settled();
  expect(sam.messages().filter((m) => m.ephemeral)).toEqual([]);
  expect(ana.rings()).toEqual(["Asking Priya and Sam.", "Sam has it."]);
});

test("E7: Call ended and Don't need help end it and ask nothing; nobody there counts as unassisted", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.clicks("Call ended");
  await ana.sees("Closed. Nobody came. That is our fault, not yours.");
  await sam.sees("Ana says the call has ended.");
  await sam.losesButton("I've got it");
  expect(await unassisted()).toEqual([["resolved", "call-ended", false, null]]);
  expect(ana.client.dialog()).toBeUndefined();

  await ana.types("/escalate");
  await ana.clicks("Don't need help");
  await ana.sees("Closed. You said that you do not need help any more.", "type ");
  await sam.sees("Ana does not need help any more.");
  expect(await unassisted()).toContainEqual(["withdrawn", null, false, true]);
});

test("E7: Call ended while somebody is on the way says so, and never that nobody came", async () => {
  const { ana, sam } = world();
  await taken();
  await ana.clicks("Call ended");
  await ana.sees("Closed. Sam was on the way.");
  await world().settled();
  expect(ana.card().words).not.toContain("Nobody came");
  expect(await unassisted()).toEqual([["resolved", "call-ended", false, null]]);

  // Who could not come after all did not come.
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("Give back");
  await ana.hears("Sam can't come after all. Asking Dana and Priya now.");
  await ana.clicks("Call ended");
  await ana.sees("Closed. Nobody came. That is our fault, not yours.");
});

test("E7: withdrawn after a minute with nobody there is counted; with somebody there it is not", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await world().timePasses(61);
  await ana.clicks("Don't need help");
  expect(await unassisted()).toEqual([["withdrawn", null, false, false]]);

  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.");
  await ana.clicks("Call ended");
  await ana.sees("Closed.");
  expect(await unassisted()).toContainEqual(["resolved", "call-ended", true, null]);
});
