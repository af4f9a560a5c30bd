import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

/** Returns' own supervisor works one minute a week, so its first step is empty. */
const world = stories({
  file: organisationFile.replace(
    "teams:\n",
    `  noor@acme.test: { name: Noor Haddad, accounts: { slack: U0NOOR } }
  eli@acme.test: { name: Eli Stone, channel: phone, accounts: { slack: U0ELI } }
teams:
  Returns:
    hours: "Mon 00:00-00:01"
    supervisors: [noor@acme.test]
    agents: [eli@acme.test]
    escalation:
      steps:
        - { notify: supervisors, timeout: 20s }
        - { notify: [dana@acme.test], timeout: 30s }
        - { notify: everyone, timeout: 40s }
      repeat: 0
`,
  ),
  people: [
    { account: "U0NOOR", name: "noor", email: "noor@acme.test" },
    { account: "U0ELI", name: "eli", email: "eli@acme.test" },
  ],
});
const page = "Ana needs help now. Billing, phone.";

test("E3: the first press wins everywhere; every other card loses its button and names the winner", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await world().timePasses(20);
  await dana.hears(page);
  await Promise.all([
    sam.clicks("I've got it"),
    priya.clicks("I've got it"),
    dana.clicks("I've got it"),
  ]);
  await world().settled();
  const [winner] = [sam, priya, dana].filter((one) => one.last().buttons.includes("I'm with Ana"));
  const losers = [sam, priya, dana].filter((one) => one !== winner);
  const name = winner?.name.replace(/^./, (letter) => letter.toUpperCase());
  expect(losers).toHaveLength(2);
  for (const loser of losers) {
    await loser.losesButton("I've got it");
    await loser.isTold(`${name} has it already.`);
    expect(loser.messages().findLast((m) => !m.ephemeral)?.words).toContain(`${name} has it`);
  }
  await ana.hears(`${name} has it.`);
  expect(ana.rings()).toHaveLength(2);
});

test("E3: given back before being there, the next step starts at once and the agent reads who is asked", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("Give back");
  await ana.hears("Sam can't come after all. Asking Dana and Priya now.");
  await dana.hears(page);
  await world().settled();
  expect(sam.rings()).toEqual([page]);
  expect(priya.rings()).toEqual([page, page]);
  // Once with the agent there is nothing to give back.
  await dana.clicks("I've got it");
  await dana.clicks("I'm with Ana");
  await dana.sees("You are with Ana");
  expect(dana.last().buttons).not.toContain("Give back");
  // Only who had it last is asked how it ended.
  await dana.clicks("Done");
  await dana.sees("How did it end?");
  await sam.sees("Closed");
  expect(sam.screen()).not.toContain("How did it end?");
});

test("E4: each step and each round is a new message in place of the earlier card; any of them can be pressed", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await world().timePasses(20);
  await world().timePasses(30);
  await world().timePasses(20);
  await world().settled();
  expect(sam.rings()).toHaveLength(4);
  expect(dana.rings()).toHaveLength(2);
  for (const one of [sam, priya, dana]) expect(one.messages()).toHaveLength(1);
  await priya.clicks("I've got it");
  await ana.hears("Priya has it.");
  for (const one of [sam, priya, dana]) await one.losesButton("I've got it");
});

test("E4: a step with nobody reachable is skipped at once, and the timeline says so", async () => {
  const { dana } = world();
  const eli = world().somebody("U0ELI");
  const noor = world().somebody("U0NOOR");
  await world().becomes("Tue", "10:00");
  await eli.types("/escalate");
  await dana.hears("Eli needs help now. Returns, phone.");
  await eli.isTold("Asking Dana.");
  expect(noor.rings()).toEqual([]);
  await dana.clicks("I've got it");
  await dana.clicks("Done");
  expect((await eli.opens("Timeline")).words).toMatch(
    /Step 1 skipped, nobody was there, \d\d:\d\d:\d\d\nAsked Dana, \d\d:\d\d:\d\d/,
  );
  await eli.closesDialog();
});

test("E5: when the rounds are used up it says so in a new message, with what the agent may do, and can still be taken", async () => {
  const { ana, sam, dana } = world();
  await ana.types("/escalate");
  for (const wait of [20, 30, 20, 30]) await world().timePasses(wait);
  await ana.hears("No answer.");
  await ana.sees(
    "If you are being abused, you may end the call. Otherwise promise a call-back.",
    "Or call 5000.",
    "Nobody could come. That is our fault, not yours.",
    "Someone may still come. You can ask again at any time.",
  );
  await sam.sees("No answer yet: Ana");
  await dana.clicks("I've got it");
  await ana.hears("Dana has it.");
  await sam.losesButton("I've got it");
});

test("E5: after No answer the agent asks again from the first step", async () => {
  const { ana, sam, dana } = world();
  await ana.types("/escalate");
  for (const wait of [20, 30, 20, 30]) await world().timePasses(wait);
  await ana.hears("No answer.");
  const before = [sam.rings().length, dana.rings().length];
  await ana.types("/escalate");
  await ana.isTold("Still trying. 3 people asked.", "Asking Priya and Sam.");
  await world().settled();
  expect([sam.rings().length, dana.rings().length]).toEqual([(before[0] ?? 0) + 1, before[1]]);
});

test("E5: after No answer one press asks again, as the word does, and is there no longer while somebody is asked", async () => {
  const { ana, sam, dana } = world();
  await ana.types("/escalate");
  for (const wait of [20, 30, 20, 30]) await world().timePasses(wait);
  await ana.hears("No answer.");
  const before = [sam.rings().length, dana.rings().length];
  await ana.clicks("Ask again");
  await ana.isTold("Still trying. 3 people asked.", "Asking Priya and Sam.");
  await world().settled();
  expect([sam.rings().length, dana.rings().length]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  expect(ana.card().buttons).not.toContain("Ask again");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
});

test("E5: left alone after No answer, it closes in half an hour and says whose fault that was not", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  for (const wait of [20, 30, 20, 30]) await world().timePasses(wait);
  await world().timePasses(30 * 60);
  await ana.sees("Closed. Nobody came. That is our fault, not yours.");
  await sam.sees("Nobody came.");
  await sam.losesButton("I've got it");
});
