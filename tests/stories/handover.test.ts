import { expect, test } from "vitest";
import { accountOf, trierOf } from "../support/doors.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const insults = "Insults or shouting at you";

/** What stands on their newest card, between its first and its last line of the handover. */
const handoverOf = (who: Somebody): string[] =>
  who
    .last()
    .words.split("\n")
    .filter((line) => /^(?:Said|Why|Done|Promised|Need|Read back): /.test(line));

test("C6: the handover drafts itself from what was pressed and typed, on the card of who has it, at once", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate the giraffe parcel came broken twice");
  await ana.answers("Say why", "Outside my authority");
  await priya.sees("Ana needs help now", "Why: Outside my authority");
  await ana.answers("Boundary", insults);
  await ana.clicks("On hold");
  await world().timePasses(20);
  await ana.clicks("Back");
  await sam.clicks("I've got it");
  await sam.sees("You have it: Ana", "On hold for ");
  expect(handoverOf(sam)).toEqual([
    "Said: the giraffe parcel came broken twice",
    "Why: Outside my authority",
    expect.stringMatching(
      /^Done: Warning 1: Insults or shouting at you, \d\d:\d\d · On hold for 2\d s$/,
    ),
    "Read back: “Ana, I have: the giraffe parcel came broken twice; 1 warning. Right?”",
  ]);
  // Typed words are on no other card, and no notification tells any of it.
  expect(priya.screen()).not.toContain("giraffe");
  for (const one of [ana, sam, priya])
    expect(one.rings().join()).not.toMatch(/giraffe|authority|Warning/);
});

test("C6: a bare request has no empty lines, and no sentence to read back", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.sees("You have it: Ana");
  expect(handoverOf(sam)).toEqual([]);
});

test("C6: the agent adds to it in one form; who has it reads it, and Give to takes it along", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate the zebra invoice");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  const form = await ana.opens("Handover");
  expect(form.fields).toEqual(["said", "why", "done", "promised", "need"]);
  await ana.submits({
    said: "wants <b>platinum</b> @here back",
    why: await ana.choice("why", "Outside my authority"),
    done: "checked the umbrella order",
    promised: "an answer by violet 15:00",
    need: await ana.choice("need", "I need a yes"),
  });
  await ana.isAnswered("Saved. Who has your request reads it.");
  await ana.closesDialogs();
  const all = [
    "Said: wants <b>platinum</b> @here back",
    "Why: Outside my authority",
    "Done: checked the umbrella order",
    "Promised: an answer by violet 15:00",
    "Need: a yes",
  ];
  await sam.sees(...all);
  expect(handoverOf(sam)).toEqual([
    ...all,
    "Read back: “Ana, I have: wants <b>platinum</b> @here back; promised: an answer by violet 15:00; you need a yes. Right?”",
  ]);
  expect(`${priya.screen()}${ana.screen()}`).not.toMatch(/platinum|umbrella|violet/);
  await sam.opens("Give to…");
  await sam.submits({ to: await sam.choice("to", "Priya Nair") });
  await sam.closesDialogs();
  await priya.sees("Ana needs help now", "Sam would like you to take this.", ...all);
  await priya.clicks("I've got it");
  await priya.sees("You have it: Ana", ...all);
  // It left Sam's card with the request.
  await sam.sees("Priya has it");
  expect(sam.last().words).not.toMatch(/platinum|umbrella|violet/);
  for (const one of [ana, sam, priya]) expect(one.rings().join()).not.toMatch(/platinum|umbrella/);
  expect(await stored()).not.toMatch(/platinum|umbrella|violet|zebra/);
  // What was written once is there to correct, and not to type again.
  const { texts } = await ana.opens("Handover");
  expect(texts).toMatchObject({ done: "checked the umbrella order" });
  await ana.closesDialogs();
});

test("C6: given back or passed on, whoever takes it next reads who answered or came, and what was offered", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate the marble statue");
  await sam.opens("Offer instead…");
  await sam.submits({ words: "a crimson voucher" });
  await ana.hears("Sam: offer this instead.");
  await sam.closesDialogs();
  await sam.opens("Give to…");
  await sam.submits({ to: await sam.choice("to", "Priya Nair") });
  await sam.closesDialogs();
  await priya.clicks("Pass on");
  await sam.sees("Priya did not take it. It is still yours.");
  await sam.opens("Give to…");
  await sam.submits({ to: await sam.choice("to", "Dana Fox") });
  await sam.closesDialogs();
  await dana.clicks("I've got it");
  const done = "Done: Offered: a crimson voucher · Sam answered: an offer instead";
  await dana.sees("Said: the marble statue", done);
  await dana.clicks("Give back");
  await world().settled();
  expect(`${priya.last().words}${dana.last().words}`).not.toMatch(/marble|crimson/);
  await priya.clicks("I've got it");
  await priya.sees("You have it: Ana", "Said: the marble statue", done);
  // What comes later stands in it at once.
  await world().timePasses(11);
  await ana.types("/escalate and the vase too");
  await priya.sees("Said: the marble statue and the vase too");
});

test("C6: a danger has none: nobody writes or reads it then", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate the copper lantern");
  await sam.clicks("I've got it");
  await sam.sees("Said: the copper lantern");
  await ana.clicks("Danger");
  await sam.sees("DANGER. Still going to Ana?");
  expect(sam.last().words).not.toContain("lantern");
  expect((await ana.sees("Danger was sent")).buttons).not.toContain("Handover");
  await ana.clicks("Not danger");
  await sam.sees("You have it: Ana", "Said: the copper lantern");
});

test("C6: 3,000 characters, a stranger, a supervisor, sent twice, another form's: a sentence, and nothing changed", async () => {
  const { ana, ben, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  const { rows } = await world().asOwner("select request::text as subject from handrail.requests");
  const about = {
    ...{ feature: "escalations", subject: String(rows[0]?.["subject"]) },
    ...{ view: "page", occasion: "a0" },
  };
  const notTheirs = "Only the people who are part of this can do that.";
  for (const who of [ben, sam]) {
    const trier = await trierOf(world(), who, accountOf(who === ben ? "ben" : "sam"), {});
    for (const tried of [
      () => trier.press("escalations.handover", about),
      () => trier.submit("escalations.note", about, { said: "forged emerald" }),
    ]) {
      const body = await tried();
      await world().settled();
      expect(`${body}\n${who.screen()}\n${who.client.dialog()?.words ?? ""}`).toContain(notTheirs);
      await who.closesDialogs();
    }
  }
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  expect(await asAna.submit("escalations.note", about, { done: "x".repeat(3_000) })).toContain(
    "At most 500 characters. Nothing was saved.",
  );
  expect(await stored()).not.toMatch(/emerald|xxxx|noted/);
  // Of a form that was drawn from other texts: the agent is told, and has their words back.
  const body = await asAna.submit("escalations.note", about, { said: "bronze harbour" });
  await world().settled();
  expect(`${body}\n${ana.client.dialog()?.words ?? ""}`).toMatch(
    /This changed while you wrote[^]*bronze harbour/,
  );
  await ana.closesDialogs();
  expect(await stored()).not.toContain("noted");
});

/** Everything in the database that holds something of a request. */
async function stored(): Promise<string> {
  const tables = ["requests", "request_words", "journal", "messages", "timers", "inbox"];
  const rows = await Promise.all(
    tables.map(async (table) => (await world().asOwner(`select * from handrail.${table}`)).rows),
  );
  return JSON.stringify(rows);
}
