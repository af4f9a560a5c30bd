import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

/** Ana and Priya are on Slack; Ben, Carla and Dana in Teams; Sam on both. */
const world = stories({
  file: organisationFile
    .replace(
      "agents: [ana@acme.test, ben@acme.test]",
      "agents: [ana@acme.test, ben@acme.test, carla@acme.test]",
    )
    .replace(/agents: \[carla@acme.test\]\n$/, "agents: []\n"),
  lives: {
    ana: ["slack"],
    priya: ["slack"],
    ben: ["teams"],
    carla: ["teams"],
    dana: ["teams"],
    sam: ["teams", "slack"],
  },
});

test("J1: a danger on Slack with a partner in Teams: both are offered a break, cover is asked for on both, and whoever covers does it from either", async () => {
  const { ana, ben, sam, priya } = world();
  await ben.types("/break 30");
  await ben.sees("Now. Back about");
  await ana.types("/escalate");
  await ana.clicks("Danger");
  await sam.clicks("I've got it");
  await ana.sees("Sam has it.");
  await ana.clicks("Call ended");
  await sam.sees("Would a break be good?");
  await ana.sees("Would a break be good?");

  await ana.clicks("Start 20 min");
  await priya.hears("Cover needed while Ana is away.");
  await sam.sees("Ana, away, back about");
  await world().on("slack", "sam").sees("Ana, away, back about");
  await world().settled();
  // Sam was in it; Priya reads who and until when.
  const cover = priya.messages().find((m) => m.summary === "Cover needed while Ana is away.");
  expect(cover?.words).not.toMatch(/danger|abuse|call|offer/i);
});

test("B2: somebody in Teams waits, a supervisor on Slack makes room, and the one in Teams loses the button", async () => {
  const { ana, ben, sam, priya } = world();
  await ana.types("/break 30");
  await ana.sees("Now. Back about");
  await ben.types("/break 20");
  await ben.sees("You are next.");
  await world().timePasses(15 * 60 + 1);
  await sam.hears("Cover needed: Ben waits for a break.");
  await priya.clicks("Make room");
  await sam.losesButton("Make room");
  await ben.sees("Now. Back about");
  await sam.sees("Priya made room for Ben.");
});

test("B4: the board of somebody on both is current on both", async () => {
  const { ana, sam, priya } = world();
  await priya.opensHome();
  await priya.clicksAtHome("Show the board");
  const samOnSlack = world().on("slack", "sam");
  await samOnSlack.opensHome();
  await samOnSlack.clicksAtHome("Show the board");
  await world().settled();
  await ana.types("/break 20");
  for (const watcher of [priya, sam, samOnSlack])
    await watcher.sees("Now: Billing", "Ana, away, back about");
  await ana.clicks("I'm back");
  await world().settled();
  for (const watcher of [priya, sam, samOnSlack])
    expect(watcher.messages().findLast((m) => m.summary === "Now: Billing")?.words).toContain(
      "Nobody is away",
    );
});
