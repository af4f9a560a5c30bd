import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accountOf, readingIn, trierOf } from "../support/doors.ts";
import { exportOf, goes, toMyData } from "../support/my-data.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

/* Tips (docs/features.md A4). Sam edits them. */

const world = stories({ file: `${organisationFile}roles: { editors: [sam@acme.test] }\n` });
const tip = "count to three aloud";

async function writes(who: Somebody, keep: string): Promise<void> {
  await who.opensHome();
  await who.clicksAtHome("Ask me");
  await who.isAnswered("You are asked on your next day");
  await who.closesDialogs();
  await who.opensHome();
  await who.client.until(() => who.home().buttons.includes("Write it"), "Write it");
  await who.clicksAtHome("Write it");
  await who.dialog();
  await who.submits({ keep });
  await who.isAnswered("Saved. Only you can read it.");
}

/** Ana sees her own line, and changes it before she sends it. */
async function shares(): Promise<void> {
  const { ana } = world();
  await writes(ana, "zebra Jones was loud");
  if (ana.client.dialog() === undefined) await ana.clicks("Share as a tip");
  else await ana.clicksInDialog("Share as a tip");
  await ana.client.until(() => ana.client.dialog()?.fields.includes("text"), "the form");
  const form = await ana.dialog();
  expect(form.texts["text"]).toBe("zebra Jones was loud");
  expect(form.words).toContain("Take out every name, place and number.");
  await ana.submits({ text: tip, card: await ana.choice("card", "Angry or crying") });
  await ana.isAnswered("Sent, without your name.");
  await ana.closesDialogs();
}

async function decides(answer: string, values: Record<string, string> = {}): Promise<void> {
  const { sam } = world();
  await sam.opensHome();
  await sam.clicksAtHome("Next tip");
  const form = await sam.dialog();
  expect(form.texts["text"]).toBe(tip);
  await sam.submits({ decision: await sam.choice("decision", answer), ...values });
}

const kept = async () =>
  (await world().asOwner("select status, state->>'edition' as edition from handrail.tips")).rows;

/** The card that Ben reads for an angry customer. */
async function read(who: Somebody): Promise<string> {
  await who.types("/escalate");
  await who.answers("Say why", "Angry or crying");
  await who.clicks("What to say");
  await who.isAnswered("Let them talk; note their words.");
  const seen = `${who.screen()}\n${who.client.dialog()?.words ?? ""}`;
  await who.closesDialogs();
  await who.clicks("Don't need help");
  return seen;
}

test("A4: shared without a name, read by an editor, and then on everybody's card, until it is taken back", async () => {
  const { ana, ben, carla, sam } = world();
  await shares();
  expect(await read(carla)).not.toContain(tip);
  await decides("Publish it");
  await sam.isAnswered("Published. It stands on that card now.");
  expect(`${sam.screen()}${sam.client.dialog()?.words ?? ""}`).not.toMatch(/zebra/);
  await sam.closesDialogs();
  await ana.sees("Your tip stands in What to say now.");
  expect(await read(ben)).toContain(`A tip from a colleague: “${tip}”`);
  expect(await kept()).toEqual([{ status: "published", edition: "1" }]);
  await ana.clicks("Take it back");
  await ana.sees("This tip was taken back.");
  await ana.closesDialogs();
  expect(await kept()).toEqual([{ status: "back", edition: "1" }]);
  const { rows } = await world().asOwner("select t::text as row from handrail.tips t");
  expect(String(rows[0]?.["row"])).not.toMatch(/count|aloud/);
});

test("A4: an editor changes what is published, which is a new version, and takes it back", async () => {
  const { sam } = world();
  await shares();
  await decides("Publish it");
  await sam.isAnswered("Published.");
  await sam.closesDialogs();
  const opens = async () => {
    await sam.opensHome();
    await sam.clicksAtHome("Published tips");
  };
  await opens();
  await sam.isAnswered("1. Angry or crying, version 1:");
  const press = (label: string) =>
    sam.client.dialog() === undefined ? sam.clicks(label) : sam.clicksInDialog(label);
  await press("Change 1");
  await sam.client.until(() => sam.client.dialog()?.fields.includes("text"), "the form");
  await sam.submits({ text: "count to four aloud" });
  await sam.isAnswered("Published.");
  await sam.closesDialogs();
  expect(await kept()).toEqual([{ status: "published", edition: "2" }]);
  await opens();
  await sam.isAnswered("1. Angry or crying, version 2:");
  await press("Take back 1");
  await world().settled();
  await sam.closesDialogs();
  expect(await kept()).toEqual([{ status: "back", edition: "2" }]);
});

