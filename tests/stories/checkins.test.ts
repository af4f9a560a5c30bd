import { expect, test } from "vitest";
import { answersOf, asking, everythingStored, samaritans } from "../support/checkins.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

/* The week of somebody who is invited in and asked at their own time (K1, K2, K10). */

const world = stories({ file: asking });

const company = "Your company's own line: 0800\u00a0000\u00a0000.";
const invitation = "Would you like a check-in, at a time you choose?";
const prompt = "A check-in, if you like. Twenty seconds.";

/** Messages that stay, whatever they say by now. Nothing of a check-in rings in Teams, and an edit rings nowhere. */
const posted = (who: Somebody) => who.messages().filter((message) => !message.ephemeral).length;
/** The lock screen says the same of all of them; the card says which. */
const titleOf = (message: { readonly words: string }) =>
  (message.words.split("\n")[0] ?? "").replace(/^[^\p{L}]+/u, "");
const states = [
  prompt,
  "Done, thank you.",
  "Skipped.",
  "This one has passed.",
  "This one is over.",
];
const prompted = (who: Somebody) =>
  who.messages().filter((message) => !message.ephemeral && states.includes(titleOf(message)))
    .length;

/** The file is applied, as at a start: whoever was never asked is invited. */
const switchedOn = async () => {
  await world().reload(asking);
  await world().settled();
};

test("K1: first an invitation, and nothing before a time is kept", async () => {
  const { ana, carla } = world();
  await world().becomes("Mon", "10:00");
  await switchedOn();
  const card = await ana.sees(invitation, "Friday at 15:00, your time");
  expect(card.buttons).toEqual(["Keep this time", "Choose a time", "No thanks"]);
  expect(card.words).toContain(samaritans);
  expect(card.words).toContain(company);
  // Two Fridays, and nothing comes: nobody said yes.
  await world().becomes("Fri", "15:30");
  await world().becomes("Fri", "15:30");
  expect(posted(ana)).toBe(1);
  // Carla's team has none.
  expect(carla.messages()).toEqual([]);
  await ana.types("/handrail");
  await ana.isTold("checkin: how are you?");
});

test("K1, K2: kept, asked on Friday at three, answered in a form: nothing of it in chat or in the clear", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await switchedOn();
  await ana.clicks("Keep this time");
  // The card itself says it, and goes on saying it, on both platforms.
  const kept = await ana.sees("We keep this time.", "Next: Friday at 15:00.");
  expect(kept.buttons).toEqual(["Choose a time", "Stop asking"]);
  await world().settled();
  expect(ana.messages().find(({ id }) => id === kept.id)?.words).toContain("We keep this time.");
  expect(posted(ana)).toBe(1);
  await world().becomes("Fri", "14:59");
  expect(posted(ana)).toBe(1);
  await world().becomes("Fri", "15:01");
  const asked = await ana.sees(prompt);
  expect(asked.buttons).toEqual(["Check in", "Skip", "Fewer"]);
  expect(asked.words).toContain(samaritans);
  const form = await ana.opens("Check in");
  expect(form.words).toContain("Your answers are shown only to you.");
  expect(form.words).toContain("If your screen is recorded, so is this.");
  expect(form.words).toContain(samaritans);
  // Who only looks leaves nothing, not even a key.
  expect((await world().asOwner("select 1 from handrail.check_in_keys")).rows).toEqual([]);
  await ana.submits({ energy: "3", strain: "4", help: "mostly", note: "zebra crossing tomorrow" });
  await ana.isAnswered("Saved. Shown only to you.");
  await ana.isAnswered("Samaritans, 116\u00a0123");
  await ana.sees("Done, thank you.");
  expect(world().sent()).not.toContain("zebra");
  const [sealed = ""] = await answersOf(world(), "ana");
  expect(sealed).toMatch(/^eyJ/);
  expect(await everythingStored(world())).not.toContain("zebra");
  // The next one is next week, and one only.
  await world().becomes("Fri", "15:01");
  await world().becomes("Fri", "17:00");
  expect(prompted(ana)).toBe(2);
});

