import { beforeEach, expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { accounts, objectId } from "../support/cast.ts";
import { stories } from "../support/stories.ts";

/*
 * What somebody types, and what is shown back. Billing is open on weekdays from eight to eight. It
 * is Monday, 10:00 in London, in every story.
 */
const file = organisationFile.replace(
  "  Billing:\n",
  '  Billing:\n    hours: "Mon-Fri 08:00-20:00"\n',
);
const world = stories({
  file,
  people: [
    {
      ...{ account: "U0CARLA", name: "carla", email: "carla@acme.test" },
      ...{ tz: "Europe/Madrid", locale: "es-ES" },
    },
  ],
});
beforeEach(() => world().becomes("Mon", "10:00"));

test("A2: /promise with words is shown back, and counts once it is kept", async () => {
  const { ana } = world();
  await ana.types("/promise tomorrow 15:00 refund #4821");
  const back = await ana.isTold("You promise to call: Tuesday", "15:00", "About: refund #4821");
  expect(back.buttons).toEqual(["Keep it", "Change"]);
  expect(await states()).toEqual(["draft"]);
  await ana.clicks("Keep it");
  await ana.isTold("Saved. Call: Tuesday");
  expect(await states()).toEqual(["open"]);
  await ana.opensHome();
  await ana.untilHome("My promises");
  await ana.untilHome("Call: Tuesday");
  // What it is about is on no page that stands open.
  expect(ana.home().words).not.toContain("4821");
});

test("A2: in two hours is counted from now to the next full minute", async () => {
  const { ana } = world();
  await world().timePasses(20);
  await ana.types("/promise in 2 h");
  await ana.isTold("You promise to call: Monday", "12:01");
});

test("A2: Spanish is read as well, in the writer's own zone, and answered in their language", async () => {
  const { carla } = world();
  await carla.types("/promise mañana a las 9 devolución");
  await carla.isTold("Prometes llamar: martes", "9:00", "Sobre: devolución");
  await carla.clicks("Guardarla");
  await carla.isTold("Guardada. Llama: martes");
  const { rows } = await world().asOwner(
    "select due_at at time zone 'Europe/Madrid' as due from handrail.promises",
  );
  expect(String(rows[0]?.["due"])).toContain("09:00:00");
});

test("A2: /promise alone opens the form: what, when and the customer's time zone", async () => {
  const { ana } = world();
  await ana.types("/promise");
  await fillsIn({ what: "refund #4821", when: "tomorrow 9:00", zone: "America/New_York" });
  await isShown("You promise to call: Tuesday");
  await isShown("For your customer it is 09:00 then (New York).");
  await keepsIt();
  await world().settled();
  const { rows } = await world().asOwner(
    "select due_at at time zone 'America/New_York' as due from handrail.promises",
  );
  expect(String(rows[0]?.["due"])).toContain("09:00:00");
});

test("A2: whose: a colleague of the team has it once it is kept; who left the team meanwhile has it not", async () => {
  const { ana, ben } = world();
  const words = { what: "refund #4821", when: "tomorrow 9:00", zone: "Europe/London" };
  await ana.types("/escalate");
  await ana.clicks("Call ended");
  await ana.opens("Promise");
  expect(await ana.choices("whose")).toContain("Mine");
  await ana.submits({ ...words, whose: await ana.choice("whose", "Ben Okafor") });
  await isShown("Ben calls: Tuesday");
  expect(ben.screen()).not.toContain("4821");
  await ana.clicksInDialog("Keep it");
  await isShown("Ben has it now, and reads it at once.");
  await ana.closesDialogs();
  await ben.sees("Call at 09:00, as promised", "About: refund #4821", "Ana promised it.");

  await ana.opens("Promise");
  const whose = await ana.choice("whose", "Ben Okafor");
  await world().reload(
    file.replace("agents: [ana@acme.test, ben@acme.test]", "agents: [ana@acme.test]"),
  );
  await ana.submits({ ...words, whose });
  await isShown("That colleague is not in your team now, so it is yours.");
  await isShown("You promise to call: Tuesday");
  await ana.closesDialogs();
  await world().reload(file);
});

test("A2: a form without a time says so, and is open still", async () => {
  const { ana } = world();
  await ana.types("/promise");
  await fillsIn({ what: "the giraffe", when: " ", zone: "Europe/London" });
  await isShown("Write when: tomorrow 15:00.");
  expect(await states()).toEqual([]);
  await ana.closesDialogs();
});

test.each([
  ["refund yesterday 15:00", "That time is over."],
  ["refund 31 February 10:00", "There is no such date."],
  ["refund soon", "We found no time in this."],
  ["refund on Friday", "At what time?"],
  ["refund 1 January 2035 10:00", "That is more than a year away."],
])(
  "A2: /promise %s: one clear sentence, and the words come back in the form",
  async (words, said) => {
    const { ana } = world();
    await ana.types(`/promise ${words}`);
    expect((await ana.isTold(said)).buttons).toEqual(["Change"]);
    const { texts } = await ana.opens("Change");
    expect(texts["what"]).toBe(words === "refund soon" ? "refund soon" : "refund");
    expect(texts["when"]).toBe(words === "refund soon" ? "" : words.replace("refund ", ""));
    await ana.submits({ what: "refund", when: "Friday 10:00", zone: "Europe/London" });
    await isShown("You promise to call: Friday");
    await keepsIt();
    expect(await states()).toEqual(["open"]);
  },
);

test("A2: at 3 asks which, and then shows it back", async () => {
  const { ana } = world();
  await ana.types("/promise tomorrow at 3 refund");
  expect((await ana.isTold("03:00 or 15:00?")).buttons).toEqual(["03:00", "15:00", "Change"]);
  await ana.clicks("15:00");
  await ana.isTold("You promise to call: Tuesday", "15:00", "About: refund");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
});

test("A2: an hour that the clocks show twice asks which; one that they skip is said", async () => {
  const { ana } = world();
  const { fallsBack, springsForward } = await clockChanges();
  await ana.types(`/promise ${fallsBack} 01:30 refund`);
  const asked = await ana.isTold("The clock shows 01:30 twice on that night.");
  expect(asked.buttons).toEqual(["First 01:30", "Second 01:30", "Change"]);
  await ana.clicks("Second 01:30");
  await ana.isTold("You promise to call: Sunday");
  await ana.types(`/promise ${springsForward} 01:30 refund`);
  await ana.isTold("The clocks skip that hour on that night.");
});

test("A2: a time at which the team is closed is said, and can be kept all the same", async () => {
  const { ana } = world();
  await ana.types("/promise Saturday 10:00 refund");
  await ana.isTold("You promise to call: Saturday", "Billing is closed at that time.");
  await ana.clicks("Keep it");
  await ana.isTold("Saved. Call: Saturday");
});

test("A2: a telephone number in the words is a hint, not a refusal", async () => {
  const { ana } = world();
  await ana.types("/promise tomorrow 15:00 ring 020 7946 0958");
  await ana.isTold("This looks like a phone number.");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
});

test("A2: a case reference of 500 characters is kept and shown whole", async () => {
  const { ana } = world();
  const reference = `#${"4821-".repeat(100)}`;
  await ana.types(`/promise tomorrow 15:00 ${reference}`);
  await ana.isTold(reference.slice(0, 500));
  await ana.clicks("Keep it");
  await ana.opensHome();
  await world().settled();
  await ana.untilHome("Call: Tuesday");
  await ana.clicksAtHome("Show");
  expect((await ana.dialog()).words).toContain(reference);
  await ana.closesDialogs();
});

test("A2: what was shown back long ago is not kept for a time that is over", async () => {
  const { ana } = world();
  await ana.types("/promise today 10:05 refund");
  await ana.isTold("You promise to call: Monday");
  await world().timePasses(400);
  await ana.clicks("Keep it");
  await ana.isTold("That time is over.");
  expect(await states()).toEqual(["draft"]);
});

test("A2: a thousand promises of one person: the next five are listed and the rest counted", async () => {
  const { ana } = world();
  await ana.types("/promise tomorrow 15:00 refund");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await world().asOwner(
    `insert into handrail.promises select organisation_id, gen_random_uuid(), version, status, person, holder, team, request,
       due_at + make_interval(mins => n), changed_at, null, state from handrail.promises, generate_series(1, 999) n`,
  );
  await ana.types("/promise tomorrow 14:00 credit note");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await ana.opensHome();
  await ana.untilHome("And 996 more.");
  expect(ana.home().words.match(/Call: Tuesday/g)).toHaveLength(5);
});

/** Fills in the form that the word opened: a dialog on Slack, a card in the chat in Teams. */
async function fillsIn(values: Record<string, string>): Promise<void> {
  const { ana } = world();
  const inChat = () => ana.messages().findLast(({ buttons }) => buttons.includes("Next"));
  await ana.client.until(() => ana.client.dialog() ?? inChat(), "the form");
  const card = inChat();
  if (card === undefined) return void (await ana.submits(values));
  ana.looksAgain();
  await world().teams.press(objectId(accounts.ana), card.id, "Next", { inputs: values });
}

/** In a dialog, under a field of one, or in the chat. */
async function isShown(words: string): Promise<void> {
  const { ana } = world();
  const screen = () => `${JSON.stringify(ana.client.dialog())}\n${ana.screen()}`;
  await expect.poll(screen).toContain(words);
}

/** Where it was shown back: in the dialog, or in the chat. */
async function keepsIt(): Promise<void> {
  const { ana } = world();
  if (ana.client.dialog() === undefined) await ana.clicks("Keep it");
  else await ana.clicksInDialog("Keep it");
  await isShown("Saved. Call:");
  await expect.poll(() => states()).toEqual(["open"]);
  await ana.closesDialogs();
}

async function states(): Promise<string[]> {
  const { rows } = await world().asOwner("select status from handrail.promises order by 1");
  return rows.map(({ status }) => String(status));
}

/** The next nights on which the clocks of London change: "25 October 2026". */
async function clockChanges(): Promise<{ fallsBack: string; springsForward: string }> {
  const { rows } = await world().asOwner("select extract(epoch from handrail.now()) as now");
  const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(rows[0]?.["now"]) * 1_000));
  const first = now.toZonedDateTimeISO("Europe/London").getTimeZoneTransition("next");
  const second = first?.getTimeZoneTransition("next");
  if (first === null || first === undefined || second === null || second === undefined)
    throw new Error("the clocks change no more");
  const dayOf = (at: Temporal.ZonedDateTime) =>
    at.toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const [spring, autumn] = first.month < 6 ? [first, second] : [second, first];
  return { fallsBack: dayOf(autumn), springsForward: dayOf(spring) };
}
