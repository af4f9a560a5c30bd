import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type World, openWorld } from "../world/story.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => world.startAfresh());
afterAll(() => world.stop());

test("E1, E2, E3: a bare /escalate pages the team's supervisors, and the first press wins", async () => {
  const { ana, sam, priya, dana } = world;
  await ana.types("/escalate");
  await ana.sees("Asking Priya and Sam.");
  await sam.hears("Ana needs help now. Billing, phone.");
  await priya.hears("Ana needs help now. Billing, phone.");
  expect(dana.rings()).toEqual([]);

  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await priya.sees("Sam has it");
  await priya.losesButton("I've got it");
  expect(priya.rings()).toHaveLength(1);

  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.");
  await sam.clicks("Done");
  await sam.sees("How did it end?");
  await ana.sees("Closed. Thank you.");
});

test("E4: silence asks the next step by itself, and the earlier card stays pressable", async () => {
  const { ana, sam, dana, priya } = world;
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  await world.timePasses(20);
  await dana.hears("Ana needs help now. Billing, phone.");
  expect(sam.rings()).toHaveLength(2);
  await priya.clicks("I've got it");
  await ana.hears("Priya has it.");
  await dana.sees("Priya has it");
});

test("E5: nobody answering ends honestly, and can still be taken", async () => {
  const { ana, dana } = world;
  await ana.types("/escalate");
  for (const wait of [20, 30, 20, 30]) await world.timePasses(wait);
  await ana.hears("No answer.");
  await ana.sees("you may end the call", "5000");
  await dana.clicks("I've got it");
  await ana.hears("Dana has it.");
});
