import { expect, test } from "vitest";
import { features } from "../../src/features.ts";
import type { Somebody } from "../support/person.ts";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

/* What follows a hard call for somebody with check-ins on: one question, and, if they ask for it, whether it is easing. */

const asking = organisationFile
  .replace(
    "      join_within: 60s\n",
    '      join_within: 60s\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]\n',
  )
  .concat(
    'wellbeing: { leads: [lee@acme.test], contacts: [sam@acme.test, dana@acme.test], employee_assistance: "0800 000 000" }\n',
  );
const world = stories({ file: asking });

const question = "One question, if you like. Three seconds.";
const samaritans = "Samaritans, 116\u00a0123";
const minute = 60;
const hour = 60 * minute;
/** The lock screen says the same of all of them; the card says which. */
const titleOf = (message: { readonly words: string }) =>
  (message.words.split("\n")[0] ?? "").replace(/^[^\p{L}]+/u, "");
const over = ["Done, thank you.", "Skipped.", "This one has passed.", "This one is over."];
/** Questions of this kind, and check-ins, whatever became of them. */
const asked = (who: Somebody, what = question) =>
  who
    .messages()
    .filter((message) => !message.ephemeral && [what, ...over].includes(titleOf(message))).length;

async function withCheckIns(who: Somebody) {
  await world().becomes("Mon", "10:00");
  await world().reload(asking);
  await world().settled();
  await who.clicks("Keep this time");
  await who.sees("We keep this time.", "Next: Friday at 15:00.");
}

async function hardCall(who: Somebody, how: "Danger" | "Abuse") {
  await who.types("/escalate");
  if (how === "Danger") await who.clicks("Danger");
  else {
    await who.answers("Say why", "Abuse: hate or slurs");
    await world().settled();
    await who.closesDialogs();
  }
  await who.clicks("Don't need help");
  await world().settled();
  await who.closesDialogs();
}

/** As an owner of the database would look for it. */
async function stored(): Promise<string> {
  const { rows } = await world().asOwner(
    "select to_jsonb(c)::text as row from handrail.check_ins c union all select to_jsonb(m)::text from handrail.messages m",
  );
  return rows.map((row) => String(row["row"])).join("\n");
}

test("K2: after an abusive call one question, later than the break is offered, answered in a form and kept nowhere in the clear", async () => {
  const { ana, sam } = world();
  await withCheckIns(ana);
  await hardCall(ana, "Abuse");
  await world().timePasses(29 * minute);
  expect(asked(ana)).toBe(0);
  await world().timePasses(minute);
  const card = await ana.sees(question, samaritans);
  expect(card.buttons).toEqual(["Answer", "Skip"]);
  expect(card.words).not.toMatch(/call|abuse|hard/i);
  const form = await ana.opens("Answer");
  expect(form.words).toContain("Only you see this. It is part of no trend.");
  expect(await ana.choices("now")).toEqual(["Shaken", "Steady", "Wobbly"]);
  await ana.submits({ now: "shaken" });
  await ana.isAnswered("What would help?");
  await ana.isAnswered("one question on days 1, 3 and 28");
  expect((await ana.dialog()).words).toContain(samaritans);
  await ana.sees("Done, thank you.");
  expect(world().sent()).not.toMatch(/shaken/i);
  expect(await stored()).not.toMatch(/shaken/i);
  expect(sam.screen()).not.toMatch(/One question/);
});

test("K2, A3: days 1, 3 and 28, at one's own hour: alone, or with the check-in of that day, and then it is over", async () => {
  const { ana } = world();
  await withCheckIns(ana);
  await world().becomes("Tue", "11:00");
  await asksToBeAsked(ana);
  await world().becomes("Wed", "14:59");
  expect(asked(ana)).toBe(1);
  await world().becomes("Wed", "15:01");
  expect(asked(ana)).toBe(2);
  const card = await ana.sees(question);
  expect(card.buttons).toEqual(["Answer", "Skip", "Don't ask again"]);
  const form = await ana.opens("Answer");
  expect(await ana.choices("easing")).toEqual(["Don't ask again", "Harder", "Same", "Yes"]);
  expect(form.words).toContain("That call on Tuesday: is it easing?");
  await ana.submits({ easing: "harder" });
  await ana.isAnswered("Saved. Shown only to you.");
  expect((await ana.dialog()).words).not.toContain("People who are trained");
  await ana.closesDialogs();

  // Friday has its check-in: one message, with both in its form.
  await world().becomes("Fri", "15:01");
  await ana.sees("A check-in, if you like. Twenty seconds.");
  await world().timePasses(6 * hour);
  expect(asked(ana)).toBe(2);
  await ana.opens("Check in");
  expect((await ana.dialog()).fields.slice(0, 2)).toEqual(["easing", "energy"]);
  await ana.submits({ easing: "harder", energy: "3" });
  await ana.isAnswered("People who are trained for this can help");
  await ana.isAnswered(samaritans);
  await ana.closesDialogs();

  for (const _ of [1, 2, 3]) await world().becomes("Tue", "15:01");
  expect(asked(ana)).toBe(3);
  await world().becomes("Tue", "15:01");
  expect(asked(ana)).toBe(4);
  await ana.opens("Answer");
  expect((await ana.dialog()).words).toContain("That call four weeks ago");
  await ana.submits({ easing: "same" });
  await ana.isAnswered("People who are trained for this can help");
  await ana.closesDialogs();
  expect(await stored()).not.toMatch(/harder|"same"/);
  await ana.types("/handrail");
  await goes(ana, "My data", "We keep your name");
  await goes(ana, "Copy my data", "Nothing of it was sent to the chat");
  const { fields, texts } = await ana.dialog();
  const copy = JSON.parse(fields.map((field) => texts[field] ?? "").join("")) as {
    opened: { checkins: { answers: object[] } };
  };
  expect(copy.opened.checkins.answers.map((one) => ("answers" in one ? one.answers : one))).toEqual(
    [
      { now: "shaken" },
      { easing: { after: 1, said: "harder" } },
      { energy: 3, easing: { after: 3, said: "harder" } },
      { easing: { after: 28, said: "same" } },
    ],
  );
});

