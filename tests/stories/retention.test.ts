import { expect, test } from "vitest";
import type { Name } from "../world/cast.ts";
import { people } from "../world/debriefs.ts";
import { five, teamOfSix } from "../world/checkins.ts";
import { tidied } from "../world/forget.ts";
import type { Somebody } from "../world/person.ts";
import { lasting, limits, rowsOf, tooOld } from "../world/retention.ts";
import { stories } from "../world/stories.ts";

/* RELIABILITY 34: one walk over every limit there is (world/retention.ts). Dana runs a team of five, and is its wellbeing lead. */

const world = stories({ file: teamOfSix });
const { talk } = people(world);
const day = 24 * 3600;

test("34: every table of the catalogue has a limit, or a reason to have none", async () => {
  const { rows } = await world().asOwner(
    "select relname as name from pg_class where relnamespace = 'handrail'::regnamespace and relkind = 'r' and relname not like 'kysely%' order by 1",
  );
  expect(rows.map(({ name }) => String(name))).toEqual(
    [...Object.keys(limits), ...Object.keys(lasting)].toSorted(),
  );
});

test(
  "34: one of everything is made, and nothing is there a day after its limit",
  { timeout: 240_000 },
  async () => {
    await oneOfEverything();
    const [{ since } = {}] = (await world().asOwner("select handrail.now() as since")).rows;
    const made = `'${(since as Date).toISOString()}'::timestamptz`;
    for (const table of Object.keys(limits)) {
      // Otherwise the walk would pass over it.
      const { rows } = await world().asOwner(
        `select 1 from handrail.${table} t where ${limits[table]?.since} is not null limit 1`,
      );
      expect([table, rows.length]).toEqual([table, 1]);
    }
    let passed = 0;
    for (const days of [...new Set(Object.values(limits).map((limit) => limit.days))].toSorted(
      (a, b) => a - b,
    )) {
      if (days > 2) {
        // Not before its time either, where it is kept for somebody's sake. All of it was made within two days.
        await pushes((days - 2) * day - passed);
        passed = (days - 2) * day;
        for (const table of keptToTheEnd.filter((one) => limits[one]?.days === days))
          expect([
            table,
            await rowsOf(world(), table, `${limits[table]?.since} <= ${made}`),
          ]).not.toEqual([table, 0]);
      }
      await pushes((days + 1) * day + 3_600 - passed);
      passed = (days + 1) * day + 3_600;
      expect(await tooOld(world())).toEqual([]);
    }
  },
);

/** What people come back to: it stays until its day. */
const keptToTheEnd = [
  "messages",
  "request_words",
  "debrief_meetings",
  "check_in_answers",
  "hard_calls",
  "requests",
  "journal",
];

/** As much time as that; and what a house does by itself every hour is done. */
async function pushes(seconds: number): Promise<void> {
  await world().timePasses(seconds);
  await tidied(world());
  // A key goes with the last of what it sealed, which may go in the same hour.
  await tidied(world());
}

/** A month at Acme. */
async function oneOfEverything(): Promise<void> {
  const { ana, ben, dana } = world();
  await world().becomes("Mon", "09:00");
  await world().reload(teamOfSix);
  await world().settled();
  for (const name of five) {
    await world()[name].clicks("Keep this time");
    await picks(name);
  }
  // A week of calls and breaks, with words, and a hard one among them.
  await ana.types("/escalate a caller who shouts");
  await ana.opens("Say why");
  await ana.submits({ category: await ana.choice("category", "Abuse: hate or slurs") });
  await ana.closesDialogs();
  await dana.clicks("I've got it");
  await dana.clicks("I'm with Ana");
  await dana.clicks("Done");
  await world().settled();
  await ana.clicks("30 min");
  await ana.sees("Now. Back about");
  await ana.clicks("I'm back");
  await ana.types("/shift on");
  await talk("ana", "ben");
  await ana.clicks("We're done");
  for (const name of ["ana", "ben"] as const) await joins(name);
  await world().becomes("Tue", "10:01");
  await ana.hears("This time there is nobody new for you.");
  // Answers, the poll, what is being done, and somebody who wants to be contacted.
  await checksIn(ana, { energy: "2", strain: "3", note: "a long week" });
  await ana.closesDialogs();
  await ben.opensHome();
  await ben.clicksAtHome("Team poll");
  await ben.isAnswered("For a quarter of an hour together");
  await (ben.client.dialog() === undefined
    ? ben.clicks("Take it now")
    : ben.clicksInDialog("Take it now"));
  await ben.isAnswered("what costs most");
  await ben.closesDialogs();
  await dana.opensHome();
  await dana.clicksAtHome("Say what we are doing");
  await dana.dialog();
  await dana.submits({ doing: "One more person on Mondays." });
  await dana.isAnswered("Saved. Everybody can read it now.");
  await dana.closesDialogs();
  await checksIn(ben, { note: "suicidal" });
  await ben.clicksInDialog("Ask a person to contact me now");
  await ben.isAnswered("to contact you.");
  await ben.closesDialogs();
  await dana.clicks("I'll contact Ben");
  await ben.types("/break 5");
  await world().timePasses(60);
}

async function checksIn(who: Somebody, values: Record<string, string>): Promise<void> {
  await who.types("/checkin");
  await who.opens("Check in");
  await who.submits(values);
  await who.client.until(() => who.client.dialog(), "an answer");
}

async function picks(name: Name): Promise<void> {
  const who = world()[name];
  await who.types("/checkin");
  await who.opens("My hard calls");
  await who.submits({ kind1: await who.choice("kind1", "loud") });
  await who.isAnswered("Saved. Your cards are in your order now.");
  await who.closesDialogs();
}

async function joins(name: Name): Promise<void> {
  const who = world()[name];
  await who.types("/debrief");
  await who.opens("Who and when");
  await who.submits({ willing: "yes", today: "open", rounds: "yes" });
  await who.isAnswered("Saved. Only you see it.");
  await who.closesDialogs();
}
