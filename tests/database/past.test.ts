import { expect, test } from "vitest";
import { plantPast } from "../../tools/bench/old-rows.ts";
import { rowsReadBy } from "../../tools/bench/rows-read.ts";
import { stories } from "../support/stories.ts";

const world = stories();
const times = 4;
/** More than all the small looks together meet; `npm run bench -- history` has a hundred thousand, and times. */
const old = 4_000;

test(
  "a request, a break and a home page leave the past alone, however much there is of it",
  { timeout: 90_000 },
  async () => {
    const { ana, ben, sam, asOwner, settled } = world();
    const all = async () => {
      await ana.types("/escalate");
      await ben.types("/break 10");
      await sam.opensHome();
      await settled();
      await ana.clicks("Don't need help");
      await ben.clicks("I'm back");
      await settled();
    };
    await all();
    const { rows: models } = await asOwner("select request from handrail.requests");
    const ids = models.map(({ request }) => String(request));
    await plantPast(asOwner, ids, old);
    const read = await rowsReadBy(asOwner, {
      async all() {
        for (let time = 0; time < times; time++) await all();
      },
      // The count sees it where somebody does look through it.
      look: () => asOwner("select count(*) from handrail.requests where level <> 'danger'"),
    });
    // What is kept for good or for a month. Anything that looked through one of these once would have met all of it.
    const pasts = [...(read.get("all") ?? [])].filter(([way]) =>
      /^(?:requests|request_words|journal|messages) /.test(way),
    );
    expect(pasts.length).toBeGreaterThan(4);
    expect(pasts.filter(([, { rows }]) => rows >= old)).toEqual([]);
    expect(
      [...(read.get("look") ?? [])].some(
        ([way, { rows }]) => way.startsWith("requests ") && rows >= old,
      ),
    ).toBe(true);
  },
);

test("at a start the planner is told how many people there are", async () => {
  const { rows } = await world().asOwner(`
    select relname from pg_class where relnamespace = 'handrail'::regnamespace and relname in ('people', 'accounts', 'memberships') and reltuples > 0 order by relname`);
  expect(rows.map(({ relname }) => relname)).toEqual(["accounts", "memberships", "people"]);
});