test("K2: Don't ask again is the end of it at once; so is Stop asking", async () => {
  const { ana, ben } = world();
  await withCheckIns(ana);
  await ben.clicks("Keep this time");
  await asksToBeAsked(ana);
  await asksToBeAsked(ben);
  await world().becomes("Tue", "15:01");
  await ana.clicks("Don't ask again");
  await ana.isTold("We will not ask again.");
  await ana.sees("Skipped.");
  await ben.types("/checkin");
  await ben.opensHome();
  await ben.clicksAtHome("Stop asking");
  await world().becomes("Thu", "15:01");
  expect(asked(ana)).toBe(2);
  expect(asked(ben)).toBe(2);
});

test("a look that was lost is found, each for itself: the next check-in, the question, the follow-up, the start of a shift", async () => {
  const { ana } = world();
  await withCheckIns(ana);
  await world().reload(
    asking.replace("  Billing:\n", '  Billing:\n    hours: "Mon-Sun 08:00-20:00"\n'),
  );
  await asksToBeAsked(ana);
  await ana.opensHome();
  await ana.clicksAtHome("Shift-start thought");
  await ana.untilHome("Stop shift-start thought");
  await world().timePasses(13 * hour);
  await hardCall(ana, "Abuse");
  const { rows } = await world().asOwner(
    "select command from handrail.timers where feature = 'checkins' and subject = (select person from handrail.people where email = 'ana@acme.test')",
  );
  const waits = rows.map((row) => String(row["command"])).toSorted();
  expect(waits).toEqual(["ease", "prompt", "question", "shiftStart"]);
  for (const command of waits) {
    const { rows: lost } = await world().asOwner(
      `delete from handrail.timers where feature = 'checkins' and command = '${command}' returning *`,
    );
    expect(
      await world().app.db.inOrganisation("acme", async (tx) =>
        features.get("checkins")?.care?.forgotten?.(tx),
      ),
    ).toEqual([lost[0]?.["subject"]]);
    const { organisation_id: organisation, feature, subject, due_at: due } = lost[0] ?? {};
    await world().asOwner(
      `insert into handrail.timers (organisation_id, feature, subject, command, due_at) values ('${String(organisation)}', '${String(feature)}', '${String(subject)}', '${command}', to_timestamp(${Number(due) / 1_000}))`,
    );
  }
  expect(
    await world().app.db.inOrganisation("acme", async (tx) =>
      features.get("checkins")?.care?.forgotten?.(tx),
    ),
  ).toEqual([]);
});

test("K2: not off shift, not in a break, not with check-ins off; two hard calls close together are asked of once", async () => {
  const { ana, ben } = world();
  await withCheckIns(ana);
  // Ben has not said yes to anything.
  await hardCall(ben, "Danger");
  await hardCall(ana, "Abuse");
  await ana.clicks("Start 20 min");
  await world().timePasses(25 * minute);
  await ana.clicks("I'm back");
  await world().timePasses(9 * minute);
  expect(asked(ana)).toBe(0);
  await world().timePasses(minute);
  expect(asked(ana)).toBe(1);
  expect(asked(ben)).toBe(0);
  await hardCall(ana, "Danger");
  await world().timePasses(2 * hour);
  expect(asked(ana)).toBe(1);

  await world().becomes("Wed", "10:00");
  await hardCall(ana, "Abuse");
  await ana.types("/shift off");
  await world().timePasses(8 * hour);
  expect(asked(ana)).toBe(1);
});

async function asksToBeAsked(who: Somebody) {
  await hardCall(who, "Danger");
  await world().timePasses(30 * minute);
  await who.opens("Answer");
  await who.submits({ now: "shaken" });
  await who.isAnswered("What would help?");
  await who.clicksInDialog("Yes, ask me");
  await who.isAnswered("We ask on days 1, 3 and 28");
  await who.closesDialogs();
}

/** On Slack a private sentence follows the press, in Teams a dialog: from there on its buttons are pressed in it. */
async function goes(who: Somebody, label: string, to: string): Promise<void> {
  if (who.client.dialog() === undefined) await who.clicks(label);
  else await who.clicksInDialog(label);
  await who.isAnswered(to);
}
