import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accountOf, readingIn, told, trierOf } from "../support/doors.ts";
import { exportOf, goes, toMyData } from "../support/my-data.ts";
import { stories } from "../support/stories.ts";

const world = stories();

async function helped(): Promise<void> {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.sees("Closed. Sam came within a minute.");
}

/** Asked by Ana, and on Sam's screen. */
async function asked(): Promise<void> {
  const { ana, sam } = world();
  await helped();
  await ana.clicks("Ask for feedback");
  await ana.isAnswered("What comes is for you alone.");
  await ana.closesDialogs();
  await sam.hears("A colleague would like feedback from you.");
}

const lines = { worked: "a calm heron", next: "name the walrus sooner" };
const typed = /heron|walrus/;
const kept = async () =>
  (await world().asOwner("select status, sealed from handrail.feedback")).rows;

async function writes(): Promise<void> {
  const { sam } = world();
  await sam.opens("Write it");
  await sam.submits(lines);
  await sam.isAnswered("Sent. Only Ana can read it.");
  await sam.closesDialogs();
}

/** What a forged button names. */
async function about() {
  const { rows } = await world().asOwner("select request::text as subject from handrail.requests");
  const subject = String(rows[0]?.["subject"]);
  return { feature: "feedback", subject, view: "own", occasion: "0" };
}

const read = readingIn(world);

