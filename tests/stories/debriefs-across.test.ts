import { expect, test } from "vitest";
import { people } from "../support/debriefs.ts";
import { stories } from "../support/stories.ts";

/** Ana is on Slack, Ben in Teams, Carla on both: nobody has to know where the other is. */
const world = stories({ lives: { ana: ["slack"], ben: ["teams"], carla: ["slack", "teams"] } });
const { willing, wants } = people(world);
const asked = "A colleague would like to talk something through. Can you?";

test("across: somebody on Slack and somebody in Teams find each other", async () => {
  const { ana, ben } = world();
  await willing("ben");
  await wants("ana", "A peer");
  await ben.hears(asked);
  await ben.clicks("Yes, I can");
  await ana.hears("Ben can talk with you now.");
  // He has no extension and no desk: there is an address at least.
  await ana.sees("ben@acme.test");
  await ben.sees("You and Ana", "I don't need the details.");
  // No chat that both could open: where they sit says where to find each other.
  expect(ben.card().buttons).not.toContain("Open chat");
  expect(ben.card().words).toContain("4417");
  await ana.clicks("We're done");
  await ben.clicks("I'd like someone too");
  await ben.hears("Would it help to talk it through?");
});

test("across: asked on both, answered on one: the other card follows; two on one platform can open their chat", async () => {
  const { ana, carla } = world();
  await willing("carla");
  await wants("ana", "A peer");
  await carla.hears(asked);
  await world().on("teams", "carla").hears(asked);
  await world().on("teams", "carla").clicks("Yes, I can");
  expect((await carla.sees("You and Ana")).buttons).toContain("Open chat");
  expect((await ana.sees("Carla can talk with you now.")).buttons).toContain("Open chat");
});
