import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();
const note = "Only practice: nobody is called.";

async function count(table: string): Promise<number> {
  const { rows } = await world().asOwner(`select count(*)::int as n from handrail.${table}`);
  return Number(rows[0]?.["n"]);
}
async function practises(): Promise<void> {
  const { ana } = world();
  await ana.opensHome();
  await ana.clicksAtHome("Practise");
  await ana.sees("Practice: Asking Alex (pretend).", note);
}

test("E15: Practise plays the whole thing: asked, taken, there, answered, ended; marked on every card and in every notification", async () => {
  const { ana } = world();
  await practises();
  await world().timePasses(6);
  await ana.hears("Practice: Alex (pretend) has it.");
  await world().timePasses(12);
  await ana.sees("Practice: Alex (pretend) is with you.", note);
  await ana.answers("Boundary", "Insults or shouting at you");
  await ana.sees("Warning 1 at ", note);
  await world().timePasses(20);
  await ana.hears("Practice: Alex (pretend): yes, approved.");
  await ana.clicks("On hold");
  await world().timePasses(45);
  await ana.hears("Practice: 45 seconds on hold. Go back now.");
  await ana.clicks("Back");
  await ana.clicks("Call ended");
  await ana.sees("Practice: It is over.", "Nobody was called, and nothing was counted.");
  for (const ring of ana.rings()) expect(ring).toMatch(/^Practice: /);
  for (const { words, summary, ephemeral } of ana.messages())
    if (!ephemeral) expect(`${summary}${words}`).toMatch(/[Pp]ractice/);
});

test("E15: a practice pages nobody and counts nowhere", async () => {
  const { ana, sam, priya, dana } = world();
  await practises();
  await ana.answers("Say why", "Abuse: shouting or insults");
  await world().timePasses(40);
  await ana.answers("Boundary", "Sexual, hate or detailed threat");
  await ana.clicks("End the call");
  await ana.sees("Practice: Closed. You ended it within policy.", "nothing was counted");
  await world().timePasses(30 * 60);
  for (const supervisor of [sam, priya, dana]) expect(supervisor.messages()).toEqual([]);
  expect(await count("requests")).toBe(0);
  expect(await count("journal")).toBe(0);
  expect(await count("request_words")).toBe(0);
  // No break, no talk and no question follow, as they would after abuse.
  expect(ana.card().words).toContain("Nobody was called");
  const metrics = await (await fetch(world().app.metricsUrl ?? "")).text();
  expect(metrics).not.toMatch(/practice/);
  // A card a day later, and nothing of it after two.
  await world().timePasses(24 * 3600);
  await ana.sees("Practice: Closed ");
});

test("E15: supervisors see no practice on their home page or board, and nobody is busy or waits because of one", async () => {
  const { ben, sam } = world();
  await practises();
  await sam.opensHome();
  expect(sam.home().words).not.toMatch(/ractice|Open requests/);
  expect(sam.home().words).toContain("Nothing is waiting for you.");
  await ben.types("/escalate");
  const page = await sam.sees("Ben");
  expect(page.words).not.toContain("Ana");
});

test("E15: it can be ended at any moment, and ends by itself after ten minutes", async () => {
  const { ana } = world();
  await practises();
  await ana.clicks("End practice");
  await ana.sees("Practice: It is over.");
  await ana.clicks("Practise");
  await ana.sees("Practice: Asking Alex (pretend).");
  await world().timePasses(30);
  expect(ana.card().buttons).toContain("End practice");
  await world().timePasses(9 * 60 + 31);
  await ana.sees("Practice: It is over.");
  await ana.losesButton("End practice");
});

test("E15: /escalate in a practice summons at once, and the practice ends", async () => {
  const { ana, sam } = world();
  await practises();
  await world().timePasses(10);
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing, phone.");
  await ana.sees("Asking Priya and Sam.");
  await ana.sees("Practice: It is over.", "You asked for real help.");
  await sam.clicks("I've got it");
  await ana.hears("Sam has it.");
  await ana.losesButton("End practice");
});

test("E15: Get help now stands first on every practice card, and is real", async () => {
  const { ana, sam } = world();
  await practises();
  const first = (): string | undefined => ana.card().buttons[0];
  expect(first()).toBe("Get help now");
  expect(ana.card().words).toContain("For real help press Get help now");
  expect(ana.card().buttons).not.toContain("Danger");
  for (const seconds of [6, 12, 20]) {
    await world().timePasses(seconds);
    expect(first()).toBe("Get help now");
  }
  await ana.clicks("Get help now");
  await sam.hears("Ana needs help now. Billing, phone.");
  await ana.sees("Practice: It is over.", "You asked for real help.");
  await ana.clicks("Danger");
  await sam.hears("Danger: Ana, Billing.");
});

test("E15: a danger is never pretended: no tile of it, and no press of one", async () => {
  const { ana, sam } = world();
  await practises();
  const why = await ana.opens("Say why").catch(() => undefined);
  expect(why?.words ?? ana.screen()).not.toMatch(/Threat|harm/);
  await ana.closesDialogs();
  expect(sam.messages()).toEqual([]);
});

test("E15: it is offered to who has never practised, on the home page and in help", async () => {
  const { ana } = world();
  await ana.opensHome();
  await ana.untilHome("New here? Try it once");
  await ana.clicksAtHome("Practise");
  await ana.untilHome("You practise until ");
  expect(ana.home().buttons).not.toContain("Practise");
  await ana.clicks("End practice");
  await ana.untilHome("Practise a call for help. Nobody is called.");
  expect(ana.home().words).not.toContain("New here?");
  await ana.types("/handrail help");
  expect((await ana.isTold("When a call is hard, ask.")).buttons).toContain("Practise");
});

test("E15: who asks for real help cannot practise meanwhile; the same press twice is one practice", async () => {
  const { ana } = world();
  await practises();
  await ana.types("/handrail help");
  await ana.clicks("Practise");
  await world().settled();
  expect(await count("practices")).toBe(1);
  await ana.types("/escalate");
  await ana.sees("You asked for real help.");
  await ana.types("/handrail help");
  await ana.clicks("Practise");
  await ana.isTold("You ask for real help just now.");
});
