import { expect, test } from "vitest";
import { fiveInBilling } from "../support/acme.ts";
import { plantCalls } from "../support/figures.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

/** Priya is the head of support, Dana a wellbeing lead; Sam runs Billing. */
const file = fiveInBilling.concat(
  "roles: { heads: [priya@acme.test] }\n",
  "wellbeing: { leads: [dana@acme.test], contacts: [dana@acme.test] }\n",
);
const world = stories({ file });
const summary = "Last week's figures are there.";

/** In Teams the message waits for its picture, which is drawn beside. */
async function isTold(who: Somebody): Promise<void> {
  await expect.poll(() => who.rings().filter((text) => text.includes(summary)).length).toBe(1);
}

async function aWeek(): Promise<void> {
  await world().becomes("Tue", "10:00");
  await world().reload(file);
  await world().settled();
  await plantCalls(world(), 40, { team: "Billing", alone: 4, category: "ABU" });
  await world().asOwner(`
    insert into handrail.break_weeks (organisation_id, team, week, offered, taken, deferred)
    select 'acme', 'Billing', to_char(date_trunc('week', handrail.now()), 'YYYY-MM-DD'), 20, 11, 6`);
  await world().asOwner(`
    insert into handrail.promise_weeks (organisation_id, team, week, due, kept)
    select 'acme', 'Billing', to_char(date_trunc('week', handrail.now()), 'YYYY-MM-DD'), 20, 18`);
}

test("I3: on Monday at nine heads and leads read the week in a picture and five sentences, once", async () => {
  const { priya, dana, sam, ana } = world();
  await aWeek();
  await world().becomes("Mon", "08:55");
  expect(priya.rings().join()).not.toContain(summary);
  await world().becomes("Mon", "09:01");
  for (const who of [priya, dana]) {
    await isTold(who);
    const card = await who.sees(
      "Figures of",
      "Help came in time in 90 % of calls.",
      "In 10 % nobody came.",
      "Cover: 20 breaks were offered, and 5 had to wait over 15 min.",
      "Most calls had this reason: Abuse: shouting or insults, 40 or more.",
      "90 % of the promises to customers were kept.",
      "Good calls: too few to show.",
    );
    expect(card.words).not.toMatch(/Ana|Ben|Sam/);
  }
  for (const who of [sam, ana]) expect(who.rings().join()).not.toContain(summary);
  // Later in the week, and after a start, nothing more comes.
  await world().becomes("Wed", "12:00");
  await world().restart();
  await world().settled();
  expect(priya.rings().filter((text) => text.includes(summary))).toHaveLength(1);
  await priya.opens("Figures");
  expect((await priya.dialog()).words).toContain("There in time\n90 %");
  await priya.closesDialogs();
});

test("I3: away on Monday morning, it comes once when Handrail is there again; a week with nothing to show sends nothing", async () => {
  const { priya } = world();
  await aWeek();
  await world().becomes("Sun", "23:00");
  await world().isAway(36 * 3_600);
  await isTold(priya);
  expect(priya.rings().filter((text) => text.includes(summary))).toHaveLength(1);
  await world().becomes("Mon", "12:00");
  await world().settled();
  expect(priya.rings().filter((text) => text.includes(summary))).toHaveLength(1);
});
