import { expect, test } from "vitest";
import { accountOf, trierOf } from "../support/doors.ts";
import { stories } from "../support/stories.ts";

const world = stories();

async function asksFor(name: string): Promise<void> {
  const { ana } = world();
  await ana.opensHome();
  await ana.clicksAtHome("For a colleague");
  await ana.dialog();
  await ana.submits({ for: await ana.choice("for", name) });
}

test("E15: asked for a colleague: supervisors are paged for them, and they are told who did", async () => {
  const { ana, ben, sam } = world();
  await asksFor("Ben Okafor");
  await sam.hears("Ben needs help now. Billing, phone.");
  const page = await sam.sees("Ben", "Asked by", "Ana");
  expect(page.words).toContain("Remote");
  await ben.hears("Asking Priya and Sam.");
  await ben.sees("Ana asked for you. All fine? Press Don't need help.");
  await ana.isAnswered("Sent for Ben.");
  await ana.closesDialogs();
  // It is Ben's request, and not Ana's.
  expect(ana.rings()).toEqual([]);
  await sam.clicks("I've got it");
  await ben.hears("Sam has it.");
  await sam.clicks("I'm with Ben");
  await ben.sees("Sam is with you.", "Ana asked for you.");
  await sam.clicks("Done");
  expect((await sam.opens("Timeline")).words).toMatch(/Ana asked for help for Ben, \d\d:\d\d:\d\d/);
  await sam.closesDialogs();
});

test("E15: Don't need help is in sight for who did not ask, and ends it", async () => {
  const { ana, ben, sam } = world();
  await asksFor("Ben Okafor");
  await ben.sees("Ana asked for you.");
  expect(ben.card().buttons.slice(0, 2)).toEqual(["Danger", "Don't need help"]);
  await ana.closesDialogs();
  await ben.clicks("Don't need help");
  await ben.sees("Closed. You said that you do not need help any more.");
  await sam.losesButton("I've got it");
});

test("E15: a colleague who has asked already: one request, and it is said", async () => {
  const { ana, ben } = world();
  await ben.types("/escalate");
  await ben.sees("Asking Priya and Sam.");
  await asksFor("Ben Okafor");
  await ana.isAnswered("They have asked already, and supervisors know.");
  await ana.closesDialogs();
  expect(await world().requests()).toBe(1);
});

test("E15: after No answer asking for a colleague asks anew: nobody is left without a page", async () => {
  const { ana, ben, sam } = world();
  await ben.types("/escalate");
  await world().timePasses(20);
  await world().timePasses(30);
  await world().timePasses(20);
  await world().timePasses(30);
  await ben.sees("No answer");
  const before = sam.rings().length;
  await asksFor("Ben Okafor");
  await ana.closesDialogs();
  await sam.sees("Asked by", "Ana");
  expect(sam.rings()).toHaveLength(before + 1);
});

test("E15: a practice of the colleague ends with it", async () => {
  const { ana, ben } = world();
  await ben.opensHome();
  await ben.clicksAtHome("Practise");
  await ben.sees("Practice: Asking Alex (pretend).");
  await asksFor("Ben Okafor");
  await ana.closesDialogs();
  await ben.sees("Ana asked for you.");
  await ben.sees("Practice: It is over.", "You asked for real help.");
});

test("E15: only colleagues who take calls in one's own teams are offered, and never oneself", async () => {
  const { ana, sam } = world();
  await ana.opensHome();
  await ana.clicksAtHome("For a colleague");
  expect(await ana.choices("for")).toEqual(["Ben Okafor"]);
  await ana.closesDialogs();
  await sam.opensHome();
  await sam.clicksAtHome("For a colleague");
  expect(await sam.choices("for")).toEqual(["Ana Silva", "Ben Okafor"]);
  // Who asks is not asked to come.
  await sam.submits({ for: await sam.choice("for", "Ben Okafor") });
  await world().priya.hears("Ben needs help now. Billing, phone.");
  await sam.closesDialogs();
  expect(sam.rings()).toEqual([]);
});

test("E15: a form that names somebody of another team, a supervisor, or oneself asks nobody", async () => {
  const { ana, carla, sam, dana } = world();
  const { rows } = await world().asOwner(
    "select person::text as id, email from handrail.people order by email",
  );
  const trier = await trierOf(world(), ana, accountOf("ana"), {});
  for (const name of ["carla", "sam", "dana", "ana"]) {
    const { id } = rows.find(({ email }) => email === `${name}@acme.test`) ?? {};
    await trier.submit("escalations.raise", undefined, { for: String(id) });
    await world().settled();
    await ana.closesDialogs();
  }
  expect(await world().requests()).toBe(0);
  for (const one of [carla, sam, dana]) expect(one.messages()).toEqual([]);
});
