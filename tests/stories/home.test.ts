import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import type { Name } from "../support/cast.ts";
import { stories } from "../support/stories.ts";

/** Sam runs Billing and takes its calls too; Ben is in no team; Carla, in none either, is a lead. */
const file = `${organisationFile
  .replace(
    "agents: [ana@acme.test, ben@acme.test]",
    'agents: [ana@acme.test, sam@acme.test]\n    hours: "Mon-Fri 08:00-20:00"\n    check_ins: [{ name: weekly, cron: "0 15 * * 5", questions: weekly }]',
  )
  .replace(/agents: \[carla@acme.test\]\n$/, "agents: []\n")}
wellbeing: { leads: [carla@acme.test], contacts: [dana@acme.test, carla@acme.test], employee_assistance: "0800 000 000" }
`;
const world = stories({ file });

/**
 * The page as it is, once its first line is this. The app knows a pushed clock with its next tick, so
 * they look again until it does.
 */
async function opens(name: Name, standing: string) {
  const somebody = world()[name];
  const looks = async () => {
    await somebody.opensHome();
    await world().settled();
    return somebody.home().words.split("\n")[0];
  };
  await expect.poll(looks, { timeout: 10_000 }).toBe(standing);
  return somebody.home();
}

test("P5: an agent reads how things stand, and has Get help now first", async () => {
  await world().becomes("Wed", "10:00");
  const { buttons, words } = await opens(
    "ana",
    "You are on shift until 20:00. Nothing is waiting for you.",
  );
  expect(buttons.slice(0, 3)).toEqual(["Get help now", "Start 20 min", "Talk it through"]);
  for (const heading of ["For you", "Team", "Settings"]) expect(words).toContain(heading);
  for (const button of ["Check in", "Go off shift", "My data", "Ask a person to contact me now"])
    expect(buttons).toContain(button);
});

test("P5: how their request stands is the first line, and nothing of it once it is over", async () => {
  await world().becomes("Wed", "10:00");
  const { ana, priya } = world();
  await ana.opensHome();
  await ana.types("/escalate");
  await ana.untilHome("You asked for help at 10:00. Nobody has it yet.");
  await priya.clicks("I've got it");
  await ana.untilHome("Priya has your request since 10:0");
  await priya.clicks("I'm with Ana");
  await ana.untilHome("Priya is with you since 10:0");
  expect(ana.home().words).toMatch(/^Priya is with you since 10:0/);
  await ana.clicks("Call ended");
  await ana.untilHome("Nothing is waiting for you.");
});

test("P5: a supervisor has the board first, and no red button; who waits is the first line", async () => {
  await world().becomes("Wed", "10:00");
  const { ana, priya } = world();
  const quiet = await opens("priya", "You are on shift until 20:00. Nothing is waiting for you.");
  expect(quiet.buttons.slice(0, 3)).toEqual(["Show the board", "On a call", "Start 20 min"]);
  expect(quiet.buttons).not.toContain("Get help now");
  await ana.types("/escalate");
  await priya.untilHome("One person waits for help.");
  await priya.clicksAtHome("I've got it");
  await priya.untilHome("You have one request.");
});

test("P5: who runs a team and takes its calls has both; off shift the way back is among the first", async () => {
  await world().becomes("Wed", "10:00");
  const { sam } = world();
  const both = await opens("sam", "You are on shift until 20:00. Nothing is waiting for you.");
  expect(both.buttons.slice(0, 3)).toEqual(["Get help now", "Show the board", "On a call"]);
  expect(both.buttons).toContain("Start 20 min");
  await sam.clicksAtHome("Go off shift");
  await sam.untilHome("You are off shift. Nobody will ask you.");
  expect(sam.home().buttons.slice(0, 3)).toEqual([
    "Get help now",
    "Show the board",
    "Come on shift",
  ]);
});

test("P5: in no team the first line says whom to call; a lead has the trend first", async () => {
  await world().becomes("Wed", "10:00");
  const ben = await opens(
    "ben",
    "You are not in a team yet, so we do not know whom to ask. Call 5000.",
  );
  expect(ben.buttons[0]).toBe("Ask a person to contact me now");
  expect(ben.buttons).toContain("My data");
  expect(ben.buttons).not.toContain("Get help now");
  // The first window of the trend begins when a file is applied.
  await world().reload(file);
  await world().settled();
  const carla = await opens("carla", "Nothing is waiting for you.");
  expect(carla.buttons.slice(0, 2)).toEqual(["Team trend", "What we're doing"]);
});
