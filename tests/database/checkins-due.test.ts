import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
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
/** The lock screen says the same of every check-in notice. */
const prompt = "Something for you, when you have a moment.";

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
  await ana.sees(prompt);
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
  await ana.sees(prompt);
  expect(ben.messages().some(({ summary }) => summary === prompt)).toBe(false);
  await world().becomes("Fri", "15:31");
  await ben.sees(prompt);
  expect(ana.messages().filter(({ summary }) => summary === prompt)).toHaveLength(1);
});

test("one that fails keeps no other from being asked, and comes back later", async () => {
  const { ana, ben } = world();
  await keptByBoth();
  await world().asOwner(
    `update handrail.check_ins set state = jsonb_set(state, '{cron}', '"never"') where person in (select person from handrail.people where email = 'ben@acme.test')`,
  );
  await world().becomes("Fri", "15:01");
  await ana.sees(prompt);
  const waiting = async () =>
    (
      await world().asOwner(
        "select due_at > handrail.now() as later from handrail.timers join handrail.people on person = subject where email = 'ben@acme.test' and command = 'prompt'",
      )
    ).rows;
  await expect.poll(waiting).toEqual([{ later: true }]);
  expect(ben.messages().some(({ summary }) => summary === prompt)).toBe(false);
});
