import { expect, test } from "vitest";
import { features } from "../../src/features.ts";
import { Directory } from "../../src/runtime/directory.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { tidy } from "../../src/runtime/tidy.ts";
import { organisationFile } from "../world/story.ts";
import type { Somebody } from "../world/person.ts";
import { stories } from "../world/stories.ts";

/* The week of somebody who is invited in, asked at their own time, and helped first (PRODUCT K1 to K4). */

const asking = organisationFile
  .replace("      join_within: 60s\n", '      join_within: 60s\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]\n')
  .concat('wellbeing: { leads: [lee@acme.test], contacts: [sam@acme.test, dana@acme.test], employee_assistance: "0800 000 000" }\n');
const world = stories({ file: asking });

const samaritans = "In danger now: 999. Someone to talk to, day and night: Samaritans, 116 123.";
const company = "Your company's own line: 0800 000 000.";
const invitation = "Would you like a check-in, at a time of yours?";
const prompt = "A check-in, if you like. Twenty seconds.";
const answers = async (name: "ana" | "ben") => {
  const { rows } = await world().asOwner(
    `select a.sealed from handrail.check_in_answers a join handrail.people p using (organisation_id, person) where p.email = '${name}@acme.test'`,
  );
  return rows.map((row) => String(row["sealed"]));
};

/** Messages that stay, whatever they say by now. Nothing of a check-in rings in Teams, and an edit rings nowhere. */
const posted = (who: Somebody) => who.messages().filter((message) => !message.ephemeral).length;
const states = [prompt, "Done, thank you.", "Skipped.", "This one has passed.", "This one is over."];
const prompted = (who: Somebody) => who.messages().filter((message) => !message.ephemeral && states.includes(message.summary)).length;

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
});

test("K1, K2: kept, asked on Friday at three, answered in a form: nothing of it in chat or in the clear", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await switchedOn();
  await ana.clicks("Keep this time");
  await ana.isTold("Next: Friday at 15:00.");
  await world().becomes("Fri", "14:59");
  expect(posted(ana)).toBe(1);
  await world().becomes("Fri", "15:01");
  const asked = await ana.sees(prompt);
  expect(asked.buttons).toEqual(["Check in", "Skip", "Fewer"]);
  expect(asked.words).toContain(samaritans);
  const form = await ana.opens("Check in");
  expect(form.words).toContain("Your own answers are shown only to you.");
  expect(form.words).toContain("If your screen is recorded, so is this.");
  expect(form.words).toContain(samaritans);
  await ana.submits({ energy: "3", strain: "4", help: "mostly", note: "zebra crossing tomorrow" });
  await ana.isAnswered("Saved. Shown only to you.");
  await ana.isAnswered("Samaritans, 116 123");
  await ana.sees("Done, thank you.");
  expect(world().sent()).not.toContain("zebra");
  const [sealed = ""] = await answers("ana");
  expect(sealed).toMatch(/^eyJ/);
  expect(await everythingStored()).not.toContain("zebra");
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
  await ana.submits({ day: await ana.choice("day", "Wednesday"), time: await ana.choice("time", "09:30") });
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
  expect(ana.messages().some((message) => message.summary === prompt)).toBe(false);
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
  await ana.isTold("Half as often from now on.");
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

test("RELIABILITY 11: after 26 hours of downtime there is one check-in at most, and it is the next day's", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await switchedOn();
  await ana.opens("Choose a time");
  await ana.submits({ day: await ana.choice("day", "Monday to Friday"), time: await ana.choice("time", "11:00") });
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
  await ana.untilHome("None planned.");
  await ana.clicksAtHome("A thought at shift start");
  await ana.untilHome("No thought at start");
  await ana.types("/shift on");
  await ben.types("/shift on");
  await ana.sees("Fifteen seconds before you start.", samaritans);
  await world().settled();
  expect(ben.messages().some((message) => message.words.includes("Fifteen seconds"))).toBe(false);
  await ana.types("/shift on");
  await world().settled();
  expect(posted(ana)).toBe(1);
});

test("K3: a hard answer is an offer, to that person alone, once a week", async () => {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "1" });
  await ana.isAnswered("Rough week. Want anything?");
  await ana.clicksInDialog("Ideas for a pause");
  await ana.isAnswered("breathe out twice as long as in");
  await ana.closesDialogs();
  expect(world().sent()).not.toContain("Rough week");
  await world().timePasses(24 * 3600);
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "1" });
  await ana.isAnswered("Saved. Shown only to you.");
  expect((await ana.dialog()).words).not.toContain("Rough week");
});

