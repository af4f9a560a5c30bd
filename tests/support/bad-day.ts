import { expect } from "vitest";
import { organisationFile } from "./acme.ts";
import type { Somebody } from "./person.ts";
import { tellingWords } from "./never/never.ts";
import type { World } from "./story.ts";

/*
 * J1, a bad day: a call that turns into a danger, help, the note, a promise, a break, a talk, one
 * question, and the next morning. Ana presses what stands on her own messages and types each thing
 * once.
 */

export const badDayFile = organisationFile
  .replace(
    "      join_within: 60s\n",
    '      join_within: 60s\n    check_ins: [{ name: weekly, cron: "0 9 * * 5" }]\n',
  )
  .concat(
    'wellbeing: { contacts: [sam@acme.test, dana@acme.test], employee_assistance: "0800 000 000" }\n',
  );

const minute = 60;
const question = "One question, if you like. Three seconds.";
const questions = (who: Somebody): number =>
  who.messages().filter(({ words, ephemeral }) => !ephemeral && words.includes(question)).length;

export async function badDay(world: () => World): Promise<void> {
  await dayBefore(world());
  await call(world());
  await wrapUp(world());
  await breakAndTalk(world());
  await oneQuestion(world());
  await nextMorning(world());
  typedOnce(world());
}

/** Check-ins are on, and Ben would listen. */
async function dayBefore(world: World): Promise<void> {
  const { ana, ben } = world;
  await world.becomes("Mon", "10:00");
  await world.reload(badDayFile);
  await world.settled();
  await ana.clicks("Keep this time");
  await ben.opensHome();
  await ben.clicksAtHome("I can listen");
  await ben.untilHome("We may ask you to listen.");
  await ben.closesDialogs();
}

/** Words with the call for help, a danger, two who help, and how it ended. */
async function call(world: World): Promise<void> {
  const { ana, sam, priya } = world;
  await world.becomes("Tue", "14:00");
  await ana.types("/escalate tangerine parcel came broken");
  await ana.clicks("Danger");
  await sam.clicks("I've got it");
  await priya.clicks("I'll call for help");
  await sam.clicks("I'm with Ana");
  await ana.sees("Sam is with you.");
  await priya.clicks("Help called");
  await sam.clicks("Done");
  await sam.clicks("They are safe");
  const closed = await ana.sees("Closed. Sam came", "Sam says they are safe");
  expect(closed.buttons.slice(0, 4)).toEqual(["Thank Sam", "Note", "Promise", "Say why"]);
  expect(closed.buttons).not.toContain("Good call");
}

/** The note wrote itself; what it says was promised is in the promise already, and its time in the note. */
async function wrapUp(world: World): Promise<void> {
  const { ana, sam } = world;
  await ana.clicks("Thank Sam");
  await sam.hears("Ana says thank you.");
  await ana.sees("You thanked Sam.");
  const note = await ana.opens("Note");
  expect(note.texts).toMatchObject({ said: "tangerine parcel came broken" });
  await ana.submits({ promised: "collect the wreckage" });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  const promise = await ana.opens("Promise");
  expect(promise.texts).toMatchObject({ what: "collect the wreckage", when: "" });
  await ana.submits({ when: "tomorrow 10:00" });
  await keeps(ana);
  const { texts } = await ana.opens("Copy for CRM");
  await ana.closesDialogs();
  const copied = (texts["text"] ?? "").split("\n");
  expect(copied).toEqual([
    expect.stringMatching(/, 14:00 to 14:0\d\. Billing, Danger$/),
    "Said: tangerine parcel came broken",
    expect.stringMatching(/^Priya called for help at 14:0\d$/),
    expect.stringMatching(/^Sam came at 14:0\d$/),
    expect.stringMatching(/^Help was called, 14:0\d$/),
    "Promised: collect the wreckage",
    expect.stringMatching(/^Call promised: Wednesday.* 10:00$/),
    expect.stringMatching(/^Outcome: /),
  ]);
}

/** Where it was shown back: in the dialog, or in the chat. */
async function keeps(ana: Somebody): Promise<void> {
  const inDialog = () => ana.client.dialog()?.words.includes("You promise to call:") === true;
  const inChat = () => ana.messages().some(({ buttons }) => buttons.includes("Keep it"));
  await ana.client.until(() => inDialog() || inChat(), "what was promised is shown back");
  await (inDialog() ? ana.clicksInDialog("Keep it") : ana.clicks("Keep it"));
  await expect
    .poll(() => `${ana.client.dialog()?.words ?? ""}\n${ana.screen()}`)
    .toContain("Saved. Call: Wednesday");
  await ana.closesDialogs();
}

/** The break is offered by itself, and so is the talk after it. */
async function breakAndTalk(world: World): Promise<void> {
  const { ana, ben } = world;
  await ana.clicks("Start 20 min");
  await ana.sees("Back about");
  await world.timePasses(20 * minute);
  await ana.clicks("I'm back");
  await ana.sees("Would it help to talk it through?");
  await ana.clicks("A peer");
  await ben.clicks("Yes, I can");
  await ana.sees("Ben can talk with you now.");
  await ben.sees("You and Ana");
  await ana.clicks("We're done");
  await ben.clicks("Fine");
  await ana.sees("You have talked.");
}

/** Asked once that day, and only as long as she likes. */
async function oneQuestion(world: World): Promise<void> {
  const { ana } = world;
  await world.timePasses(30 * minute);
  await ana.sees(question);
  await ana.opens("Answer");
  await ana.submits({ now: "shaken" });
  await ana.isAnswered("What would help?");
  await ana.clicksInDialog("Yes, ask me");
  await ana.isAnswered("We ask on days 1, 3 and 28");
  await ana.closesDialogs();
}

/** One question at her own time, the promise's nudge, and the call. */
async function nextMorning(world: World): Promise<void> {
  const { ana, sam } = world;
  await world.becomes("Wed", "08:59");
  expect(questions(ana)).toBe(0);
  await world.becomes("Wed", "09:01");
  expect(questions(ana)).toBe(1);
  await ana.opens("Answer");
  await ana.submits({ easing: "yes" });
  await ana.isAnswered("Saved. Shown only to you.");
  await ana.closesDialogs();
  await world.becomes("Wed", "09:30");
  await ana.hears("A promise is due at 10:00.");
  await ana.sees("Call at 10:00, as promised", "About: collect the wreckage");
  await world.becomes("Wed", "10:00");
  await ana.clicks("Called");
  await ana.sees("Called at 10:00");
  await world.becomes("Wed", "10:30");
  expect(questions(ana)).toBe(0);
  // Sam was the partner: whether it is easing he is offered for himself, and of hers he reads nothing.
  await sam.sees("We can ask you how it is, on later days.");
  expect(sam.screen()).not.toMatch(/\blate\b|shaken|Harder/);
  await ana.opensHome();
  expect(ana.home().words).not.toContain("My promises");
}

/** What tells of the call was typed by her in one place each, and she typed no more than this. */
function typedOnce(world: World): void {
  const own = world.told().typed.filter(({ by }) => by === "ana@acme.test");
  const fields = ["/escalate", "escalations.note.promised", "promises.make.when"];
  expect(own.map(({ field }) => field)).toEqual(fields);
  const words = own.flatMap(({ text }) => tellingWords(text, new Set()));
  expect(words).toEqual([...new Set(words)]);
}
