import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

/** In the workspace, and in no organisation's file. */
const stranger = {
  account: "U0STRANGER",
  name: "Stan Stranger",
  email: "stranger@elsewhere.test",
  tz: "Europe/London",
  locale: "en-GB",
};
/** A head of support, who is in no team. */
const head = { ...stranger, account: "U0LEE", name: "lee", email: "lee@acme.test" };
const world = stories({
  file: organisationFile.replace(
    "teams:\n",
    "  lee@acme.test: { name: Lee Wong, accounts: { slack: U0LEE } }\nteams:\n",
  ),
  people: [stranger, head],
});

test("E15: /escalate @ben asks for Ben, and what follows becomes the context", async () => {
  const { ana, ben, sam } = world();
  await ana.types("/escalate @ben they shout at him");
  await ana.isTold("Sent for Ben. Supervisors are asked now.");
  await ben.sees("Ana asked for you.");
  await sam.hears("Ben needs help now. Billing, phone.");
  expect((await sam.opens("Show the words")).words).toContain("they shout at him");
  await sam.closesDialogs();
  await ana.types("/escalate @ben");
  await ana.isTold("They have asked already, and supervisors know.");
  expect(await world().requests()).toBe(1);
});

test("E15: oneself, a stranger, and somebody of elsewhere: the page leaves for who typed it", async () => {
  const { ana, ben, sam } = world();
  await ana.types("/escalate @ana");
  await sam.hears("Ana needs help now. Billing, phone.");
  await ana.sees("Asking Priya and Sam.");
  await ben.types("/escalate @stranger please");
  await ben.isTold("You named nobody of your teams. So help is asked for you.");
  await sam.hears("Ben needs help now. Billing, phone.");
  expect(await world().requests()).toBe(2);
});

test("E15: somebody of another team, or who takes no calls: the page leaves for who typed it", async () => {
  const { ana, ben, carla, sam, dana } = world();
  await ana.types("/escalate @carla please");
  await ana.isTold("You named nobody of your teams. So help is asked for you.");
  await sam.hears("Ana needs help now. Billing, phone.");
  await ben.types("/escalate @sam please");
  await ben.isTold("You named nobody of your teams. So help is asked for you.");
  await sam.hears("Ben needs help now. Billing, phone.");
  expect(dana.rings()).toEqual([]);
  expect(carla.messages()).toEqual([]);
});

test("E15: who is in no team may ask for anybody who takes calls", async () => {
  const { ben, dana, sam } = world();
  const lee = world().somebody("U0LEE");
  await lee.types("/escalate @ben");
  await lee.isTold("Sent for Ben. Supervisors are asked now.");
  await sam.hears("Ben needs help now. Billing, phone.");
  await ben.sees("Lee asked for you.");
  await lee.types("/escalate @dana");
  await world().settled();
  expect(dana.messages()).toEqual([]);
  expect(await world().requests()).toBe(1);
});

test("E15: a mention further on in the words is part of them", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate same as @ben had");
  await sam.hears("Ana needs help now. Billing, phone.");
  expect((await sam.opens("Show what Ana wrote")).words).toContain("same as @ben had");
  await sam.closesDialogs();
});
