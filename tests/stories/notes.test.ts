import { expect, test } from "vitest";
import { accountOf, trierOf } from "../support/doors.ts";
import { exportOf, goes, toMyData } from "../support/my-data.ts";
import { tidied } from "../support/forget.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const insults = "Insults or shouting at you";

/** What *Copy for CRM* holds. */
async function copied(who: Somebody): Promise<string[]> {
  const { texts } = await who.opens("Copy for CRM");
  await who.closesDialogs();
  return (texts["text"] ?? "").split("\n");
}

/** A call with words, a warning, an answer and a handover, and its end. */
async function call(ana: Somebody, sam: Somebody): Promise<void> {
  await ana.types("/escalate the giraffe parcel");
  await ana.answers("Say why", "Outside my authority");
  await ana.answers("Boundary", insults);
  await sam.clicks("Approve");
  await ana.hears("Sam: yes, approved.");
  await ana.opens("Handover");
  await ana.submits({ said: "wants the giraffe back", promised: "a refund by Friday" });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.sees("Closed. ");
}

test("A1: the note wrote itself: what was pressed and written once is in it, with who came and when", async () => {
  const { ana, sam } = world();
  await call(ana, sam);
  expect(await copied(ana)).toEqual([
    expect.stringMatching(/^\d{1,2} \p{L}+ \d{4}, \d\d:\d\d to \d\d:\d\d\. Billing, Help$/u),
    "Said: wants the giraffe back",
    "Why: Outside my authority",
    expect.stringMatching(/^Done: Warning 1: Insults or shouting at you, \d\d:\d\d$/),
    expect.stringMatching(/^Sam answered at \d\d:\d\d: yes, approved$/),
    expect.stringMatching(/^Sam came at \d\d:\d\d$/),
    "Promised: a refund by Friday",
  ]);
  const form = await ana.opens("Note");
  expect(form.fields).toEqual(["said", "why", "done", "promised", "need"]);
  expect(form.texts).toMatchObject({
    said: "wants the giraffe back",
    promised: "a refund by Friday",
  });
  expect(form.words).toContain("Sam came at ");
  await ana.closesDialogs();
});

test("A1, A2: what was promised in the call stands in its note, once it is kept", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.types("/promise in 3 days at 15:00 lilac refund");
  await ana.isTold("lilac refund");
  await ana.types("/promise tomorrow 15:00 orange refund");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.sees("Closed. ");
  const note = (await copied(ana)).join("\n");
  expect(note).toMatch(/^Call promised: \p{L}+ \d+ \p{L}+ at 15:00\. orange refund$/mu);
  expect(note).not.toContain("lilac");
  const { words } = await sam.opens("Note");
  expect(words).toContain("orange refund");
  await sam.closesDialogs();
});

test("A1: the agent and who had it correct it in one form, and nobody else may", async () => {
  const { ana, ben, sam, priya } = world();
  await call(ana, sam);
  await sam.sees("You helped Ana");
  await sam.opens("Note");
  await sam.submits({ said: "wants the parcel again", done: "sent the lilac form", promised: "" });
  await sam.isAnswered("Saved. Nobody asks for more.");
  await sam.closesDialogs();
  for (const who of [ana, sam])
    expect(await copied(who)).toEqual(
      expect.arrayContaining([
        "Said: wants the parcel again",
        expect.stringMatching(/ · sent the lilac form$/),
      ]),
    );
  expect(await copied(ana)).not.toContain("Promised: a refund by Friday");
  expect((await ana.opens("Timeline")).words).toMatch(/Sam wrote in the note, \d\d:\d\d:\d\d/);
  await ana.closesDialogs();
  const { rows } = await world().asOwner("select request::text as subject from handrail.requests");
  const about = {
    ...{ feature: "escalations", subject: String(rows[0]?.["subject"]) },
    ...{ view: "page", occasion: "a0" },
  };
  for (const [name, who] of [
    ["ben", ben],
    ["priya", priya],
  ] as const) {
    const trier = await trierOf(world(), who, accountOf(name), {});
    for (const tried of [
      () => trier.press("escalations.note", about),
      () => trier.press("escalations.copyNote", about),
      () => trier.submit("escalations.note", about, { said: "forged emerald" }),
    ]) {
      const body = await tried();
      await world().settled();
      const read = `${body}\n${who.screen()}\n${who.client.dialog()?.words ?? ""}`;
      expect(read).toContain("Only the people who are part of this can do that.");
      expect(read).not.toMatch(/giraffe|lilac/);
      await who.closesDialogs();
    }
    // Nor behind what was written with the call for help, which she may still read.
    const body = await trier.press("escalations.words", about);
    await world().settled();
    const words = `${body}\n${who.client.dialog()?.words ?? ""}`;
    expect(words).not.toMatch(/parcel again|lilac/);
    expect(words.includes("a refund by Friday")).toBe(who === priya);
    await who.closesDialogs();
  }
  for (const one of [ana, sam]) expect(one.rings().join()).not.toMatch(/giraffe|lilac|refund/);
  expect(await stored()).not.toMatch(/giraffe|lilac|emerald|refund by/);
});

