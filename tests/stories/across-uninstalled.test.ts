import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

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
  // On a busy machine Teams' signing keys come late, and until then nothing of Teams is believed.
  await expect
    .poll(async () => (await ana.types("help"), ana.messages().length), { timeout: 20_000 })
    .toBeGreaterThan(0);
  await ana.types("escalate");
  await ana.sees("Asking ");
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
