import { expect, test } from "vitest";
import { asking, everythingStored, samaritans } from "../support/checkins.ts";
import { tidied } from "../support/forget.ts";
import type { Somebody } from "../support/person.ts";
import { stories } from "../support/stories.ts";

/* An answer that is hard: helped first, and a named person where one is asked for (K3, K4). */

const world = stories({ file: asking });

test("K3: a hard answer is an offer, to that person alone, once a week", async () => {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "1" });
  await ana.isAnswered("That was a rough week.");
  await ana.clicksInDialog("Ideas for breaks");
  await ana.isAnswered("each twice as long out as in");
  await ana.closesDialogs();
  expect(world().sent()).not.toContain("rough week");
  await world().timePasses(24 * 3600);
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "1" });
  await ana.isAnswered("Saved. Shown only to you.");
  expect((await ana.dialog()).words).not.toContain("rough week");
});

test("K3: the break that is offered is one press away", async () => {
  const { ana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ strain: "5" });
  await ana.isAnswered("That was a rough week.");
  await ana.clicksInDialog("20 min break");
  await ana.sees("Now. Back about");
});

test("K4: words about harming oneself bring the crisis card in the answer itself, and leave no trace", async () => {
  const { ana, sam } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ energy: "2", note: "I don’t want to live anymore" });
  await ana.isAnswered("Please talk to someone now.");
  const { words } = await ana.dialog();
  expect(words).toContain(samaritans);
  expect(words).toContain("a person from here contacts you");
  await world().settled();
  expect(sam.messages()).toEqual([]);
  expect(await everythingStored(world())).not.toMatch(/crisis|self.?harm|suicid/i);
});

test("K4: a person is asked, then the second, then an alarm with an honest sentence: never a silent end", async () => {
  // Sam runs Ana's team: the other contact comes first.
  const { ana, sam, dana } = world();
  await ana.types("/checkin");
  await ana.opens("Check in");
  await ana.submits({ note: "I want to kill myself" });
  await ana.isAnswered("Please talk to someone now.");
  await ana.clicksInDialog("Ask a person to contact me now");
  await dana.hears("A colleague asks for you now.");
  await ana.sees("We asked Dana to contact you.", samaritans);
  expect(dana.card().words).not.toMatch(/kill|check-in/i);
  expect(sam.rings()).toEqual([]);
  await world().timePasses(2 * 60);
  await sam.hears("A colleague asks for you now.");
  await world().timePasses(3 * 60);
  await ana.sees("Nobody has answered yet. We ask again. Please call now.");
  expect(ana.card().words).toContain("5000");
  expect(await unanswered()).toBe(1);
  await world().timePasses(15 * 60);
  expect(dana.rings()).toHaveLength(3);
  await dana.clicks("I'll contact Ana");
  await ana.sees("Dana will contact you.");
  await sam.sees("Dana has it.");
  expect(await unanswered()).toBe(0);
});

test("K4: a contact who cannot passes it on at once; pressed again asks the next; withdrawn is over", async () => {
  const { ana, ben, sam, dana } = world();
  await asksForSomebody(ana);
  await dana.clicks("I can't now");
  await sam.hears("A colleague asks for you now.");
  await sam.clicks("I'll contact Ana");
  await ana.sees("Sam will contact you.");

  await asksForSomebody(ben);
  await dana.hears("A colleague asks for you now.");
  // Presses in a row are one wish.
  await world().timePasses(31);
  await asksForSomebody(ben);
  await sam.hears("A colleague asks for you now.");
  await ben.clicks("Not needed now");
  await sam.sees("Not needed any more.");
  expect(await unanswered()).toBe(0);
});

test("K4: who is there is asked first, and a contact who asks is not asked themselves", async () => {
  const { ana, sam, dana } = world();
  await sam.types("/shift off");
  await asksForSomebody(ana);
  await dana.hears("A colleague asks for you now.");
  expect(sam.rings()).toEqual([]);
  await asksForSomebody(sam);
  await dana.hears("A colleague asks for you now.");
  expect(sam.rings()).not.toContain("A colleague asks for you now.");
});

test("K4: that somebody asked for a person is forgotten after a day", async () => {
  const { ana, dana } = world();
  await asksForSomebody(ana);
  await dana.clicks("I'll contact Ana");
  await ana.sees("Dana will contact you.");
  const kept = async () =>
    (await world().asOwner("select 1 from handrail.contact_requests")).rows.length;
  await world().timePasses(23 * 3600);
  await tidied(world());
  expect(await kept()).toBe(1);
  await world().timePasses(2 * 3600);
  await tidied(world());
  expect(await kept()).toBe(0);
});

/** The offers of *Ideas* and of the crisis card have it; here it is pressed where `/checkin` leads to. */
async function asksForSomebody(who: Somebody) {
  await who.closesDialogs();
  await who.types("/checkin");
  await who.opens("Check in");
  await who.submits({ note: "suicidal" });
  await who.isAnswered("Please talk to someone now.");
  await who.clicksInDialog("Ask a person to contact me now");
  await who.isAnswered("to contact you.");
  await who.closesDialogs();
}

/** As the auditor counts them for the alarm. */
async function unanswered(): Promise<number> {
  const { rows } = await world().asOwner(
    "select count(*)::int as n from handrail.contact_requests where status = 'unanswered'",
  );
  return Number(rows[0]?.["n"]);
}
