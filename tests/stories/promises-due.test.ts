import { beforeEach, expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accountOf, trierOf } from "../support/doors.ts";
import { stories } from "../support/stories.ts";

/*
 * What happens when a promise is due: its holder is there, away or gone, and who calls in their
 * place. It is Monday, 10:00 in London, in every story.
 */
const world = stories();
beforeEach(() => world().becomes("Mon", "10:00"));

const due = "A promise is due at 15:00.";
const nudges = (rings: readonly string[]) => rings.filter((ring) => ring === due);

test("A2: it nudges 30 and 5 minutes before and at the time, each as a new message", async () => {
  const { ana, ben, sam } = world();
  await promises();
  await world().becomes("Mon", "14:29");
  expect(nudges(ana.rings())).toEqual([]);
  await world().becomes("Mon", "14:30");
  await ana.hears(due);
  const card = await ana.sees("Call at 15:00, as promised", "About: refund #4821");
  expect(card.buttons).toEqual(["Called", "Called, not fixed", "New time", "Give to…"]);
  await world().becomes("Mon", "14:54");
  expect(nudges(ana.rings())).toHaveLength(1);
  await world().becomes("Mon", "14:55");
  expect(nudges(ana.rings())).toHaveLength(2);
  await world().becomes("Mon", "15:00");
  await ana.sees("Time to call, as promised for 15:00", "Not solved? Call all the same.");
  expect(nudges(ana.rings())).toHaveLength(3);
  await ana.clicks("Called");
  await ana.sees("Called at 15:00");
  await ana.losesButton("Called");
  await world().becomes("Mon", "15:30");
  for (const one of [ana, ben, sam]) expect(one.screen()).not.toContain("late");
  expect(await week()).toEqual({ due: 1, kept: 1 });
});

test("A2: called and not fixed says what to say, counts as kept, and leads to a new promise", async () => {
  const { ana } = world();
  await promises();
  await world().becomes("Mon", "15:00");
  await ana.clicks("Called, not fixed");
  await ana.isTold("The call is what you promised", "It is not done yet.");
  await ana.sees("Called at 15:00, not fixed yet");
  expect(await week()).toEqual({ due: 1, kept: 1 });
  const { texts } = await ana.opens("Promise");
  expect(texts["what"]).toBe("refund #4821");
  await ana.closesDialogs();
});

test("A2: in a break at the time, colleagues of the team are asked and the first press has it", async () => {
  const { ana, ben, carla, sam } = world();
  await promises();
  await world().becomes("Mon", "14:50");
  await ana.types("/break 30");
  await ana.sees("Now. Back about");
  await world().becomes("Mon", "15:00");
  await ben.hears(due);
  const asked = await ben.sees("Who can make a call at 15:00?");
  // Neither whose it is, nor why they are not there, nor what it is about.
  expect(asked.words).not.toMatch(/Ana|break|4821/);
  expect(nudges(ana.rings())).toHaveLength(1);
  for (const one of [carla, sam]) expect(nudges(one.rings())).toEqual([]);
  await ben.clicks("I'll take it");
  await ben.sees("Time to call, as promised for 15:00", "About: refund #4821", "Ana promised it.");
  await ana.sees("Ben has this call now");
  await ben.clicks("Called");
  await ben.sees("Called at 15:00");
  expect(await week()).toEqual({ due: 1, kept: 1 });
});

test("A2: off shift at the time is the same; with no colleague there, whoever runs the team", async () => {
  const { ana, ben, sam, dana } = world();
  await promises();
  await ana.types("/shift off");
  await ben.types("/shift off");
  await ben.isTold("You are off shift.");
  await world().becomes("Mon", "15:00");
  await sam.hears(due);
  expect(nudges(ana.rings())).toEqual([]);
  expect(nudges(ben.rings())).toEqual([]);
  expect(nudges(dana.rings())).toEqual([]);
  await sam.clicks("I'll take it");
  await sam.sees("About: refund #4821");
});

