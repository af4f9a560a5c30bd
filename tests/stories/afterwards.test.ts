import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Ana needs help now. Billing, phone.";
const secret = "zebra-shouting-about-invoice";
const reference = "CASE-77431";

/** Every row of every table, as text. */
async function stored(): Promise<string> {
  const { rows: tables } = await world().asOwner(
    "select tablename from pg_tables where schemaname = 'handrail'",
  );
  const texts: string[] = [];
  for (const { tablename } of tables) {
    const { rows } = await world().asOwner(
      `select coalesce(string_agg(to_jsonb(t)::text, ' '), '') as text from handrail.${String(tablename)} t`,
    );
    texts.push(String(rows[0]?.["text"]));
  }
  return texts.join("\n");
}

test("E9: Say why: a line and a case reference in a form, after the page has left; all optional", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.answers("Say why", "In words");
  const form = await ana.client.until(
    () => (ana.client.dialog()?.fields.length === 2 ? ana.client.dialog() : undefined),
    "the form",
  );
  expect(form?.words).toContain("Write only what you like. Help does not wait for it.");
  expect(form?.fields).toEqual(["words", "case"]);
  await ana.submits({ words: secret, case: reference });
  expect((await ana.dialog()).words).toContain("Noted. Thank you.");
  await ana.closesDialog();
  const shown = await sam.opens("Show what Ana wrote");
  expect(shown.words).toContain(secret);
  expect(shown.words).toContain(reference);
  await sam.closesDialog();
  await world().settled();
  expect(sam.rings()).toEqual([page]);
});

test("E9: nothing filled in is fine too", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.answers("Say why", "In words");
  await ana.dialog();
  await ana.submits({});
  expect((await ana.dialog()).words).toContain("Noted. Thank you.");
  await ana.closesDialog();
});

test("E9: Say why is eight tiles, the rest behind More; one press is enough, and nothing is typed", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await ana.answers("Say why", "Abuse: hate or sexual");
  await ana.sees("Asking Priya and Sam.", "You may end the call now. No warning needed.");
  await sam.sees("Abuse");
  await world().settled();
  expect(ana.messages().some((m) => m.buttons.includes("Something else"))).toBe(false);
  await ana.answers("Say why", "Key account");
  await sam.sees("Help");
  await ana.clicks("Call ended");
  await ana.sees("Closed. Nobody came.");
  await ana.answers("Say why", "Something else");
  await world().settled();
  const { rows } = await world().asOwner("select state->>'category' as why from handrail.requests");
  expect(rows).toEqual([{ why: "OTH" }]);
});

test("E9, E8: a category moves the level: a question never reaches everyone", async () => {
  const { ana, sam, dana } = world();
  await ana.types("/escalate");
  await ana.answers("Say why", "Question: too technical");
  await sam.sees("Question");
  for (let waits = 0; waits < 8; waits++) await world().timePasses(60);
  await ana.hears("No answer.");
  expect(dana.rings()).toEqual([]);
});

test("E9, E8: a category that means danger calls everyone at once", async () => {
  const { ana, sam, dana } = world();
  await ana.types("/escalate");
  await ana.answers("Say why", "Danger: may harm themselves");
  await sam.hears("Danger: Ana, Billing.");
  await dana.hears("Danger: Ana, Billing.");
  await ana.sees(
    "Danger. Calling everyone: Dana, Priya and Sam.",
    "Slow down, listen, stay with them.",
  );
});

test("E14: the timeline tells in words who was asked, when, and who answered", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate");
  await priya.clicks("Pass on");
  await world().timePasses(30);
  await sam.clicks("I've got it");
  await sam.clicks("Give back");
  await dana.clicks("I've got it");
  await dana.clicks("I'm with Ana");
  await ana.clicks("Danger");
  await sam.clicks("I'll call for help");
  await dana.sees("Sam calls for help.");
  await dana.clicks("Done");
  await dana.clicks("They are safe");
  const lines = (await dana.opens("Timeline")).words
    .split("\n")
    .map((line) => line.replace(/, \d\d:\d\d:\d\d$/, ""));
  expect(lines).toEqual([
    "Timeline",
    "Ana asked for help",
    "Asked Priya and Sam",
    "Priya passed it on",
    "Asked Dana and Sam",
    "No answer yet. Asked Priya and Sam",
    "Sam took it",
    "Sam gave it back",
    "Asked Dana and Priya",
    "Dana took it",
    "Dana is with Ana",
    "Ana said: Danger",
    "Asked Priya and Sam",
    "Dana was reminded",
    "Sam calls for help",
    "Dana said it is done",
    "Dana noted how it ended",
  ]);
  await dana.closesDialog();
  expect((await ana.opens("Timeline")).words).toMatch(/Sam gave it back, \d\d:\d\d:\d\d/);
  await ana.closesDialog();
});

test("E18: notifications say who and where, to the letter; what was typed is behind the button, and on the card of who has it", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types(`/escalate ${secret}`);
  await sam.hears(page);
  await ana.answers("Say why", "Abuse: hate or slurs");
  await ana.answers("Say why", "In words");
  await ana.dialog();
  await ana.submits({
    words: `${secret}-again`,
    case: reference,
  });
  await ana.closesDialog();
  await world().timePasses(20);
  expect(world().sent()).not.toMatch(new RegExp(`${secret}|${reference}`));
  await sam.clicks("I've got it");
  await sam.sees("You have it: Ana", `Said: ${secret}`);
  await world().timePasses(30);
  for (const one of [ana, priya, dana]) expect(one.screen()).not.toContain(secret);
  await sam.clicks("Done");
  await sam.clicks("Sorted");
  await world().settled();
  for (const one of [sam, priya, dana]) expect(new Set(one.rings())).toEqual(new Set([page]));
  expect(sam.screen()).not.toContain(secret);
  expect(world().sent()).not.toContain(reference);
  // Sealed at rest, and in no queue, journal or stored answer.
  expect(await stored()).not.toMatch(new RegExp(`${secret}|${reference}`));
  expect((await sam.opens("Timeline")).words).not.toMatch(
    new RegExp(`${secret}|${reference}|slurs`),
  );
  await sam.closesDialog();
});

test("E18: a day after closing, cards shrink to when they closed", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await sam.sees("How did it end?");
  await world().timePasses(24 * 60 * 60);
  for (const one of [sam, priya]) {
    expect(one.last().words).toMatch(/^○ Closed \d\d:\d\d$/);
    expect(one.last().buttons).toEqual([]);
  }
  expect(ana.last().words).toMatch(/^○ Closed \d\d:\d\d\.$/);
  expect(ana.last().buttons).toEqual([]);
  expect(ana.messages().some((m) => !m.ephemeral && m.words.includes("Sam"))).toBe(false);
});

test("E9: what is written later stands below what was written first; what no key opens any more is said to be so", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate he wants the manager");
  await sam.hears(page);
  await world().timePasses(11);
  await ana.types("/escalate now he is shouting");
  await world().settled();
  const written = await sam.opens("Show what Ana wrote");
  expect(written.words).toMatch(/he wants the manager\n+now he is shouting/);
  await sam.closesDialog();
  await world().asOwner("update handrail.request_words set words = 'sealed by a key that is gone'");
  const lost = await sam.opens("Show what Ana wrote");
  expect(lost.words).toContain("We cannot open these words any more");
  await sam.closesDialog();
});
