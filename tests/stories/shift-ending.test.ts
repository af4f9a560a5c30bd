import { expect, test } from "vitest";
import { withHours } from "../support/shifts.ts";
import { stories } from "../support/stories.ts";

/* P1: what is open when a shift ends. Billing is open on weekdays from 8 to 20. */

const world = stories({ file: withHours });

test("P1: shortly before a shift ends, its promises due after it can be given away", async () => {
  const { ana, ben } = world();
  await world().becomes("Mon", "10:00");
  await ana.types("/promise tomorrow 09:00 refund");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await ana.types("/promise 16:00 parcel");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await world().becomes("Mon", "19:40");
  expect(ana.screen()).not.toContain("Your shift ends");
  await world().becomes("Mon", "19:46");
  const card = await ana.sees(
    "Your shift ends at 20:00, and a promise is open",
    "A call at 09:00.",
  );
  expect([card.words.includes("16:00"), card.words.includes("refund")]).toEqual([false, false]);
  await ana.opens("Give 09:00…");
  await ana.submits({ to: await ana.choice("to", "Ben Okafor") });
  await ana.isAnswered("Ben has it now");
  await ana.closesDialogs();
  await ben.sees("Ana promised it.");
  await ana.sees("Nothing is left open after your shift");
});

test("P1: nothing comes where the shift ends with nothing due after it", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await ana.types("/promise 16:00 parcel");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await world().becomes("Mon", "15:40");
  await ana.clicks("Called");
  await world().becomes("Mon", "19:50");
  expect(ana.screen()).not.toContain("Your shift ends");
});
