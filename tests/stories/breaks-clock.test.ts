import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

/* A break is so many minutes, whatever the clock on the wall does meanwhile, and whoever keeps it is restarted. */

/** In Cairo the clock springs at midnight itself: on 30 April 2027, 00:00 is 01:00 at once (22:00Z the day before). */
const world = stories({
  people: [
    { account: "U0ANA", name: "ana", email: "ana@acme.test", tz: "Africa/Cairo", locale: "en-GB" },
  ],
});
const over = "Your break time is over. Come back when you are ready.";

/** Pushes the clock to an instant that is still to come. */
async function comes(instant: string) {
  const [rows = []] = await world().app.db.sweep(
    `select extract(epoch from timestamptz '${instant}' - handrail.now()) as seconds`,
  );
  await world().timePasses(Number(rows[0]?.["seconds"]));
}

test("a restart, midnight and a spring forward in one break: ten minutes are ten minutes, and the card says the right time", async () => {
  const { ana, sam } = world();
  await comes("2027-04-29 21:55Z");
  await ana.types("/break 10");
  await ana.sees("Now. Back about 01:05.");
  await world().restart();
  await world().timePasses(5 * 60);
  // Past midnight, and past the hour that is not there: still away for everybody.
  await sam.opensHome();
  await sam.untilHome("Ana, away, back about");
  await world().timePasses(5 * 60 - 10);
  expect(ana.rings()).not.toContain(over);
  await world().timePasses(11);
  await ana.hears(over);
  await ana.sees(over);
});

test("an hour that comes twice: the break ends in the second one, ten minutes after it began, also after a restart", async () => {
  const { ben } = world();
  // In London 01:55 in summer time; five minutes later it is 01:00 again.
  await comes("2027-10-31 00:55Z");
  await ben.types("/break 10");
  await ben.sees("Now. Back about 01:05.");
  await world().timePasses(6 * 60);
  await world().restart();
  await ben.clicks("+10 min");
  await ben.sees("Back about 01:15.");
  await world().timePasses(13 * 60 + 50);
  expect(ben.rings()).not.toContain(over);
  await world().timePasses(11);
  await ben.hears(over);
});

test("stopped at the very moment it ends: the nudge comes once, and who says nothing is back by themselves", async () => {
  const { ana, sam } = world();
  await ana.types("/break 5");
  await ana.sees("Now. Back about");
  await sam.opensHome();
  await sam.untilHome("Ana, away, back about");
  await world().settled();
  await world().app.db.pushClock(5 * 60 + 1);
  await world().restart();
  await world().settled();
  await ana.hears(over);
  expect(ana.rings().filter((text) => text === over)).toHaveLength(1);
  await world().timePasses(10 * 60 + 1);
  await ana.sees("This break is closed.");
  await sam.client.until(
    () => !sam.home().words.includes("Ana, away"),
    "Ana is back on Sam's home page",
  );
});