test("K3: the break that is offered is one press away", async () => {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ strain: "5" });
  await ana.isAnswered("Rough week. Want anything?");
  await ana.clicksInDialog("20 min break");
  await ana.sees("Now. Back about");
});

test("K4: words about harming oneself bring the crisis card in the answer itself, and leave no trace", async () => {
  const { ana, sam } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  const began = performance.now();
  await ana.submits({ energy: "2", note: "I don’t want to live anymore" });
  await ana.isAnswered("Please talk to someone now.");
  expect(performance.now() - began).toBeLessThan(3_000);
  const { words } = await ana.dialog();
  expect(words).toContain(samaritans);
  expect(words).toContain("a named person here contacts you");
  await world().settled();
  expect(sam.messages()).toEqual([]);
  expect(await everythingStored()).not.toMatch(/crisis|self.?harm|suicid/i);
});

test("K4: a person is asked, then the second, then an alarm with an honest sentence: never a silent end", async () => {
  const { ana, sam, dana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ note: "I want to kill myself" });
  await ana.isAnswered("Please talk to someone now.");
  await ana.clicksInDialog("Ask a person to contact me now");
  await sam.hears("Ana asks to be contacted now.");
  await ana.sees("Asked Sam to contact you.", samaritans);
  expect(sam.card().words).not.toMatch(/kill|check-in/i);
  expect(dana.rings()).toEqual([]);
  await world().timePasses(2 * 60);
  await dana.hears("Ana asks to be contacted now.");
  await world().timePasses(3 * 60);
  await ana.hears("Nobody has answered yet. They are asked again; please call now.");
  expect(ana.card().words).toContain("5000");
  expect(await unanswered()).toBe(1);
  await world().timePasses(15 * 60);
  expect(sam.rings()).toHaveLength(3);
  await sam.clicks("I'll contact Ana");
  await ana.hears("Sam will contact you.");
  await dana.sees("Sam has it.");
  expect(await unanswered()).toBe(0);
});

test("K4: a contact who cannot passes it on at once; pressed again asks the next; withdrawn is over", async () => {
  const { ana, ben, sam, dana } = world();
  await asksForSomebody(ana);
  await sam.clicks("I can't now");
  await dana.hears("Ana asks to be contacted now.");
  await dana.clicks("I'll contact Ana");
  await ana.hears("Dana will contact you.");

  await asksForSomebody(ben);
  await sam.hears("Ben asks to be contacted now.");
  await asksForSomebody(ben);
  await dana.hears("Ben asks to be contacted now.");
  await ben.clicks("Not needed any more");
  await dana.sees("Not needed any more.");
  expect(await unanswered()).toBe(0);
});

test("K4: who is there is asked first, and a contact who asks is not asked themselves", async () => {
  const { ana, sam, dana } = world();
  await sam.types("/shift off");
  await asksForSomebody(ana);
  await dana.hears("Ana asks to be contacted now.");
  expect(sam.rings()).toEqual([]);
  await asksForSomebody(sam);
  await dana.hears("Sam asks to be contacted now.");
  expect(sam.rings()).not.toContain("Sam asks to be contacted now.");
});

test("K6: what is kept of me, what others see of me, a copy, and its end", async () => {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "2", strain: "3", note: "zebra crossing" });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  await ana.types("/escalate the purple giraffe");
  await world().settled();
  await toMyData(ana);
  await goes(ana, "What others see of me", "sees of you now:");
  const seen = await ana.dialog();
  expect(seen.words).toContain("Ana, Billing: waiting");
  // The line is the supervisors' own; who else stands in it is not Ana's to know.
  expect(seen.words).toContain("On shift: Ana.");
  expect(seen.words).toContain("Lee sees of you now:\nNothing.");
  expect(seen.words).not.toContain("zebra");

  await toMyData(ana);
  await goes(ana, "A copy of it", "nothing of it was sent to the chat");
  const copy = await exportOf(ana);
  expect(copy.opened["checkins"]).toEqual({
    answers: [expect.objectContaining({ answers: { energy: 2, strain: 3, note: "zebra crossing" } })],
  });
  expect(copy.opened["escalations"]).toEqual({ words: [expect.objectContaining({ words: "the purple giraffe" })] });
  expect(Object.keys(copy.rows)).toEqual(
    expect.arrayContaining(["accounts", "check_ins", "memberships", "messages", "people", "requests"]),
  );
  expect(JSON.stringify(copy)).not.toContain("Priya");
  await ana.closesDialogs();
  expect(world().sent()).not.toMatch(/zebra|giraffe/);

  await ana.clicks("Don't need help");
  await world().settled();
  const [before = ""] = await answers("ana");
  await toMyData(ana);
  await goes(ana, "Erase…", "It cannot be undone.");
  await goes(ana, "Erase now", "Erased, with the key");
  expect(before).toMatch(/^eyJ/);
  expect(await answers("ana")).toEqual([]);
  const { rows: left } = await world().asOwner(
    "select (select count(*) from handrail.check_in_keys)::int + (select count(*) from handrail.request_words)::int as n",
  );
  expect(Number(left[0]?.["n"])).toBe(0);
});

