import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

const world = stories({
  file: organisationFile.replaceAll(
    /^  (Billing|Deliveries):$/gm,
    '  $1:\n    hours: "Mon-Fri 08:00-20:00"',
  ),
});
const page = "Ana needs help now. Billing, phone.";

test("P1: in the team's hours its supervisors are asked; outside them nobody is, and the agent reads so at once", async () => {
  const { ana, sam } = world();
  await world().becomes("Tue", "10:00");
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.clicks("Don't need help");

  await world().becomes("Tue", "21:00");
  await ana.types("/escalate");
  await ana.isTold("Nobody is on shift right now.", "you may end the call", "Or call 5000.");
  expect(ana.screen()).not.toContain("Asked");
  expect(sam.rings()).toEqual([page]);
});

test("P1: /shift on is on shift outside the hours, for ten hours", async () => {
  const { ana, sam, dana } = world();
  await world().becomes("Sat", "09:00");
  await sam.types("/shift on");
  const said = await sam.isTold("You are on shift until 19:00.");
  // No shift of his runs that somebody could take; Monday's may be swapped.
  expect(said.buttons).toEqual(["On a call", "Go off shift", "Swap…", "Change a shift"]);
  await ana.types("/escalate");
  await sam.hears(page);
  expect(dana.rings()).toEqual([]);
  await ana.clicks("Don't need help");
  await world().becomes("Sat", "19:01");
  await ana.types("/escalate");
  await ana.isTold("Nobody is on shift right now.");
  expect(sam.rings()).toEqual([page]);
});

test("P1: /shift off is off shift within the hours; the home page says it and offers the way back", async () => {
  const { ana, sam, priya } = world();
  await world().becomes("Wed", "10:00");
  await sam.types("/shift OFF ");
  await sam.isTold("You are off shift. Nobody will ask you.");
  await sam.opensHome();
  expect(sam.home().words).toContain("You are off shift.");
  await ana.types("/escalate");
  await priya.hears(page);
  await ana.sees("Asking Priya.");
  expect(sam.rings()).toEqual([]);
  await sam.clicksAtHome("Come on shift");
  // The page itself says it: no dialog opens over it.
  await expect.poll(() => sam.home().buttons).toContain("Go off shift");
  await sam.untilHome("One person waits for help.");
  expect(sam.client.dialog()).toBeUndefined();
  await world().timePasses(20);
  await sam.hears(page);
});

test("P1: /shift alone shows how it stands, and each press shows how it stands then, where it was pressed", async () => {
  const { ana, sam } = world();
  await world().becomes("Wed", "10:00");
  await ana.types("/shift");
  const hers = await ana.isTold("You are on shift until 20:00.");
  expect(hers.buttons).toEqual(["Go off shift", "Take my place", "Swap…"]);
  await sam.types("/shift");
  const first = await sam.isTold("You are on shift until 20:00.");
  const others = ["Go off shift", "Take my place", "Swap…", "Change a shift"];
  expect(first.buttons).toEqual(["On a call", ...others]);
  await sam.clicks("On a call");
  const call = await sam.isTold("You are on a call. We ask you last, but at once in a danger.");
  expect([call.id, call.buttons]).toEqual([first.id, ["Off the call", ...others]]);
  await sam.clicks("Go off shift");
  const off = await sam.isTold("You are off shift. Nobody will ask you.");
  expect([off.id, off.buttons]).toEqual([first.id, ["Come on shift", "Swap…", "Change a shift"]]);
  await sam.types("/shift");
  await sam.isTold("You are off shift.");
});

test("P1: anything else after /shift says what can be said, and changes nothing", async () => {
  const { ana, sam } = world();
  await world().becomes("Wed", "10:00");
  for (const words of ["/shift maybe", "/shift on now"]) {
    await sam.types(words);
    await sam.isTold("You are on shift until 20:00.", "Say shift on or shift off.");
  }
  await ana.types("/escalate");
  await sam.hears(page);
});

test("P1: where nobody knows a shift of theirs nothing is offered that needs one; pressed late, the rest stays", async () => {
  const { ana } = world();
  await world().becomes("Wed", "10:00");
  await ana.types("/shift");
  const first = await ana.isTold("You are on shift until 20:00.");
  await world().becomes("Wed", "20:30");
  await ana.clicks("Take my place");
  const late = await ana.isTold("You have no shift now that somebody could take.");
  expect([late.id, late.buttons]).toEqual([first.id, ["Come on shift", "Go off shift"]]);
  await ana.clicks("Go off shift");
  await ana.isTold("You are off shift.");
  // Open day and night: no shift begins or ends.
  await world().reload(
    organisationFile.replaceAll(
      /^  (Billing|Deliveries):$/gm,
      '  $1:\n    hours: "Mon-Sun 00:00-24:00"',
    ),
  );
  await ana.types("/shift on");
  expect((await ana.isTold("You are on shift")).buttons).toEqual(["Go off shift"]);
});

test("P1: /shift alone shows how things stand, and that is no refusal", async () => {
  const { sam } = world();
  const refused = () =>
    world()
      .told()
      .log.filter((line) => line.includes('"by_rule"')).length;
  const before = refused();
  await sam.types("/shift");
  await sam.isTold("You are on shift");
  expect(refused()).toBe(before);
});