test("A1: two who correct at once: the later reads that it changed, keeps their words, and nothing is lost", async () => {
  const { ana, sam } = world();
  await call(ana, sam);
  await sam.opens("Note");
  await ana.opens("Note");
  await ana.submits({ said: "wants the amber lamp", promised: "a refund by Friday" });
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  await sam.submits({ said: "wants the cobalt lamp" });
  await sam.isAnswered("This changed while you wrote, so yours was not saved.");
  expect((await sam.dialog()).words).toContain("wants the cobalt lamp");
  await sam.closesDialogs();
  expect(await copied(sam)).toContain("Said: wants the amber lamp");
  // The same form sent in twice is saved once.
  await ana.opens("Note");
  const again = { said: "wants the amber lamp now", done: "", promised: "a refund by Friday" };
  await ana.submits(again);
  await ana.isAnswered("Saved.");
  await ana.closesDialogs();
  const { rows } = await world().asOwner(
    "select count(*)::int as n from handrail.journal where event ->> 'type' = 'noted'",
  );
  expect(rows).toEqual([{ n: 3 }]);
});

test("A1: an erasure holds: a form of before writes nothing back", async () => {
  const { ana, sam } = world();
  await call(ana, sam);
  const { texts } = await sam.opens("Note");
  expect(texts["said"]).toBe("wants the giraffe back");
  await erases(ana);
  await sam.submits({ said: "wants the giraffe back" });
  await sam.isAnswered("This changed while you wrote, so yours was not saved.");
  await sam.closesDialogs();
  const { rows } = await world().asOwner("select * from handrail.request_words");
  expect(rows).toEqual([]);
  // The facts stay.
  expect((await copied(sam)).join("\n")).toMatch(/Why: Outside my authority\n.*\nSam answered/);
  expect((await copied(sam)).join("\n")).not.toContain("giraffe");
});

test("A1: what a supervisor wrote is in their copy, and goes when they erase it; the agent's own stays", async () => {
  const { ana, sam } = world();
  await call(ana, sam);
  await sam.opens("Note");
  await sam.submits({ said: "wants the scarlet kettle" });
  await sam.isAnswered("Saved.");
  await sam.closesDialogs();
  expect(await copyOf(sam)).toMatchObject({ notes: [{ said: "wants the scarlet kettle" }] });
  expect(await copyOf(ana)).toMatchObject({
    words: [{ words: "the giraffe parcel", written: { said: "wants the scarlet kettle" } }],
  });
  await erases(sam);
  expect(await copied(ana)).toContain("Said: wants the giraffe back");
  expect(await copyOf(sam)).not.toHaveProperty("notes");
});

test("A1: after 30 days what was written is gone and the facts stay; nobody was ever asked for a note", async () => {
  const { ana, sam } = world();
  await call(ana, sam);
  const { rows } = await world().asOwner("select request::text as subject from handrail.requests");
  await world().timePasses(31 * 24 * 3_600);
  await tidied(world());
  expect([...ana.rings(), ...sam.rings()].join("\n")).not.toMatch(/\bnote\b/i);
  expect((await world().asOwner("select * from handrail.request_words")).rows).toEqual([]);
  // The card has shrunk. An old button still opens what is left.
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const body = await asAna.press("escalations.copyNote", {
    ...{ feature: "escalations", subject: String(rows[0]?.["subject"]) },
    ...{ view: "receipt", occasion: "a0" },
  });
  await world().settled();
  const left = `${body}\n${JSON.stringify(ana.client.dialog()?.texts)}`;
  expect(left).toMatch(/Why: Outside my authority.*Sam answered at \d\d:\d\d: yes, approved/);
  expect(left).not.toMatch(/giraffe|refund by/);
  await ana.closesDialogs();
});

test("A1: 3,000 characters, a request that runs, nothing at all: a sentence, and nothing changed", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  const { rows } = await world().asOwner("select request::text as subject from handrail.requests");
  const about = {
    ...{ feature: "escalations", subject: String(rows[0]?.["subject"]) },
    ...{ view: "receipt", occasion: "a0" },
  };
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const early = await asAna.press("escalations.copyNote", about);
  await world().settled();
  expect(`${early}\n${ana.client.dialog()?.words ?? ""}`).toContain(
    "The note comes when the call is over.",
  );
  await ana.closesDialogs();
  await ana.clicks("Call ended");
  await ana.sees("Closed. ");
  expect(await asAna.submit("escalations.note", about, { said: "x".repeat(3_000) })).toContain(
    "At most 500 characters. Nothing was saved.",
  );
  expect(await stored()).not.toMatch(/xxxx|noted/);
  // A bare request without a note: its facts, and no word of what is missing.
  expect(await copied(ana)).toEqual([expect.stringMatching(/Billing, Help$/)]);
});

/** What `escalations` has of them in their copy. */
async function copyOf(who: Somebody): Promise<unknown> {
  await toMyData(who);
  await goes(who, "Copy my data", "Nothing of it was sent to the chat");
  const { opened } = await exportOf(who);
  await who.closesDialogs();
  return opened["escalations"];
}

async function erases(who: Somebody): Promise<void> {
  await toMyData(who);
  await goes(who, "Erase…", "It cannot be undone.");
  await goes(who, "Erase now", "Erased, with the key");
  await who.closesDialogs();
}

/** Everything in the database that holds something of a request. */
async function stored(): Promise<string> {
  const tables = ["requests", "request_words", "journal", "messages", "timers", "inbox"];
  const rows = await Promise.all(
    tables.map(async (table) => (await world().asOwner(`select * from handrail.${table}`)).rows),
  );
  return JSON.stringify(rows);
}
