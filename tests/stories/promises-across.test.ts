import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

/** Ana is on Slack; Ben and Priya in Teams; Sam on both. */
const world = stories({
  lives: { ana: ["slack"], ben: ["teams"], priya: ["teams"], sam: ["slack", "teams"] },
});
const due = "A promise is due at 15:00.";

test("A2: promised on Slack, called in Teams while its holder is in a break, and late on both", async () => {
  const { ana, ben, sam, priya } = world();
  await world().becomes("Mon", "10:00");
  await ana.types("/promise today 15:00 refund #4821");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await world().becomes("Mon", "14:55");
  await ana.hears(due);
  await ana.types("/break 30");
  await ana.sees("Now. Back about");
  await world().becomes("Mon", "15:00");
  await ben.hears(due);
  await world().becomes("Mon", "15:10");
  await priya.hears(due);
  await sam.hears(due);
  const samInTeams = world().on("teams", "sam");
  await samInTeams.sees("A promised call is late", "Ana has it.");
  await ben.clicks("I'll take it");
  await ben.sees("About: refund #4821", "Ana promised it.");
  for (const one of [sam, samInTeams, priya]) {
    await one.sees("Ben has this call now");
    await one.losesButton("I'll take it");
  }
  await ana.sees("Ben has this call now");
  await ben.opens("Give to…");
  await ben.submits({ to: await ben.choice("to", "Ana Silva") });
  await ana.sees("Please call now: promised for 15:00", "About: refund #4821");
  await ben.closesDialogs();
  await ana.clicks("Called, not fixed");
  await ana.isTold("It is not done yet.");
  await ben.sees("Called at 15:10, not fixed yet");
  expect(ben.card().words).not.toContain("4821");
});
