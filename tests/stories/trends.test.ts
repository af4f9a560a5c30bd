import { expect, test } from "vitest";
import type { Name } from "../support/cast.ts";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

/* What a team can read of itself, and nobody of anybody (K5, K7). Dana is the wellbeing lead. */

const asking = organisationFile
  .replaceAll(
    /^  (Billing|Deliveries):$/gm,
    '  $1:\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]',
  )
  .concat(
    'wellbeing: { leads: [dana@acme.test], contacts: [sam@acme.test, dana@acme.test], employee_assistance: "0800 000 000" }\n',
  );
const world = stories({ file: asking });

const fourWeeks = 28 * 24 * 60 * 60;

/** The file is applied, as at a start: the first window begins, with the people of now. */
const begins = async (file = asking) => {
  await world().reload(file);
  await world().settled();
};

async function answers(name: Name, energy: string): Promise<void> {
  const somebody = world()[name];
  await somebody.types("/checkin");
  await somebody.opens("Check in");
  await somebody.submits({ energy, strain: "2", help: "always" });
  await somebody.isAnswered("Saved.");
  await somebody.closesDialogs();
}

async function looks(name: Name): Promise<string> {
  const somebody = world()[name];
  await somebody.opensHome();
  await somebody.clicksAtHome("Team trend");
  const small = "Only groups of five or more";
  await somebody.isAnswered(small);
  const answered = somebody
    .messages()
    .flatMap((message) => (message.ephemeral ? [message.words] : []));
  const words =
    [...answered, somebody.client.dialog()?.words ?? ""].findLast((text) => text.includes(small)) ??
    "";
  await somebody.closesDialogs();
  return words;
}

/** The wellbeing lead says what is being done. */
async function says(doing: string): Promise<void> {
  const { dana } = world();
  await dana.opensHome();
  await dana.clicksAtHome("What we're doing");
  await dana.dialog();
  await dana.submits({ doing });
  await dana.isAnswered("Saved. Everyone can read it now.");
  await dana.closesDialogs();
}

test("K5: before a window is over there is nothing to show, and it says when there may be", async () => {
  await begins();
  await answers("ana", "4");
  expect(await looks("ana")).toMatch(
    /Nothing to show yet\. First picture: (\d{1,2} \w+|\w+ \d{1,2})\./,
  );
});

test("K5: four people are too few, and that looks exactly like nobody", async () => {
  await begins();
  for (const name of ["ana", "ben", "sam", "carla"] as const) await answers(name, "4");
  await world().timePasses(fourWeeks);
  expect(await looks("ana")).toContain("Nothing to show yet. First picture:");
  expect(world().dana.screen()).not.toContain("A new team trend is there.");
});

test("K5: five make a picture, in spans; the lead gets a card, staff read the same numbers, and no team of two is named", async () => {
  const { dana } = world();
  await begins();
  for (const name of ["ana", "ben", "sam", "priya", "carla"] as const)
    await answers(name, name === "ana" ? "1" : "5");
  await world().timePasses(fourWeeks);
  const numbers =
    "Everyone: battery 50–100 % of 5 or more; weight 0–50 % of 5 or more; help 50–100 % of 5 or more.";
  const card = await dana.sees("Team trend", numbers);
  expect(card.buttons).toContain("What we're doing");
  const staff = await looks("ben");
  expect(staff).toContain(numbers);
  expect(staff).not.toContain("Deliveries");
  expect(staff).not.toContain("Billing");
  expect(staff).toContain("looked not at all");
  expect(await looks("dana")).toContain(numbers);
  expect(await looks("ben")).toContain("looked once");
  // What was shown once stays as it is: somebody who erases their answers is not found by what changes.
  await world().asOwner("delete from handrail.check_in_keys");
  expect(await looks("ben")).toContain(numbers);
});

test("K5: who was in which team is remembered for thirteen windows, a year, and no longer", async () => {
  await begins();
  await world().asOwner(`
    insert into handrail.trend_rosters (organisation_id, window_start, person, teams)
    select organisation_id, window_start - n * interval '28 days', person, teams
    from (select * from handrail.trend_rosters limit 1) one cross join (values (12), (14)) windows(n)`);
  const windows = async () => {
    const { rows } = await world().asOwner(
      "select distinct window_start from handrail.trend_rosters",
    );
    return rows.length;
  };
  expect(await windows()).toBe(3);
  await world().timePasses(fourWeeks);
  // A new one has begun, and the oldest is gone.
  expect(await windows()).toBe(3);
});

const five = ["ana", "ben", "sam", "priya", "carla"] as const;
const opens = "The next round opens when you have said what is being done";
const waits = "The next picture comes when wellbeing leads have said what they do about this one.";

test("K7: the lead says what is being done, everybody who is asked hears of it once, and nobody else can write it", async () => {
  const { ana, dana } = world();
  await begins();
  await says("One more person on Mondays.");
  await world().timePasses(5);
  await ana.sees("You said, we are doing", "One more person on Mondays.");
  await ana.opensHome();
  await ana.untilHome("You said, we are doing: One more person on Mondays.");
  expect(ana.home().buttons).not.toContain("What we're doing");
  // Whoever said it need not hear it.
  expect(dana.messages().filter(({ words }) => words.includes("One more person"))).toEqual([]);
  // A better word for it brings the message up to date, and rings nobody.
  await says("One more person on Mondays and Fridays.");
  await world().timePasses(5);
  await ana.sees("You said, we are doing", "Mondays and Fridays.");
  expect(ana.messages().filter(({ words }) => words.includes("One more person"))).toHaveLength(1);
  const { rows } = await world().asOwner(
    `select coalesce(doing, '') || state::text as kept from handrail.trends union all select event::text from handrail.journal
     union all select state::text from handrail.trend_heard`,
  );
  expect(rows.map((row) => String(row["kept"])).join()).not.toContain("Mondays");
});

test("K7: who is in a break hears of it afterwards", async () => {
  const { ana, ben } = world();
  await begins();
  await ana.types("/break 20");
  await world().settled();
  await says("Calls that end at closing time.");
  await world().timePasses(60);
  await ben.sees("Calls that end at closing time.");
  expect(ana.screen()).not.toContain("Calls that end");
  await world().timePasses(45 * 60);
  await ana.sees("Calls that end at closing time.");
});

test("K7: after a picture the next round opens only when something was said about it, and the lead is reminded", async () => {
  const { dana, ana } = world();
  await begins();
  for (const name of five) await answers(name, "5");
  await world().timePasses(fourWeeks);
  await dana.sees("Team trend", opens);
  expect(await looks("ana")).toContain(waits);
  await world().timePasses(fourWeeks / 2);
  const reminder = await dana.sees("You said, we are doing", opens);
  expect(reminder.buttons).toContain("What we're doing");
  expect(ana.screen()).not.toContain("opens when you have said");
  // Nothing is said in the whole round: what people answer in it makes no numbers.
  for (const name of five) await answers(name, "1");
  await world().timePasses(fourWeeks / 2);
  expect((await looks("ana")).match(/ battery /g)).toHaveLength(1);
  // Then it is, and the next one does.
  await says("Two people on every late shift.");
  // What waited for it says it now, without ringing again.
  await dana.sees("You said, we are doing", "Two people on every late shift.");
  await dana.sees("Team trend", "Two people on every late shift.");
  for (const name of five) await answers(name, "1");
  await world().timePasses(fourWeeks);
  expect((await looks("ana")).match(/ battery /g)).toHaveLength(2);
});