test("A2: ten minutes late, whoever runs the team is told, and can open what it is about", async () => {
  const { ana, sam, priya, dana } = world();
  await promises();
  await world().becomes("Mon", "15:09");
  expect(nudges(sam.rings())).toEqual([]);
  await world().becomes("Mon", "15:10");
  await sam.hears(due);
  const late = await sam.sees("A promised call is late", "Ana has it. It was due at 15:00.");
  expect(late.words).not.toContain("4821");
  expect(nudges(dana.rings())).toEqual([]);
  expect((await sam.opens("Show")).words).toContain("refund #4821");
  await sam.closesDialogs();
  await priya.clicks("I'll take it");
  await priya.sees("About: refund #4821");
  await sam.sees("Priya has this call now");
  await ana.sees("Priya has this call now");
  await priya.clicks("Called");
  await priya.sees("Called at 15:10");
  // By the time, or it does not count.
  expect(await week()).toEqual({ due: 1, kept: 0 });
});

test("A2: with nobody there at all it is asked again until somebody is", async () => {
  const { ana, ben, sam, priya, dana, carla } = world();
  await promises();
  const all = [ana, ben, sam, priya, dana, carla];
  for (const one of all) {
    await one.types("/shift off");
    await one.isTold("You are off shift.");
  }
  await world().becomes("Mon", "15:20");
  for (const one of all) expect(nudges(one.rings())).toEqual([]);
  await ben.types("/shift on");
  await ben.isTold("You are on shift");
  // Nobody was there at ten past either: we look again every quarter of an hour.
  await world().becomes("Mon", "15:36");
  await ben.hears(due);
  await ben.clicks("I'll take it");
  await ben.sees("About: refund #4821");
});

test("A2: I'll take it by the second, Called twice, after it was given away and by a stranger", async () => {
  const { ana, ben, sam } = world();
  await promises();
  await world().becomes("Mon", "14:30");
  await ana.opens("Give to…");
  expect(await ana.choices("to")).toEqual(["Ben Okafor", "Priya Nair", "Sam Reyes"]);
  await ana.submits({ to: await ana.choice("to", "Ben Okafor") });
  await ben.hears(due);
  await ben.sees("Call at 15:00, as promised", "About: refund #4821", "Ana promised it.");
  await ana.sees("Ben has this call now");
  await ana.closesDialogs();
  await ana.losesButton("Called");
  expect(await forged("called", "ana")).toContain("Ben has it now. Nothing was changed.");
  expect(await forged("called", "sam")).toContain("This promise is not yours.");
  expect(await forged("take", "priya")).toContain("This promise is not yours.");
  await world().becomes("Mon", "15:10");
  await sam.sees("A promised call is late", "Ben has it.");
  await ben.clicks("Called");
  await sam.sees("Called at 15:10");
  expect(await forged("called", "ben")).toContain("The call was made already.");
  expect(await forged("take", "sam")).toContain("The call was made already.");
});

test("A2: a new time is shown back too, and everything follows it", async () => {
  const { ana, sam } = world();
  await promises();
  await world().becomes("Mon", "14:30");
  await ana.opens("New time");
  await ana.submits({ when: "at 5pm", zone: "Europe/London" });
  const screen = () => `${ana.client.dialog()?.words ?? ""}\n${ana.screen()}`;
  await expect.poll(screen).toContain("You promise to call: Monday");
  if (ana.client.dialog() === undefined) await ana.clicks("Keep it");
  else await ana.clicksInDialog("Keep it");
  await expect.poll(screen).toContain("New time saved.");
  await ana.sees("Call at 17:00, as promised");
  await ana.closesDialogs();
  await world().becomes("Mon", "15:20");
  expect(nudges(sam.rings())).toEqual([]);
  await world().becomes("Mon", "16:30");
  await ana.hears("A promise is due at 17:00.");
  expect(await week()).toEqual(undefined);
});