test("A4: declined with a reason, which its author alone reads, in a dialog", async () => {
  const { ana, ben, sam } = world();
  await shares();
  await decides("Decline it", { reason: " " });
  await sam.client.until(() => sam.client.dialog()?.fields.includes("reason"), "still the form");
  expect(await kept()).toEqual([{ status: "waiting", edition: "0" }]);
  await sam.closesDialogs();
  await decides("Decline it", { reason: "the walrus card has it" });
  await sam.isAnswered("Declined. Who wrote it can read why.");
  await sam.closesDialogs();
  await ana.sees("Your tip was not published this time.");
  expect((await ana.opens("Read why")).words).toContain("the walrus card has it");
  await ana.closesDialogs();
  for (const one of [ana, ben, sam]) expect(one.screen()).not.toContain("walrus");
});

test("A4: 3,000 characters, nothing, by who is no editor, a forged id, twice: a sentence, and nothing changed", async () => {
  const { ana, ben, sam } = world();
  await shares();
  const { rows } = await world().asOwner("select tip::text as subject from handrail.tips");
  const subject = String(rows[0]?.["subject"]);
  const about = { feature: "tips", subject, view: "own", occasion: "0" };
  const nowhere = { ...about, subject: "00000000-0000-4000-8000-000000000001" };
  const by = {
    ana: await trierOf(world(), ana, accountOf("ana"), {}),
    ben: await trierOf(world(), ben, accountOf("ben"), {}),
    sam: await trierOf(world(), sam, accountOf("sam"), {}),
  };
  const reads = readingIn(world);
  const stranger = "Only the people who are part of this";
  const decision = { text: "mine", card: "any", decision: "publish" };
  const send = (values: Record<string, string>) =>
    reads(ana, by.ana.submit("tips.send", undefined, values));
  expect(await send({ text: "x".repeat(3_000), card: "any" })).toContain("At most 200 characters.");
  expect(await send({ text: " ", card: "any" })).toContain("Write the tip here.");
  await send({ text: "on a danger", card: "RSK" });
  for (const [who, tries] of [
    [ben, by.ben],
    [ana, by.ana],
  ] as const) {
    expect(await reads(who, tries.submit("tips.decide", about, decision))).toContain(stranger);
    expect(await reads(who, tries.press("tips.edit", about))).toContain(stranger);
    expect(await reads(who, tries.press("tips.published", about))).toContain(stranger);
  }
  expect(await reads(ben, by.ben.press("tips.takeBack", about))).toContain(stranger);
  expect(await reads(ben, by.ben.press("tips.why", about))).toContain("nothing to read here");
  expect(await reads(sam, by.sam.submit("tips.decide", nowhere, decision))).toContain(stranger);
  expect(await kept()).toEqual([{ status: "waiting", edition: "0" }]);
  await decides("Publish it");
  await sam.isAnswered("Published.");
  await sam.closesDialogs();
  await reads(sam, by.sam.press("tips.takeBack", about));
  expect(await reads(sam, by.sam.submit("tips.decide", about, decision))).toContain(
    "This tip is closed. Nothing was changed.",
  );
});

test("A4, K6: it is in the author's copy, and gone from every card when they erase it", async () => {
  const { ana, ben, sam } = world();
  await shares();
  await decides("Publish it");
  await sam.isAnswered("Published.");
  await sam.closesDialogs();
  await toMyData(ana);
  await goes(ana, "Copy my data", "Nothing of it was sent to the chat");
  expect((await exportOf(ana)).opened["tips"]).toEqual({
    tips: [expect.objectContaining({ text: tip, status: "published" })],
  });
  await toMyData(ana);
  await goes(ana, "Erase…", "It cannot be undone.");
  await goes(ana, "Erase now", "Erased, with the key");
  await ana.closesDialogs();
  expect(await kept()).toEqual([]);
  expect(await read(ben)).not.toContain(tip);
});
