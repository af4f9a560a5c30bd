import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

/* Check-ins that are due at the same look: none pays for another's fault. */

const asking = organisationFile
  .replace(
    "      join_within: 60s\n",
    '      join_within: 60s\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]\n',
  )
  .concat(
    'wellbeing: { contacts: [sam@acme.test, dana@acme.test], employee_assistance: "0800 000 000" }\n',
  );
const world = stories({ file: asking });
/** How often they were asked: the lock screen says the same of every check-in notice. */
const asked = (one: Somebody) =>
  one.messages().filter(({ buttons }) => buttons.includes("Check in")).length;
async function isAsked(one: Somebody): Promise<void> {
  await expect.poll(() => asked(one)).toBe(1);
}

const keptByBoth = async () => {
  const { ana, ben } = world();
  await world().becomes("Mon", "10:00");
  await world().reload(asking);
  await world().settled();
  for (const one of [ana, ben]) await one.clicks("Keep this time");
  await world().becomes("Fri", "14:59");
};

test("one that is due takes its turn among thousands all the same", async () => {
  const { ana } = world();
  await world().becomes("Mon", "10:00");
  await world().reload(asking);
  await world().settled();
  await ana.clicks("Keep this time");
  await world().becomes("Fri", "15:01");
  await isAsked(ana);
  const { rows } = await world().asOwner(
    "select next_at > handrail.now() - interval '1 hour' as now from handrail.pace",
  );
  expect(rows).toEqual([{ now: true }]);
});

test("each by what is true of them: who is in a break is held, and nobody for the other", async () => {
  const { ana, ben } = world();
  await keptByBoth();
  await ben.types("/break 20");
  await world().becomes("Fri", "15:01");
  await isAsked(ana);
  expect(asked(ben)).toBe(0);
  await world().becomes("Fri", "15:31");
  await isAsked(ben);
  expect(asked(ana)).toBe(1);
});

test("one that fails keeps no other from being asked, and comes back later", async () => {
  const { ana, ben } = world();
  await keptByBoth();
  await world().asOwner(
    `update handrail.check_ins set state = jsonb_set(state, '{cron}', '"never"') where person in (select person from handrail.people where email = 'ben@acme.test')`,
  );
  await world().becomes("Fri", "15:01");
  await isAsked(ana);
  const waiting = async () =>
    (
      await world().asOwner(
        "select due_at > handrail.now() as later from handrail.timers join handrail.people on person = subject where email = 'ben@acme.test' and command = 'prompt'",
      )
    ).rows;
  await expect.poll(waiting).toEqual([{ later: true }]);
  expect(asked(ben)).toBe(0);
});
