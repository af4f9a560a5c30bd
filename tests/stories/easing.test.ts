import { expect, test } from "vitest";
import type { Somebody } from "../support/person.ts";
import { organisationFile } from "../support/acme.ts";
import { old, upkeep } from "../support/sealed.ts";
import { stories } from "../support/stories.ts";

/* A3 for everybody: a team without check-ins, and whoever never wanted any. */

const hours = "Mon-Sun 14:00-22:00";
const file = organisationFile.replace("  Billing:\n", `  Billing:\n    hours: "${hours}"\n`);
const world = stories({ file });

const offer = "We can ask you how it is, on later days.";
const question = "One question, if you like. Three seconds.";
const over = "This one is over.";
const samaritans = "Samaritans, 116\u00a0123";
const minute = 60;

async function hardCall(who: Somebody, how: "Danger" | "Abuse" = "Danger") {
  await who.types("/escalate");
  if (how === "Danger") await who.clicks("Danger");
  else {
    await who.answers("Say why", "Abuse: hate or slurs");
    await world().settled();
    await who.closesDialogs();
  }
  await who.clicks("Don't need help");
  await world().settled();
  await who.closesDialogs();
}

const has = (who: Somebody, title: string) =>
  who.messages().filter(({ words }) => words.includes(title)).length;

/** As an owner of the database would look for it. */
async function kept(): Promise<string> {
  const { rows } = await world().asOwner(
    "select to_jsonb(c)::text as row from handrail.check_ins c union all select to_jsonb(m)::text from handrail.messages m union all select to_jsonb(j)::text from handrail.journal j where feature = 'checkins'",
  );
  return rows.map((row) => String(row["row"])).join("\n");
}

test("A3: a team without check-ins: offered once after a danger, accepted with one press, asked on days 1, 3 and 28", async () => {
  const { ana, sam } = world();
  await world().becomes("Tue", "16:00");
  await hardCall(ana);
  await world().timePasses(29 * minute);
  expect(has(ana, offer)).toBe(0);
  await world().timePasses(minute);
  const card = await ana.sees(offer, samaritans);
  expect(card.buttons).toEqual(["Yes, ask me", "No thanks"]);
  expect(card.words).not.toMatch(/that call|abuse|hard/i);
  await ana.clicks("Yes, ask me");
  await ana.isTold("We ask on days 1, 3 and 28", samaritans);
  await ana.sees(over);

  // An hour after their team begins.
  await world().becomes("Wed", "14:59");
  expect(has(ana, question)).toBe(0);
  await world().becomes("Wed", "15:01");
  await ana.sees(question, samaritans);
  await ana.opens("Answer");
  expect((await ana.dialog()).words).toContain("That call on Tuesday: is it easing?");
  await ana.submits({ easing: "same" });
  await ana.isAnswered("Saved. Shown only to you.");
  await ana.closesDialogs();

  await world().becomes("Fri", "15:01");
  await ana.opens("Answer");
  await ana.submits({ easing: "harder" });
  await ana.isAnswered("People who are trained for this can help");
  await ana.isAnswered(samaritans);
  await ana.closesDialogs();

  for (const _ of [1, 2, 3, 4]) await world().becomes("Tue", "15:01");
  await ana.opens("Answer");
  expect((await ana.dialog()).words).toContain("That call four weeks ago");
  await ana.submits({ easing: "yes" });
  await ana.isAnswered("Saved. Shown only to you.");
  await ana.closesDialogs();
  expect(await kept()).not.toMatch(/harder|"same"/);
  expect(sam.screen()).not.toMatch(/One question|on later days/);
});

test("A3: No thanks is one press and final, and looks afterwards as if nobody had answered; a week later nothing is left", async () => {
  const { ana, ben } = world();
  await world().becomes("Tue", "16:00");
  await hardCall(ana);
  await hardCall(ben, "Abuse");
  await world().timePasses(30 * minute);
  await ana.clicks("No thanks");
  await ana.isTold("All right. We will not ask.", samaritans);
  await ana.sees(over);
  await ben.sees(offer);
  // The reason comes later: it is the same call.
  await hardCall(ana, "Abuse");
  for (const day of ["Wed", "Thu", "Fri", "Sat"] as const) await world().becomes(day, "16:00");
  expect(has(ana, offer)).toBe(0);
  expect(has(ana, question)).toBe(0);
  await ben.sees(over);
  const { rows } = await world().asOwner(
    "select state #>> '{care,offer,is}' as is, status from handrail.check_ins order by 1",
  );
  expect(rows).toEqual([
    { is: "over", status: "none" },
    { is: "over", status: "none" },
  ]);
  // With nothing left to follow, nothing is known of whoever was never asked about check-ins.
  await world().becomes("Sat", "16:00");
  await world().becomes("Wed", "16:00");
  expect(await upkeep(world(), [old])).toEqual([]);
  expect((await world().asOwner("select * from handrail.check_ins")).rows).toEqual([]);
});

test("A3: not in a break, not with a request open, not after the shift: then on the next day", async () => {
  const { ana, ben } = world();
  await world().becomes("Tue", "20:50");
  await hardCall(ana);
  await hardCall(ben);
  await world().timePasses(25 * minute);
  await ana.clicks("Start 20 min");
  await ben.types("/escalate");
  await world().timePasses(15 * minute);
  expect(has(ana, offer)).toBe(0);
  expect(has(ben, offer)).toBe(0);
  await ana.clicks("I'm back");
  await world().timePasses(20 * minute);
  await ana.sees(offer);
  expect(has(ben, offer)).toBe(0);
  await ben.clicks("Don't need help");
  await world().becomes("Wed", "14:30");
  await ben.sees(offer);
});

test("A3: check-ins come later for whoever had an offer; what they said to it stands beside", async () => {
  const { ana } = world();
  await world().becomes("Mon", "16:00");
  await hardCall(ana);
  await world().timePasses(30 * minute);
  await ana.clicks("Yes, ask me");
  await world().reload(
    file
      .replace(
        "      join_within: 60s\n",
        '      join_within: 60s\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]\n',
      )
      .concat("wellbeing: { leads: [lee@acme.test], contacts: [sam@acme.test, dana@acme.test] }\n"),
  );
  await world().settled();
  await world().timePasses(minute);
  await ana.clicks("No thanks");
  await world().becomes("Tue", "15:01");
  await ana.sees(question);
  expect(await ana.opens("Answer")).toBeDefined();
});
