import { expect, test } from "vitest";
import type { Name } from "../world/cast.ts";
import { organisationFile } from "../world/story.ts";
import { stories } from "../world/stories.ts";

/* What a team can read of itself, and nobody of anybody (PRODUCT K5, K7). Dana is the wellbeing lead. */

const asking = organisationFile
  .replaceAll(/^  (Billing|Deliveries):$/gm, '  $1:\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]')
  .concat('wellbeing: { leads: [dana@acme.test], contacts: [sam@acme.test, dana@acme.test], employee_assistance: "0800 000 000" }\n');
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
  const answered = somebody.messages().flatMap((message) => (message.ephemeral ? [message.words] : []));
  const words = [...answered, somebody.client.dialog()?.words ?? ""].findLast((text) => text.includes(small)) ?? "";
  await somebody.closesDialogs();
  return words;
}

test("K5: before a window is over there is nothing to show, and it says when there may be", async () => {
  await begins();
  await answers("ana", "4");
  expect(await looks("ana")).toMatch(/Nothing to show yet\. First picture: (\d{1,2} \w+|\w+ \d{1,2})\./);
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
  for (const name of ["ana", "ben", "sam", "priya", "carla"] as const) await answers(name, name === "ana" ? "1" : "5");
  await world().timePasses(fourWeeks);
  const numbers = "Everyone: battery 50–100 % of 5 or more; weight 0–50 % of 5 or more; help 50–100 % of 5 or more.";
  const card = await dana.sees("Team trend", numbers);
  expect(card.buttons).toContain("Say what we are doing");
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

test("K5: somebody new in the next window hides it: the difference would be one person", async () => {
  await begins(
    asking
      .replace("agents: [carla@acme.test]", "agents: []")
      .replace("  carla@acme.test: { name: Carla Moreno, channel: chat, accounts: { slack: U0CARLA } }\n", ""),
  );
  for (const name of ["ana", "ben", "sam", "priya", "dana"] as const) await answers(name, "5");
  await begins();
  await world().timePasses(fourWeeks);
  const first = await looks("ana");
  expect(first).toContain("battery 50–100 %");
  for (const name of ["ana", "ben", "sam", "priya", "dana", "carla"] as const) await answers(name, "1");
  await world().timePasses(fourWeeks);
  const second = await looks("ana");
  // Still the first window's, and nothing beside it.
  expect(second.match(/ battery /g)).toHaveLength(1);
  expect(second).toContain("battery 50–100 %");
});

test("K7: the lead says what is being done, everybody reads it, and nobody else can write it", async () => {
  const { ana, dana } = world();
  await begins();
  await dana.opensHome();
  await dana.clicksAtHome("Say what we are doing");
  await dana.dialog();
  await dana.submits({ doing: "One more person on Mondays." });
  await dana.isAnswered("Saved. Everybody can read it now.");
  await dana.closesDialogs();
  await ana.opensHome();
  await ana.untilHome("You said, we are doing: One more person on Mondays.");
  expect(ana.home().buttons).not.toContain("Say what we are doing");
  const { rows } = await world().asOwner(
    "select coalesce(doing, '') || state::text as kept from handrail.trends union all select event::text from handrail.journal",
  );
  expect(rows.map((row) => String(row["kept"])).join()).not.toContain("Mondays");
});
