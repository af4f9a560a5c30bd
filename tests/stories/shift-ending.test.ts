import { expect, test } from "vitest";
import { withHours } from "../support/shifts.ts";
import { stories } from "../support/stories.ts";

/* P1: what is open when a shift ends. Billing is open on weekdays from 8 to 20. */

const world = stories({ file: withHours });
const page = "Ana needs help now. Billing, phone.";
const hasOpen = "Your shift ends at 20:00. This is open";

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
  const card = await ana.sees(hasOpen, "A call at 09:00.");
  expect([card.words.includes("16:00"), card.words.includes("refund")]).toEqual([false, false]);
  await ana.opens("Give 09:00…");
  await ana.submits({ to: await ana.choice("to", "Ben Okafor") });
  await ana.isAnswered("Ben has it now");
  await ana.closesDialogs();
  await ben.sees("Ana promised it.");
  await ana.sees("Nothing is left open after your shift");
  // Who has it reads it as their next shift begins, and nobody else is told anything then.
  await world().becomes("Mon", "20:01");
  await world().becomes("Tue", "08:00");
  await ben.sees("Open as your shift begins", "Ana promised a call at 09:00, and you have it.");
  expect(ana.screen()).not.toContain("Open as your shift begins");
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

test("P1: who has a request gives it away before their shift ends, or keeps it", async () => {
  const { ana, ben, sam, priya } = world();
  await world().becomes("Mon", "19:40");
  await ana.types("/escalate");
  await sam.hears(page);
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you");
  await world().becomes("Mon", "19:46");
  const card = await sam.sees(hasOpen, "You have the request of Ana, since 19:40.");
  expect(card.buttons).toEqual(["Give Ana…", "Keep it"]);
  expect([ana.screen(), priya.screen()].join()).not.toContain("Your shift ends");
  await sam.clicks("Keep it");
  await sam.isTold("Good. It stays yours.");
  await sam.sees("This stays yours", "You have the request of Ana");
  // The call goes on after the shift: nothing is torn away, and nobody is told twice.
  const rings = sam.rings().length;
  await world().becomes("Mon", "20:05");
  await sam.sees("This stays yours");
  expect(sam.rings().length).toBe(rings);
  await sam.clicks("Done");
  await sam.sees("Nothing is left open after your shift");
  expect(ben.screen()).not.toContain("Ana");
});

test("P1: who goes early reads at once what is still theirs, and who begins reads who has whom", async () => {
  const { ana, sam, priya, dana } = world();
  await world().becomes("Mon", "10:00");
  await priya.types("/shift off");
  await priya.isTold("You are off shift.");
  await ana.types("/escalate");
  await sam.hears(page);
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you");
  await sam.types("/shift off");
  await sam.sees("Your shift ended at 10:00. This is still yours", "You have the request of Ana");
  await priya.types("/shift on");
  await priya.sees("Open as your shift begins", "Sam has Ana's request of 10:00.");
  expect(dana.screen()).not.toContain("Ana");
  await sam.opens("Give Ana…");
  await sam.submits({ to: await sam.choice("to", "Priya Nair") });
  await sam.closesDialogs();
  await priya.clicks("I've got it");
  await sam.sees("Nothing is left open after your shift");
  await priya.sees("Your shift has begun");
});

test("P1: who comes on shift takes who waits; where nothing is open they read nothing", async () => {
  const { ana, sam, priya } = world();
  await world().becomes("Mon", "07:50");
  await ana.types("/escalate");
  await ana.sees("Nobody is on shift right now");
  await world().becomes("Mon", "08:00");
  const card = await sam.sees("Open as your shift begins", "Ana asks since 07:50: no answer yet.");
  expect(card.buttons).toEqual(["I've got it: Ana", "Show the board"]);
  await priya.sees("Open as your shift begins");
  await sam.clicks("I've got it: Ana");
  await ana.sees("Sam has it");
  await priya.sees("Sam has Ana's request of 07:50.");
  await sam.sees("Your shift has begun");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await priya.sees("Your shift has begun");
  await world().becomes("Tue", "08:10");
  expect(sam.messages().filter(({ words }) => words.includes("Open as your"))).toEqual([]);
});

test("P1: a break that did not come in time ends with thanks, and the queue goes on without it", async () => {
  const { ana, ben, sam } = world();
  await world().becomes("Mon", "19:30");
  await ben.types("/break 30");
  await ben.sees("Back about 20:00");
  await ana.types("/break 20");
  await ana.sees("Your break starts about");
  await ben.clicks("+10 min");
  await world().becomes("Mon", "20:01");
  await ana.sees(
    "Your shift is over, and no break came free. We are sorry.",
    "Thank you for today.",
  );
  await ana.sees("This break is closed.");
  // Nobody reads that it did not come, and nobody is asked for cover any more.
  expect(sam.screen()).not.toContain("no break came free");
  await expect.poll(() => sam.screen()).not.toContain("Ana waits for a break");
});
