import { afterAll, expect, test } from "vitest";
import { rosterIn, tableOf, withHours } from "../support/shifts.ts";
import { stories } from "../support/stories.ts";

/* P1: the roster from a file. Sam and Priya run Billing, which is open on weekdays from 8 to 20. */

const csv = rosterIn("shifts.csv");
const world = stories({ file: withHours });
afterAll(() => csv.remove());
const page = "Ana needs help now. Billing, phone.";

async function rosters(...shifts: Parameters<typeof tableOf>[1][]) {
  csv.write(await tableOf(world(), ...shifts));
  await world().reload(csv.file);
}

test("P1: a file of shifts says who is asked, within the hours and outside them", async () => {
  const { ana, sam, priya } = world();
  await world().becomes("Mon", "07:00");
  await rosters(
    ["sam", 0, "06:00", "12:00"],
    ["priya", 0, "12:00", "22:00"],
    ["sam", 1, "09:00", "10:00"],
  );
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.sees("Asking Sam.");
  await ana.clicks("Don't need help");
  await world().becomes("Mon", "21:00");
  await ana.types("/escalate");
  await priya.hears(page);
  await ana.sees("Asking Priya.");
  await ana.clicks("Don't need help");
  // A day without a shift of hers, and open: the roster covers it.
  await world().becomes("Tue", "11:00");
  await ana.types("/escalate");
  await ana.sees("Asking Dana.");
  // Ana has no shift in it, so the hours of her team count for her.
  await ana.types("/shift");
  await ana.isTold("You are on shift until 20:00.");
});

test("P1: what they say with /shift wins while it lasts, and /shift says when a shift ends", async () => {
  const { ana, sam, priya } = world();
  await world().becomes("Mon", "07:00");
  await rosters(["sam", 0, "06:00", "12:00"], ["priya", 0, "12:00", "22:05"]);
  await sam.types("/shift");
  await sam.isTold("You are on shift until 12:00.");
  await sam.types("/shift off");
  await priya.types("/shift on");
  await ana.types("/escalate");
  await priya.hears(page);
  await ana.sees("Asking Priya.");
  expect(sam.rings()).not.toContain(page);
  await ana.clicks("Don't need help");
  await world().becomes("Mon", "18:00");
  await ana.types("/escalate");
  await ana.sees("Asking Priya.");
  // What is shown goes by the clock's last tick, which comes within a second or two.
  const told = async () => {
    await priya.types("/shift");
    return (await priya.isTold("You are on shift until")).words;
  };
  await expect.poll(told, { interval: 1_000 }).toContain("22:05");
});

test("P1: the file is followed as it changes; one that is no roster changes nothing; without one the hours count again", async () => {
  const { ana, sam, priya } = world();
  await world().becomes("Mon", "09:00");
  await rosters(["sam", 0, "08:00", "18:00"], ["priya", 1, "08:00", "18:00"]);
  await priya.types("/shift");
  await priya.isTold("You are off shift.");
  // Nobody says so: it is looked at every few seconds.
  const revision = async () =>
    (await world().app.parts.directory.organisation("acme")).roster.revision;
  const before = await revision();
  csv.write(await tableOf(world(), ["priya", 0, "08:00", "18:00"], ["sam", 1, "08:00", "18:00"]));
  await expect.poll(revision, { timeout: 30_000, interval: 500 }).toBeGreaterThan(before);
  await priya.types("/shift");
  await priya.isTold("You are on shift until 18:00.");
  await sam.types("/shift");
  await sam.isTold("You are off shift.");

  csv.write("<html>Please sign in</html>");
  await world().reload(csv.file);
  await ana.types("/escalate");
  await priya.hears(page);
  await ana.sees("Asking Priya.");
  await ana.clicks("Don't need help");

  await world().reload(withHours);
  await sam.types("/shift");
  await sam.isTold("You are on shift until 20:00.");
});
