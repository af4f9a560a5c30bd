import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

/** Dana watches adherence for Billing, besides running Deliveries; Ana, Ben and Carla answer one queue. */
const world = stories({
  file: organisationFile
    .replace(
      "agents: [ana@acme.test, ben@acme.test]",
      "agents: [ana@acme.test, ben@acme.test, carla@acme.test]",
    )
    .replace(
      "join_within: 60s",
      "join_within: 60s\n    breaks: { real_time_desk: [dana@acme.test] }",
    )
    .replace(/agents: \[carla@acme.test\]\n$/, "agents: []\n"),
});
const lines = () =>
  world()
    .dana.messages()
    .map(({ words }) => words.replace(/^\W+/, ""));

test("B4: the real-time desk reads who is away until when, excused; +10 moves it in place, and the end leaves no name", async () => {
  const { ana, dana } = world();
  await world().becomes("Tue", "14:00");
  await ana.types("/break 20");
  await dana.hears("Ana, away until 14:20, excused.");
  await ana.clicks("+10 min");
  await dana.sees("Ana, away until 14:30, excused.");
  expect(dana.rings()).toHaveLength(1);
  expect(dana.card().buttons).toEqual([]);
  await ana.clicks("I'm back");
  await dana.sees("This absence is over.");
  expect(dana.screen()).not.toContain("Ana");
});

test("B4: after abuse or a danger the line is the same: nobody at the desk can tell one break from another", async () => {
  const { ana, ben } = world();
  await world().becomes("Tue", "14:00");
  await ben.types("/break 20");
  await world().settled();
  const plain = lines();
  await ben.clicks("I'm back");
  await ana.types("/escalate");
  await ana.clicks("Danger");
  await ana.clicks("Call ended");
  await ana.clicks("Start 20 min");
  await world().settled();
  expect(lines().at(-1)).toBe(plain[0]?.replace("Ben", "Ana"));
});

test("B2, B4: five minutes for somebody who waits are excused too; who only waits, or is offered a break, is not named", async () => {
  const { ana, ben, carla, dana } = world();
  await world().becomes("Tue", "14:00");
  await ben.types("/break 30");
  await dana.sees("Ben, away until 14:30, excused.");
  await carla.types("/break 20");
  await carla.isTold("Your break starts about");
  await ana.types("/escalate");
  await ana.answers("Say why", "Abuse: shouting or insults");
  await ana.clicks("Call ended");
  await ana.sees("Would a break be good?");
  await world().settled();
  expect(dana.screen()).not.toMatch(/Carla, away|Ana, away/);
  await ana.clicks("Start 20 min");
  await dana.sees("Ana, away until 14:05, excused.");
  await world().timePasses(5 * 60 + 1);
  await world().settled();
  expect(dana.screen()).not.toContain("Ana, away");
});

test("B6: a desk that is in a break itself is not told", async () => {
  const { ana, dana } = world();
  await dana.types("/break 30");
  await dana.sees("Now. Back about");
  await world().settled();
  const rung = dana.rings().length;
  await ana.types("/break 5");
  await ana.sees("Now. Back about");
  await world().settled();
  expect(dana.rings()).toHaveLength(rung);
  expect(dana.screen()).not.toContain("Ana");
});