test("K4: that somebody asked for a person is forgotten after a day", async () => {
  const { ana, sam } = world();
  await asksForSomebody(ana);
  await sam.clicks("I'll contact Ana");
  await ana.hears("Sam will contact you.");
  const kept = async () => (await world().asOwner("select 1 from handrail.contact_requests")).rows.length;
  await world().timePasses(23 * 3600);
  await tidied();
  expect(await kept()).toBe(1);
  await world().timePasses(2 * 3600);
  await tidied();
  expect(await kept()).toBe(0);
});

test("RELIABILITY 34: answers go after ninety days, and their key with them", async () => {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "3" });
  await ana.isAnswered("Saved.");
  await tidied();
  expect(await answers("ana")).toHaveLength(1);
  await world().timePasses(89 * 24 * 3600);
  await tidied();
  expect(await answers("ana")).toHaveLength(1);
  await world().timePasses(24 * 3600 + 60);
  await tidied();
  expect(await answers("ana")).toEqual([]);
  const { rows } = await world().asOwner("select 1 from handrail.check_in_keys");
  expect(rows).toEqual([]);
});

async function toMyData(who: Somebody): Promise<void> {
  await who.closesDialogs();
  await who.types("/handrail");
  await goes(who, "My data", "Kept of you");
}

/** On Slack a private sentence follows the press, in Teams a dialog: from there on its buttons are pressed in it. */
async function goes(who: Somebody, label: string, to: string): Promise<void> {
  if (who.client.dialog() === undefined) await who.clicks(label);
  else await who.clicksInDialog(label);
  await who.isAnswered(to);
}

/** As every hour. */
async function tidied(): Promise<void> {
  const { db } = world().app;
  await tidy(db, features, { directory: new Directory(db), vault: openVault([{ kid: "new", key: new Uint8Array(32) }]) });
}

/** The parts put together again, as somebody would who copies them. */
async function exportOf(who: Somebody): Promise<{ opened: Record<string, unknown>; rows: Record<string, unknown> }> {
  const { fields, texts } = await who.dialog();
  return JSON.parse(fields.map((field) => texts[field] ?? "").join("")) as {
    opened: Record<string, unknown>;
    rows: Record<string, unknown>;
  };
}

/** The offers of *Ideas* and of the crisis card have it; here it is pressed where `/checkin` leads to. */
async function asksForSomebody(who: Somebody) {
  await who.closesDialogs();
  await who.types("/checkin");
  await who.opens("Check in");
  await who.submits({ note: "suicidal" });
  await who.isAnswered("Please talk to someone now.");
  await who.clicksInDialog("Ask a person to contact me now");
  await who.isAnswered("to contact you.");
  await who.closesDialogs();
}

/** As the auditor counts them for the alarm. */
async function unanswered(): Promise<number> {
  const { rows } = await world().asOwner("select count(*)::int as n from handrail.contact_requests where status = 'unanswered'");
  return Number(rows[0]?.["n"]);
}

/** Every row of every table as text: what a dump of the database would show. */
async function everythingStored(): Promise<string> {
  const { rows: tables } = await world().asOwner(
    "select relname from pg_class where relnamespace = 'handrail'::regnamespace and relkind = 'r'",
  );
  let all = "";
  for (const { relname } of tables) {
    const { rows } = await world().asOwner(`select to_jsonb(t)::text as row from handrail.${String(relname)} t`);
    all += rows.map((row) => String(row["row"])).join("\n");
  }
  return all;
}
