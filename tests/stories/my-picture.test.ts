import { expect, test } from "vitest";
import { asking } from "../support/checkins.ts";
import { stories } from "../support/stories.ts";
import type { Somebody } from "../support/person.ts";

/* My own answers as a small picture over time, for my eyes alone (docs/features.md K6). */

const world = stories({ file: asking });

async function answers(who: Somebody, energy: string, strain: string): Promise<void> {
  await who.types("/checkin");
  await who.opens("Check in");
  await who.submits({ energy, strain, help: "mostly" });
  await who.isAnswered("Saved.");
  await who.closesDialogs();
}

async function opensPicture(who: Somebody): Promise<void> {
  await who.types("/checkin");
  await who.opens("My answers");
}

test("K6: a few weeks as bars with their numbers, in a dialog and never in the chat", async () => {
  const { ana, ben } = world();
  await world().becomes("Mon", "10:00");
  await answers(ana, "2", "4");
  await world().becomes("Mon", "10:00");
  await answers(ana, "4", "1");
  await answers(ben, "5", "5");
  await opensPicture(ana);
  const { words } = await ana.dialog();
  expect(words).toContain("Shown only to you, in this window.");
  expect(words).toMatch(
    /Battery: 5 is full\n\d+ \w+: 2 ■■□□□\n\d+ \w+: 4 ■■■■□\nWeight of calls: 5 is most\n\d+ \w+: 4 ■■■■□\n\d+ \w+: 1 ■□□□□/,
  );
  expect(words).toMatch(/was it there\?\n\d+ \w+: mostly\n\d+ \w+: mostly/);
  // Ben's are his.
  expect(words).not.toContain("■■■■■");
  expect(world().sent()).not.toContain("■");
  expect(JSON.stringify(ana.messages())).not.toContain("■");
});

test("K6: before the first answer, and after erasing, it says so", async () => {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.clicks("My answers");
  await ana.isAnswered("None of your answers are kept right now.");
});
