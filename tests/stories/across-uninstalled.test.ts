import { expect, test } from "vitest";
import { stories } from "../world/stories.ts";

/* Slack removes the app while somebody there is asked: supervisors in Teams are asked instead. */

const world = stories({
  lives: {
    ana: ["teams"],
    ben: ["teams"],
    carla: ["teams"],
    sam: ["slack"],
    priya: ["slack"],
    dana: ["teams"],
  },
});

test("38: those asked on Slack alone are asked no longer, and at once somebody in Teams is", async () => {
  const { ana, sam, dana, slack } = world();
  const page = "Ana needs help now. Billing, phone.";
  await ana.types("escalate");
  await sam.hears(page);
  expect(dana.rings()).toEqual([]);
  await world().settled();
  world().isInstalled(false);
  for (const type of ["app_uninstalled", "tokens_revoked"]) await slack.event({ type });
  // Without any step falling due: no time is pushed here.
  await dana.hears(page);
  await dana.clicks("I've got it");
  await ana.hears("Dana has it.");
  world().isInstalled(true);
});
