import { expect, test } from "vitest";
import type { Somebody } from "../support/person.ts";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

/* K10 where nobody says that a shift begins, because the team's hours say it. */

const fileWith = (hours: string) =>
  organisationFile
    .replace("  Billing:\n", `  Billing:\n    hours: "${hours}"\n`)
    .replace(
      "      join_within: 60s\n",
      '      join_within: 60s\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]\n',
    )
    .concat(
      'wellbeing: { leads: [lee@acme.test], contacts: [sam@acme.test, dana@acme.test], employee_assistance: "0800 000 000" }\n',
    );
const world = stories({ file: fileWith("Mon-Fri 08:00-12:00, Mon-Fri 13:00-17:00") });

const thoughts = (who: Somebody) =>
  who.messages().filter((message) => message.words.includes("Fifteen seconds before you start."))
    .length;

async function wantsThoughts(who: Somebody) {
  await world().becomes("Sun", "12:00");
  await world().reload(fileWith("Mon-Fri 08:00-12:00, Mon-Fri 13:00-17:00"));
  await world().settled();
  await who.opensHome();
  await who.clicksAtHome("Shift-start thought");
  await who.untilHome("Stop shift-start thought");
}

test("K10: as the team's hours begin, once a shift: not again after noon, nor for `/shift on`, nor for others", async () => {
  const { ana, ben } = world();
  await wantsThoughts(ana);
  await world().becomes("Mon", "07:59");
  expect(thoughts(ana)).toBe(0);
  await world().becomes("Mon", "08:01");
  expect(thoughts(ana)).toBe(1);
  await ana.types("/shift on");
  await world().becomes("Mon", "13:01");
  expect(thoughts(ana)).toBe(1);
  await world().becomes("Tue", "08:01");
  expect(thoughts(ana)).toBe(2);
  expect(thoughts(ben)).toBe(0);
});

test("K10: nothing comes to whoever is off, and none is left waiting when it is no longer wanted", async () => {
  const { ana } = world();
  await wantsThoughts(ana);
  await world().becomes("Mon", "07:30");
  await ana.types("/shift off");
  await world().becomes("Mon", "08:40");
  expect(thoughts(ana)).toBe(0);
  await world().becomes("Tue", "08:01");
  expect(thoughts(ana)).toBe(1);
  // At home: on the card the button goes when a newer check-in message comes.
  await ana.opensHome();
  await ana.clicksAtHome("Stop shift-start thought");
  await world().becomes("Wed", "08:01");
  expect(thoughts(ana)).toBe(1);
  const { rows } = await world().asOwner(
    "select 1 from handrail.timers where feature = 'checkins' and command = 'shiftStart'",
  );
  expect(rows).toEqual([]);
});

test("K10: in a request as the shift begins: some minutes later", async () => {
  const { ana } = world();
  await wantsThoughts(ana);
  await world().becomes("Mon", "07:59");
  await ana.types("/escalate");
  await world().becomes("Mon", "08:04");
  expect(thoughts(ana)).toBe(0);
  await ana.clicks("Don't need help");
  await world().timePasses(5 * 60);
  expect(thoughts(ana)).toBe(1);
});

test("K10: the file has other hours now: it comes when they begin", async () => {
  const { ana } = world();
  await wantsThoughts(ana);
  await world().reload(fileWith("Mon-Fri 10:00-18:00"));
  await world().becomes("Mon", "08:30");
  expect(thoughts(ana)).toBe(0);
  await world().becomes("Mon", "10:01");
  expect(thoughts(ana)).toBe(1);
});
