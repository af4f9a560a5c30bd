import { test } from "vitest";
import { badDay, badDayFile } from "../support/bad-day.ts";
import { stories } from "../support/stories.ts";

const world = stories({ file: badDayFile });

test("J1: a bad day: danger, help, note, promise, break, talk, one question, and the call the next morning; nothing is typed twice", async () => {
  await badDay(world);
});