test("A4: asked for, written in one form, and read by the agent alone: in a dialog, in no message and no notification", async () => {
  const { ana, ben, sam, priya } = world();
  await helped();
  expect(sam.rings().join()).not.toContain("feedback");
  await ana.clicks("Ask for feedback");
  await ana.isAnswered("Asked Sam.");
  await ana.closesDialogs();
  await ana.losesButton("Ask for feedback");
  await ana.sees("You asked Sam for feedback.");
  await sam.hears("A colleague would like feedback from you.");
  await sam.sees("Ana would like feedback from you.", "Only Ana reads it. It is kept for 30 days");
  const form = await sam.opens("Write it");
  expect(form.fields).toEqual(["worked", "next"]);
  await sam.submits(lines);
  await sam.isAnswered("Sent. Only Ana can read it.");
  await sam.closesDialogs();
  await sam.sees("You sent Ana your feedback.");
  await sam.losesButton("Write it");
  await ana.hears("Something for you, when you have a moment.");
  await ana.sees("Sam sent you feedback.");
  const found = await ana.opens("Read it");
  expect(found.words).toContain("What worked well");
  expect(found.words).toContain("a calm heron");
  expect(found.words).toContain("For next time");
  expect(found.words).toContain("name the walrus sooner");
  await ana.closesDialogs();
  for (const one of [ana, ben, sam, priya]) {
    expect(one.screen()).not.toMatch(typed);
    expect(one.rings().join()).not.toMatch(typed);
  }
  for (const one of [ben, priya]) expect(one.screen()).not.toContain("feedback");
  expect(await kept()).toEqual([{ status: "sent", sealed: expect.stringMatching(/^eyJ/) }]);
  // Neither the history of the request nor any figure knows of it.
  expect((await ana.opens("Timeline")).words).not.toMatch(/feedback/i);
  await ana.closesDialogs();
  const { rows } = await world().asOwner(
    "select count(*)::int as n from handrail.journal where feature = 'feedback'",
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test("A4: Not now is one press, and the agent reads a plain sentence", async () => {
  const { ana, sam } = world();
  await asked();
  await sam.clicks("Not now");
  // In Teams the card says it.
  if (told === "slack") await sam.isAnswered("Ana reads that you can't just now.");
  await sam.closesDialogs();
  await sam.sees("You said not now. Ana knows.");
  await ana.sees("Sam can't give feedback just now.", "That says nothing about your call.");
  expect(await kept()).toEqual([{ status: "passed", sealed: null }]);
});

test("A4: nobody is reminded; after a week it is over", async () => {
  const { ana, sam } = world();
  await asked();
  const rings = sam.rings().length;
  await world().timePasses(7 * 24 * 3_600 + 60);
  await sam.sees("Ana asked for feedback. This is over now.");
  expect(sam.rings()).toHaveLength(rings);
  expect(ana.rings().join()).not.toContain("Something for you");
  const asSam = await trierOf(world(), sam, accountOf("sam"), {});
  expect(await read(sam, asSam.submit("feedback.send", await about(), lines))).toContain(
    "This is over. Nothing was sent.",
  );
});

test("A4, B6: a helper in a break is not asked before they are back", async () => {
  const { ana, sam } = world();
  await helped();
  await sam.types("/break 20");
  await sam.sees("Back about");
  await ana.clicks("Ask for feedback");
  await ana.isAnswered("Asked Sam.");
  await ana.closesDialogs();
  await world().timePasses(600);
  expect(sam.rings().join()).not.toContain("feedback");
  await sam.clicks("I'm back");
  await world().timePasses(900);
  await sam.hears("A colleague would like feedback from you.");
});

test("A4: 3,000 characters, nothing, mark-up: a sentence or the very letters, and nothing is lost", async () => {
  const { ana, sam } = world();
  await asked();
  const asSam = await trierOf(world(), sam, accountOf("sam"), {});
  const one = await about();
  const send = (values: Record<string, string>) =>
    read(sam, asSam.submit("feedback.send", one, values));
  expect(await send({ worked: "x".repeat(3_000), next: "short" })).toContain(
    "At most 300 characters. Nothing was sent.",
  );
  expect(await send({ worked: " ", next: "short" })).toContain("Write one line here.");
  expect(await kept()).toEqual([{ status: "asked", sealed: null }]);
  const marked = "<!channel> *bold* <at>Ben</at> [a](https://x.test)";
  await sam.opens("Write it");
  await sam.submits({ worked: marked, next: "<b>pause</b>" });
  await sam.isAnswered("Sent. Only Ana can read it.");
  await sam.closesDialogs();
  await ana.sees("Sam sent you feedback.");
  const found = await ana.opens("Read it");
  expect(found.words).toContain(marked);
  expect(found.words).toContain("<b>pause</b>");
  await ana.closesDialogs();
});

test("A4: by a stranger, twice, after it was answered, with a forged id: one sentence, nothing changed, nothing leaked", async () => {
  const { ana, ben, sam, priya } = world();
  await asked();
  const one = await about();
  const stranger = "Only the people who are part of this";
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const asSam = await trierOf(world(), sam, accountOf("sam"), {});
  for (const [who, name] of [
    [ben, "ben"],
    [priya, "priya"],
  ] as const) {
    const tries = await trierOf(world(), who, accountOf(name), {});
    expect(await read(who, tries.press("feedback.ask", one))).toContain(stranger);
    expect(await read(who, tries.press("feedback.pass", one))).toContain(stranger);
    expect(await read(who, tries.press("feedback.write", one))).toContain(stranger);
    expect(await read(who, tries.submit("feedback.send", one, lines))).toContain(stranger);
    expect(await read(who, tries.press("feedback.read", one))).toContain("nothing to read here");
  }
  expect(await kept()).toEqual([{ status: "asked", sealed: null }]);
  expect(await read(ana, asAna.press("feedback.ask", one))).toContain("Nothing was sent again.");
  // The agent cannot write to themselves in the helper's name.
  expect(await read(ana, asAna.submit("feedback.send", one, lines))).toContain(stranger);
  await writes();
  for (const tried of [
    () => asSam.submit("feedback.send", one, { worked: "again", next: "again" }),
    () => asSam.press("feedback.pass", one),
    () => asSam.press("feedback.write", one),
  ])
    expect(await read(sam, tried())).toContain("You have answered this one.");
  const [before] = await kept();
  const nowhere = { ...one, subject: "00000000-0000-4000-8000-000000000001" };
  expect(await read(sam, asSam.submit("feedback.send", nowhere, lines))).toContain(stranger);
  // Who wrote it reads it in their copy, and in no other place.
  expect(await read(sam, asSam.press("feedback.read", one))).toContain("nothing to read here");
  expect(await kept()).toEqual([before]);
});

test("A4: while it runs, and with nobody who helped, there is nobody to ask", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.sees("Asking");
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const one = await about();
  expect(await read(ana, asAna.press("feedback.ask", one))).toContain("This still goes on.");
  await ana.clicks("Call ended");
  await ana.sees("Closed. Nobody came.");
  expect(await read(ana, asAna.press("feedback.ask", one))).toContain("there is nobody to ask");
  expect(await kept()).toEqual([]);
});

test("A4, K6: it is in the copy of both, and each may erase it; then the other reads that there is nothing", async () => {
  const { ana, sam } = world();
  await asked();
  await writes();
  await ana.sees("Sam sent you feedback.");
  for (const [who, own, other] of [
    [ana, "toMe", "fromMe"],
    [sam, "fromMe", "toMe"],
  ] as const) {
    await toMyData(who);
    await goes(who, "Copy my data", "Nothing of it was sent to the chat");
    const copy = await exportOf(who);
    expect(copy.opened["feedback"]).toEqual({
      [own]: [expect.objectContaining({ status: "sent", ...lines })],
      [other]: [],
    });
    expect(JSON.stringify(copy)).not.toContain(who === ana ? "Sam" : "Ana");
    await who.closesDialogs();
  }
  await toMyData(sam);
  await goes(sam, "Erase…", "It cannot be undone.");
  await goes(sam, "Erase now", "Erased, with the key");
  await sam.closesDialogs();
  expect(await kept()).toEqual([]);
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  expect(await read(ana, asAna.press("feedback.read", await about()))).toContain(
    "There is nothing to read here any more.",
  );
});

test("A4: the helper has left: a sentence, and nothing is kept", async () => {
  const { ana } = world();
  await helped();
  await world().reload(
    organisationFile
      .replace(/^ {2}sam@acme.test: .*\n/m, "")
      .replace("[sam@acme.test, priya@acme.test]", "[priya@acme.test]"),
  );
  await world().settled();
  await ana.clicks("Ask for feedback");
  await ana.isAnswered("Who helped you is not here any more.");
  await ana.closesDialogs();
  expect(await kept()).toEqual([]);
});
