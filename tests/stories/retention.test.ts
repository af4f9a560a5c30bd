import { expect, test } from "vitest";
import { teamOfSix } from "../support/checkins.ts";
import { served, signsIn } from "../support/browse.ts";
import { tidied } from "../support/forget.ts";
import { oneOfEverything } from "../support/month.ts";
import { lasting, limits, rowsOf, tooOld } from "../support/retention.ts";
import { stories } from "../support/stories.ts";

/* One walk over every limit there is (world/retention.ts). Dana runs a team of five, and is its wellbeing lead. */

const world = stories({ file: teamOfSix, env: served });
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
    await oneOfEverything(world);
    await signsIn(world(), "dana");
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
  "feedback",
  "promises",
  "debrief_meetings",
  "check_in_answers",
  "hard_calls",
  "reflection_notes",
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