test("A2: whoever has left the company leaves no promise behind: their team is asked at once", async () => {
  const { ben } = world();
  await promises();
  try {
    await world().reload(
      organisationFile
        .replace(/^  ana@acme.test.*\n/m, "")
        .replaceAll("ana@acme.test, ben@acme.test", "ben@acme.test"),
    );
    await ben.hears(due);
    await ben.sees("Who can make a call at 15:00?");
    await ben.clicks("I'll take it");
    await ben.sees("Call at 15:00, as promised", "About: refund #4821");
    await world().becomes("Mon", "15:00");
    await ben.sees("Time to call, as promised for 15:00");
    await ben.clicks("Called");
    await ben.sees("Called at 15:00");
  } finally {
    await world().reload(organisationFile);
  }
});

test("A2: it outlives a restart and the end of a shift", async () => {
  const { ana } = world();
  await promises();
  await world().restart();
  await world().becomes("Mon", "14:30");
  await ana.hears(due);
  await ana.sees("About: refund #4821");
  await world().isAway(1_800);
  await ana.sees("Time to call, as promised for 15:00");
});

test("A2: from the closed message of a call, and made during one, it knows which call it was", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  await ana.isTold("Asking");
  await ana.types("/promise tomorrow 15:00 refund #4821");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await ana.clicks("Call ended");
  await ana.opens("Promise");
  await ana.submits({ what: "credit note", when: "tomorrow 16:00", zone: "Europe/London" });
  await expect
    .poll(() => `${ana.client.dialog()?.words ?? ""}\n${ana.screen()}`)
    .toContain("You promise to call: Tuesday");
  await ana.closesDialogs();
  await world().settled();
  const { rows } = await world().asOwner(
    "select (select request from handrail.requests) = p.request as same from handrail.promises p",
  );
  expect(rows.map(({ same }) => same)).toEqual([true, true]);
});

test("A2: No answer offers it", async () => {
  const { ana } = world();
  await ana.types("/escalate");
  for (const seconds of [20, 30, 20, 30]) await world().timePasses(seconds);
  await ana.hears("No answer.");
  await ana.opens("Promise");
  expect((await ana.dialog()).fields.toSorted()).toEqual(["what", "when", "whose", "zone"]);
  await ana.closesDialogs();
});

test("A2: supervisors see whose and when on their board, and not what", async () => {
  const { ana, sam, dana } = world();
  await promises();
  await sam.opensHome();
  await world().settled();
  await sam.untilHome("Ana promised a call: Monday");
  expect(sam.home().words).not.toContain("4821");
  await sam.clicksAtHome("Show the board");
  await sam.sees("Now: Billing", "Ana promised a call: Monday");
  await dana.opensHome();
  await world().settled();
  expect(dana.home().words).not.toContain("promised");
  await world().becomes("Mon", "15:10");
  await sam.untilHome("Ana promised a call, and it is late: Monday");
  await ana.clicks("Called");
  await world().settled();
  expect(sam.home().words).not.toContain("promised");
});

/** Ana promises a call at 15:00. */
async function promises(): Promise<void> {
  const { ana } = world();
  await ana.types("/promise today 15:00 refund #4821");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
}

async function week(): Promise<{ due: number; kept: number } | undefined> {
  const { rows } = await world().asOwner("select due, kept from handrail.promise_weeks");
  return rows[0] as { due: number; kept: number } | undefined;
}

/** Somebody presses a button of the promise that they do not have on their screen. */
async function forged(verb: string, name: "ana" | "ben" | "sam" | "priya"): Promise<string> {
  const { rows } = await world().asOwner("select promise::text as id from handrail.promises");
  const subject = String(rows[0]?.["id"]);
  const trier = await trierOf(world(), world()[name], accountOf(name), {});
  const about = { feature: "promises", subject, view: "promise", occasion: "p0" };
  const body = await trier.press(`promises.${verb}`, about);
  await world().settled();
  return `${body}\n${world()[name].screen()}\n${world()[name].client.dialog()?.words ?? ""}`;
}
