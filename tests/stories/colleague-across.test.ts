import { test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories({ lives: { ana: ["slack"], ben: ["teams"], sam: ["teams"] } });

test("E15: asked on Slack for a colleague in Teams: told there who asked, and supervisors on both", async () => {
  const { ana, ben, sam, priya } = world();
  await ana.opensHome();
  await ana.clicksAtHome("For a colleague");
  await ana.submits({ for: await ana.choice("for", "Ben Okafor") });
  await ana.isAnswered("Sent for Ben.");
  await ana.closesDialogs();
  await ben.sees("Ana asked for you. All fine? Press Don't need help.");
  for (const supervisor of [sam, priya])
    await supervisor.hears("Ben needs help now. Billing, phone.");
  await ben.clicks("Don't need help");
  await ben.sees("Closed. You said that you do not need help any more.");
});