test("K1: a time of one's own is chosen", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await switchedOn();
  await ana.opens("Choose a time");
  await ana.submits({
    day: await ana.choice("day", "Wednesday"),
    time: await ana.choice("time", "09:30"),
  });
  await ana.isAnswered("Next: Wednesday at 09:30.");
  await world().becomes("Wed", "09:31");
  await ana.sees(prompt);
});

test("K1: not while help is being asked for, and not off shift; as soon as that is over, and not on another day", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await switchedOn();
  await ana.clicks("Keep this time");
  await world().becomes("Fri", "14:59");
  await ana.types("/escalate");
  await world().timePasses(60);
  await world().timePasses(10 * 60);
  await ana.sees("Asking Priya");
  expect(ana.messages().some((message) => titleOf(message) === prompt)).toBe(false);
  await ana.clicks("Don't need help");
  await world().timePasses(15 * 60);
  await ana.sees(prompt);

  await world().becomes("Fri", "14:50");
  await ana.types("/shift off");
  await world().timePasses(60 * 60);
  await world().timePasses(24 * 3600);
  expect(prompted(ana)).toBe(1);
});

test("K2: two skips in a row halve the rate, and Fewer halves it again; nobody hears of it", async () => {
  const { ana, sam } = world();
  await world().becomes("Mon", "10:00");
  await switchedOn();
  await ana.clicks("Keep this time");
  await world().becomes("Fri", "15:01");
  await ana.clicks("Skip");
  await ana.sees("Skipped.");
  await world().becomes("Fri", "15:01");
  await ana.clicks("Skip");
  await ana.isTold("From now on it comes half as often.");
  await ana.sees("Skipped.", "You get this one time in 2.");
  await world().becomes("Fri", "15:01");
  expect(prompted(ana)).toBe(2);
  await world().becomes("Fri", "15:01");
  expect(prompted(ana)).toBe(3);
  await ana.clicks("Fewer");
  for (const _ of [1, 2, 3]) await world().becomes("Fri", "15:01");
  expect(prompted(ana)).toBe(3);
  await world().becomes("Fri", "15:01");
  expect(prompted(ana)).toBe(4);
  expect(sam.messages().some((message) => message.words.includes("Ana"))).toBe(false);
});

test("after 26 hours of downtime there is one check-in at most, and it is the next day's", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await switchedOn();
  await ana.opens("Choose a time");
  await ana.submits({
    day: await ana.choice("day", "Monday to Friday"),
    time: await ana.choice("time", "11:00"),
  });
  await world().becomes("Tue", "10:59");
  const before = prompted(ana);
  await world().app.db.pushClock(26 * 3600);
  await world().settled();
  await ana.sees(prompt);
  expect(prompted(ana) - before).toBe(1);
});

test("K10: a thought at the start of a shift, for whoever asked for it; their own page says what comes", async () => {
  const { ana, ben } = world();
  await ana.opensHome();
  await ana.untilHome("No check-in is planned.");
  await ana.clicksAtHome("Shift-start thought");
  await ana.untilHome("Stop shift-start thought");
  await ana.types("/shift on");
  await ben.types("/shift on");
  await ana.sees("Fifteen seconds before you start.", samaritans);
  await world().settled();
  expect(ben.messages().some((message) => message.words.includes("Fifteen seconds"))).toBe(false);
  await ana.types("/shift on");
  await world().settled();
  expect(posted(ana)).toBe(1);
});

test("K1: whose turn comes minutes later, among many, is asked then whether it disturbs: it waits for the end of a request", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await switchedOn();
  await ana.clicks("Keep this time");
  await world().becomes("Fri", "14:59");
  await world().asOwner(
    "insert into handrail.pace values ('acme', handrail.now() + interval '7 min') on conflict (organisation_id) do update set next_at = excluded.next_at",
  );
  await world().becomes("Fri", "15:01");
  expect(prompted(ana)).toBe(0);
  await ana.types("/escalate");
  await ana.sees("Call ended");
  await world().timePasses(8 * 60);
  expect(prompted(ana)).toBe(0);
  await ana.clicks("Call ended");
  await world().settled();
  expect(prompted(ana)).toBe(0);
  await world().timePasses(16 * 60);
  await ana.sees(prompt);
  expect(prompted(ana)).toBe(1);
});
