import { expect, test } from "vitest";
import { told } from "../support/doors.ts";
import { stories } from "../support/stories.ts";

const world = stories();

test("E10, E6: Listening takes it in one press, the agent is rung and reads it, and it is joined", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await priya.sees("Ana needs help now");
  await sam.clicks("Listening");
  await ana.hears("Sam is listening in.");
  await sam.sees("You are with Ana", "You are listening in.");
  await priya.sees("Sam has it");
  await priya.losesButton("I've got it");
  // With the agent: nobody lapses, and nobody else is asked.
  await world().timePasses(300);
  expect(sam.rings()).toHaveLength(1);
  await sam.clicks("Done");
  expect((await ana.opens("Timeline")).words).toMatch(/Sam listens in with Ana, \d\d:\d\d:\d\d/);
  await ana.closesDialogs();
});

test("E10: after taking it, Coaching and Joining change how they are there; the card says it and rings nobody", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  const rung = ana.rings().length;
  await sam.clicks("Coaching");
  await ana.sees("Sam is coaching you.");
  await sam.sees("You are coaching Ana.");
  expect(sam.card().buttons).not.toContain("Coaching");
  await sam.clicks("Joining");
  await ana.sees("Sam is joining you.");
  await world().settled();
  expect(ana.rings()).toHaveLength(rung);
  // An answer from afar is something else, and ends it.
  await sam.clicks("Approve");
  await ana.hears("Sam: yes, approved.");
  await sam.clicks("Listening");
  await ana.sees("Sam is listening in.");
});

test("E10: two at once: the first wins, and the other reads who has it", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await sam.sees("Ana needs help now");
  await priya.sees("Ana needs help now");
  await Promise.all([sam.clicks("Listening"), priya.clicks("Coaching")]);
  await world().settled();
  const won = ana.rings().at(-1) ?? "";
  expect(["Sam is listening in.", "Priya is coaching you."]).toContain(won);
  const [name, other] = won.startsWith("Sam") ? ["Sam", priya] : ["Priya", sam];
  await other.sees(`${name} has it`);
  expect(ana.rings()).toHaveLength(2);
  await other.closesDialogs();
});

test("E10: whoever takes it from the home page, and in a danger whoever has it, may say how they are there", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await ana.clicks("Danger");
  await sam.sees("DANGER: Ana, Billing");
  expect(sam.card().buttons).not.toContain("Listening");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await sam.clicks("Listening");
  await ana.sees("Sam is listening in.");
  await sam.sees("DANGER. You are with Ana", "You are listening in.");
});

test("E10: Call opens a call where the agent is in Teams, and elsewhere the extension is a link that dials", async () => {
  const { ana, sam, dana } = world();
  await ana.types("/escalate");
  await sam.sees("Ana needs help now", "4417");
  const isLink = world().sent(told).includes("tel:4417");
  expect([sam.card().buttons.includes("Call"), isLink]).toEqual(
    told === "teams" ? [true, false] : [false, true],
  );
  await ana.clicks("Danger");
  await sam.clicks("I've got it");
  await dana.clicks("I'll call for help");
  const caller = await dana.sees("You call for help: Ana", "4417");
  expect(caller.buttons.includes("Call")).toBe(told === "teams");
});
