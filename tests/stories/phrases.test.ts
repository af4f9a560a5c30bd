import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accounts, objectId } from "../support/cast.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const breath = "Breathe out slowly. Low voice. Facts only.";
const beforeHold = "I'm getting someone who can decide this. One minute.";

const inDialog = (who: Somebody) => who.client.dialog()?.words ?? "";

/** Opens it from the live card, and reads it. */
async function opened(who: Somebody, label: string): Promise<string> {
  await who.opens(label);
  return inDialog(who);
}

async function presses(who: Somebody, label: string, words: string): Promise<string> {
  await who.clicksInDialog(label);
  await expect.poll(() => inDialog(who)).toContain(words);
  return inDialog(who);
}

/** What the database keeps that a look at a card could have left. */
async function kept(): Promise<unknown[]> {
  const { rows } = await world().asOwner(
    "select to_jsonb(j)::text as row from handrail.journal j union all select to_jsonb(r)::text from handrail.requests r union all select to_jsonb(m)::text from handrail.messages m order by 1",
  );
  return rows;
}

test("C1: one breathing line after abuse and in a danger, else what to say before a hold, with a reason or without", async () => {
  const { ana, ben } = world();
  await ana.types("/escalate");
  await ana.isTold("Asking Priya and Sam.", beforeHold);
  await ana.answers("Say why", "Complaint, wants a manager");
  await ana.sees("Say it back in their words.", beforeHold);
  expect(ana.screen()).not.toContain(breath);
  await ana.answers("Say why", "Abuse: shouting or insults");
  await ana.sees("Keep your voice steady", breath);
  expect(ana.card().words).not.toContain(beforeHold);
  await ana.clicks("Call ended");
  await ben.types("/escalate");
  await ben.clicks("Danger");
  await ben.sees("Call 999", breath);
  await ben.answers("Say why", "Danger: may harm themselves");
  await ben.sees("Slow down, listen, stay with them.", breath);
});

test("C1: Breathe is four lines in one press from the live card, and none of it is kept", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.sees("You asked at ");
  await world().settled();
  const before = await kept();
  expect(await opened(ana, "Breathe")).toContain(
    "Feet flat.\nIn through the nose, count three.\nOut slowly, count six.\nAgain, twice. Then speak.",
  );
  await ana.closesDialogs();
  await ana.opens("What to say");
  await presses(ana, "No time", "skip small talk");
  await ana.closesDialogs();
  await world().settled();
  expect(await kept()).toEqual(before);
});

test("C2, C7: What to say has the card of the call and its sentences; one press on a reason changes it", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.answers("Say why", "Angry or crying");
  await ana.sees("Let them talk; note their words.");
  const angry = await opened(ana, "What to say");
  for (const part of [
    "Let them talk; note their words.",
    "This is about the problem, not about you.",
    "Say: “I see why you’re angry.",
    "“What matters most to you right now?”",
    "I’m sorry you’ve had to chase this.",
    "only if you know: “We got that wrong.",
    "To close: “Thank you for telling us.",
    "Why might they be like this?",
  ])
    expect(angry).toContain(part);
  const brisk = await presses(ana, "No time", "Two minutes, two questions");
  expect(brisk).toContain("“You’re short of time. Here’s the plan in one sentence.”");
  await presses(ana, "Passed around", "It is yours until someone says yes.");
  const worst = await presses(ana, "Wants to hurt", "Keep your voice steady; don’t match theirs.");
  expect(worst).not.toMatch(/about the problem, not|sorry|Thank you/);
  expect(worst).toContain("That was not OK and not your fault.");
  await presses(ana, "Contacts us again and again", "Hear what is new");
  await presses(ana, "Breathe", "Feet flat.");
  await ana.closesDialogs();
});

test("C2: in a danger it has only what keeps people safe", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.clicks("Danger");
  await ana.sees("Call 999");
  const danger = await opened(ana, "What to say");
  expect(danger).not.toMatch(/No time|sorry|Why might/);
  await presses(ana, "They may harm themselves", "I’m glad you told me. I’m staying with you.");
  await ana.closesDialogs();
});

test("C7: on chat the sentences are to write", async () => {
  const { carla } = world();
  await carla.types("/escalate");
  const words = await opened(carla, "What to say");
  expect(words).toContain("Write: “Let’s get this sorted together.");
  expect(words).toContain("Ask one at a time, and wait for each answer:");
  await carla.closesDialogs();
});

test("C7: the file locks the apology for a fault: it says to check first", async () => {
  const { ana, carla } = world();
  await world().reload(
    organisationFile.replace(
      "    escalation:",
      "    phrases: { apology_fault: check_first }\n    escalation:",
    ),
  );
  try {
    await ana.types("/escalate");
    const locked = await opened(ana, "What to say");
    expect(locked).toContain("check first. Ask your supervisor");
    expect(locked).toContain("I’m sorry you’ve had to chase this.");
    expect(locked).not.toContain("We got that wrong");
    await ana.closesDialogs();
    // Another team's agents may say it.
    await carla.types("/escalate");
    expect(await opened(carla, "What to say")).toContain("We got that wrong");
    await carla.closesDialogs();
  } finally {
    await world().reload(organisationFile);
  }
});

test("C7: without a request it is there too, behind the word for help", async () => {
  const { ana } = world();
  await ana.types("/handrail");
  await ana.clicks("What to say");
  await ana.isAnswered("Breathe out slowly. Let them finish.");
  await ana.closesDialogs();
});

test("C2, C7: an old button and a forged reason: a sentence, and nothing more", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  for (const [argument, words] of Object.entries({
    ANG: "Let them talk",
    hasOwnProperty: "There is no such card. Press What to say again.",
    OTH: "There is no such card. Press What to say again.",
  })) {
    await ana.opens("What to say");
    expect(await forged(argument)).toContain(words);
    await ana.closesDialogs();
  }
  await ana.opens("What to say");
  await sam.clicks("I've got it");
  await sam.clicks("Done");
  await ana.sees("Closed. ");
  await presses(ana, "Money", "This is closed already. Nothing was changed.");
  await ana.closesDialogs();
});

/** Ana's press on *No time* in the open dialog, with a reason that nobody drew. @returns the answer */
async function forged(argument: string): Promise<string> {
  const { ana } = world();
  const dialog = (await ana.dialog()).id;
  if (process.env["STORIES_IN"] === "teams") {
    const { teams } = world();
    const pressed = teams.pressActivity(objectId(accounts.ana), dialog, "No time", {});
    const text = JSON.stringify(pressed).replace('"noTime"', JSON.stringify(argument));
    return (await teams.send(JSON.parse(text))).body;
  }
  const { slack } = world();
  const pressed = slack.pressPayload(accounts.ana, dialog, "escalations.say#2");
  const text = JSON.stringify({ ...pressed, trigger_id: slack.trigger(accounts.ana) });
  await slack.pressRaw(JSON.parse(text.replace(/\\"noTime\\"/g, `\\"${argument}\\"`)));
  await world().settled();
  return inDialog(ana);
}
