import { expect, test } from "vitest";
import { accountOf, readingIn, trierOf } from "../support/doors.ts";
import { exportOf, goes, toMyData } from "../support/my-data.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

/* Keep one, change one (docs/features.md A4). Nobody's team has hours: a day begins at nine. */

const world = stories();
const neutral = "Something for you, when you have a moment.";
const typed = /heron|walrus/;

async function wants(who: Somebody): Promise<void> {
  await who.opensHome();
  await who.clicksAtHome("Ask me");
  await who.isAnswered("You are asked on your next day at work");
  await who.closesDialogs();
}

async function callsForHelp(who: Somebody): Promise<void> {
  await who.types("/escalate");
  await who.clicks("Call ended");
  await who.sees("Closed.");
}

const kept = async () =>
  (await world().asOwner("select sealed from handrail.reflection_notes")).rows;

test("A4: for those who want it, on the next working day: one form, sealed with their own key, read by them alone", async () => {
  const { ana, ben, sam } = world();
  await world().becomes("Mon", "10:00");
  await callsForHelp(ana);
  await callsForHelp(ben);
  await wants(ana);
  await world().becomes("Tue", "09:01");
  await ana.hears(neutral);
  await ana.sees("One thing to keep, one to change?", "Only you can read it.");
  await ana.opens("Write it");
  await ana.submits({ keep: "a calm heron", change: "name the walrus" });
  await ana.isAnswered("Saved. Only you can read it.");
  await ana.closesDialogs();
  await ana.losesButton("Write it");
  expect(await kept()).toEqual([{ sealed: expect.stringMatching(/^eyJ/) }]);
  const [header = ""] = String((await kept())[0]?.["sealed"]).split(".");
  expect(Buffer.from(header, "base64url").toString()).toContain('"kid":"own"');
  await ana.opensHome();
  await ana.clicksAtHome("My lines");
  expect((await ana.dialog()).words).toContain("a calm heron");
  await ana.closesDialogs();
  for (const one of [ana, ben, sam]) expect(one.screen()).not.toMatch(typed);
  // Who did not want it is not asked, and nobody is told.
  for (const one of [ben, sam]) expect(one.rings()).not.toContain(neutral);
  // Once for a call.
  const rings = ana.rings().length;
  await world().becomes("Wed", "10:00");
  expect(ana.rings()).toHaveLength(rings);
  const { rows } = await world().asOwner(
    "select 1 from handrail.journal where feature = 'reflections'",
  );
  expect(rows).toEqual([]);
});

test("A4: not before the next working day, and not in a break", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await wants(ana);
  await callsForHelp(ana);
  await world().becomes("Mon", "18:00");
  expect(ana.rings()).not.toContain(neutral);
  await world().becomes("Tue", "08:55");
  await ana.types("/break 20");
  await ana.sees("Back about");
  await world().becomes("Tue", "09:02");
  await world().settled();
  expect(ana.rings()).not.toContain(neutral);
  await ana.clicks("I'm back");
  await world().becomes("Tue", "09:20");
  await ana.hears(neutral);
  await ana.clicks("Skip");
  await ana.losesButton("Write it");
  expect(await kept()).toEqual([]);
});

test("A4: a call of the same morning is asked about a day later", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await wants(ana);
  await world().becomes("Tue", "08:00");
  await callsForHelp(ana);
  await world().becomes("Tue", "12:00");
  await world().settled();
  expect(ana.rings()).not.toContain(neutral);
  await world().becomes("Wed", "09:01");
  await ana.hears(neutral);
});

test("A4: Stop asking ends it, and what was written stays", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await wants(ana);
  await ana.opensHome();
  await ana.clicksAtHome("Write it");
  await ana.dialog();
  await ana.submits({ keep: "a calm heron" });
  await ana.isAnswered("Saved. Only you can read it.");
  await ana.closesDialogs();
  await callsForHelp(ana);
  await ana.opensHome();
  await ana.clicksAtHome("Stop asking");
  await ana.isAnswered("Nothing comes any more.");
  await ana.closesDialogs();
  await world().becomes("Tue", "10:00");
  expect(ana.rings()).not.toContain(neutral);
  expect(await kept()).toHaveLength(1);
});

test("A4: 3,000 characters, nothing, mark-up, in somebody else's name: a sentence, and nothing is lost or leaked", async () => {
  const { ana, ben } = world();
  await wants(ana);
  const { rows } = await world().asOwner(
    "select person::text as p from handrail.people where email = 'ana@acme.test'",
  );
  const about = { feature: "reflections", subject: String(rows[0]?.["p"]), view: "own" };
  const hers = { ...about, occasion: "0" };
  const asAna = await trierOf(world(), ana, accountOf("ana"), {});
  const asBen = await trierOf(world(), ben, accountOf("ben"), {});
  const read = readingIn(world);
  const keep = (values: Record<string, string>) =>
    read(ana, asAna.submit("reflections.keep", undefined, values));
  expect(await keep({ keep: "x".repeat(3_000) })).toContain("At most 300 characters.");
  expect(await keep({ keep: " " })).toContain("Write one line, or close this.");
  expect(await kept()).toEqual([]);
  const marked = "<!channel> *bold* <at>Ben</at>";
  await ana.opensHome();
  await ana.clicksAtHome("Write it");
  await ana.dialog();
  await ana.submits({ change: marked });
  await ana.isAnswered("Saved. Only you can read it.");
  await ana.closesDialogs();
  expect(await kept()).toHaveLength(1);
  await ana.opensHome();
  await ana.clicksAtHome("My lines");
  expect((await ana.dialog()).words).toContain(marked);
  await ana.closesDialogs();
  const stranger = "Only the people who are part of this";
  expect(await read(ben, asBen.press("reflections.stop", hers))).toContain(stranger);
  expect(await read(ben, asBen.submit("reflections.keep", hers, { keep: "mine" }))).toContain(
    stranger,
  );
  expect(await read(ben, asBen.press("reflections.mine", hers))).toContain(
    "You have written nothing here.",
  );
  expect(await read(ben, asBen.press("reflections.skip", undefined))).toContain("This is over.");
  expect(await kept()).toHaveLength(1);
});

test("A4, K6: it is in the copy, and gone with the erasure; then nothing comes", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await wants(ana);
  await callsForHelp(ana);
  await ana.opensHome();
  await ana.clicksAtHome("Write it");
  await ana.dialog();
  await ana.submits({ keep: "a calm heron" });
  await ana.isAnswered("Saved. Only you can read it.");
  await ana.closesDialogs();
  await toMyData(ana);
  await goes(ana, "Copy my data", "Nothing of it was sent to the chat");
  expect((await exportOf(ana)).opened["reflections"]).toEqual({
    lines: [expect.objectContaining({ keep: "a calm heron" })],
  });
  await toMyData(ana);
  await goes(ana, "Erase…", "It cannot be undone.");
  await goes(ana, "Erase now", "Erased, with the key");
  await ana.closesDialogs();
  expect(await kept()).toEqual([]);
  await world().becomes("Tue", "10:00");
  expect(ana.rings()).not.toContain(neutral);
  await ana.opensHome();
  await ana.clicksAtHome("My lines");
  await ana.isAnswered("You have written nothing here.");
  await ana.closesDialogs();
});
