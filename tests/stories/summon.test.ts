import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Ana needs help now. Billing, phone.";

test("E1, E2: a bare /escalate is complete: the page leaves, no form opens, and the answer says who was asked", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await ana.isTold("Asking Priya and Sam.", "One minute.");
  await sam.hears(page);
  await priya.hears(page);
  expect(ana.client.dialog()).toBeUndefined();
  expect(dana.rings()).toEqual([]);
});

test("E1: words, whatever they are, only add context: they summon all the same", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate help");
  await sam.hears(page);
  expect((await sam.opens("Show what Ana wrote")).words).toContain("help");
});

test("E1: the same press within 10 s is one request; later it asks the next step now", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.types("/escalate");
  await world().timePasses(5);
  await ana.types("/escalate");
  await world().settled();
  expect(sam.rings()).toEqual([page]);
  expect(dana.rings()).toEqual([]);

  await world().timePasses(11);
  await ana.types("/escalate");
  await ana.isTold("Still trying. 3 people asked.", "Asking Dana, Priya and Sam.");
  await dana.hears(page);
  await world().settled();
  expect([sam.rings(), priya.rings()]).toEqual([
    [page, page],
    [page, page],
  ]);
  expect(await world().requests()).toBe(1);
});

test("E1: pressed again while somebody has it, the taker is told again and the next step starts", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await world().timePasses(15);
  await ana.types("/escalate");
  await ana.isTold("We told Sam again.", "Asking Dana and Priya too.");
  await sam.sees("Ana is asking again");
  expect(sam.rings()).toHaveLength(2);
  await dana.sees("Sam has it, but Ana is asking again.");
  await dana.clicks("I've got it");
  await ana.hears("Dana has it.");
  await sam.sees("Dana has it");
  await priya.losesButton("I've got it");
});

test("E1: when somebody has been there for 15 minutes, the next call is a new request", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await world().timePasses(14 * 60);
  await ana.types("/escalate");
  expect(await world().requests()).toBe(1);
  await world().timePasses(60);
  await ana.types("/escalate");
  expect(await world().requests()).toBe(2);
});

test("E1: an agent on chat opens another customer beside the first; an agent on the phone is not asked", async () => {
  const { ana, carla, dana } = world();
  await carla.types("/escalate");
  await dana.hears("Carla needs help now. Deliveries, chat.");
  await world().timePasses(11);
  await carla.clicks("Another customer");
  await world().settled();
  expect(dana.rings()).toEqual([
    "Carla needs help now. Deliveries, chat.",
    "Carla needs help now. Deliveries, chat.",
  ]);
  expect(await world().requests()).toBe(2);

  await dana.clicks("I've got it");
  await carla.hears("Dana has it.");
  expect(dana.messages().filter((m) => m.buttons.includes("I've got it"))).toHaveLength(1);

  await ana.types("/escalate");
  await ana.isTold("Asking");
  await world().settled();
  const buttons = ana.messages().flatMap((m) => m.buttons);
  expect(buttons).toContain("Don't need help");
  expect(buttons).not.toContain("Another customer");
});

test("E2: taken, lost and no answer ring; everything else edits what is there", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await ana.hears("Asking Priya and Sam.");
  await world().timePasses(20);
  await ana.sees("Asking Dana, Priya and Sam.");
  expect(ana.rings()).toEqual(["Asking Priya and Sam."]);

  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await sam.clicks("Give back");
  await ana.hears("Sam can't come after all. Asking Priya now.");
  await world().timePasses(20);
  await world().timePasses(30);
  await ana.hears("No answer.");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.");
  await sam.clicks("Done");
  await ana.sees("Closed.");
  expect(ana.rings()).toEqual([
    "Asking Priya and Sam.",
    "Sam has it.",
    "Sam can't come after all. Asking Priya now.",
    "No answer.",
    "Sam has it.",
  ]);
  // One message that stands for now; the earlier ones point to it.
  await world().settled();
  expect(ana.messages().filter((m) => !m.ephemeral)).toHaveLength(1);
});

test("E2: the agent's message says since when, in which round, and who is asked next and when", async () => {
  const { ana, sam } = world();
  await world().becomes("Tue", "10:00");
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.sees("You asked at 10:00.", "Then we ask the supervisors of all teams");
  await world().timePasses(20);
  await ana.sees("Then we ask the supervisors of your team");
  await world().timePasses(30);
  await ana.sees(
    "You asked at 10:00. This is the second round.",
    "Then we ask the supervisors of all teams",
  );
  await world().timePasses(20);
  await ana.sees("second round.", "If nobody takes it, we tell you here");
  await sam.clicks("I've got it");
  await ana.sees(
    "You asked at 10:00. Sam took it at 10:01 and is on the way.",
    "If Sam is not there by",
  );
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.", "You asked at 10:00. Sam came at 10:01.");
});
