import { expect, test } from "vitest";
import { people } from "../support/debriefs.ts";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

/** Ana and Ben take calls in Billing, Carla in Deliveries. Sam and Priya run Billing, Dana Deliveries. */
const world = stories({
  file: `${organisationFile}wellbeing: { contacts: [dana@acme.test], employee_assistance: "0800 000 000" }\n`,
});
const { willing, wants, talk, offered } = people(world);

const asked = "A colleague would like to talk something through. Can you?";

test("D1, D2, D4: the one asked learns the name with their yes, and both see the guide", async () => {
  const { ana, ben, carla } = world();
  await willing("ben");
  await wants("ana", "A peer");
  await ana.hears("Finding someone.");
  await ben.hears(asked);
  expect(ben.screen()).not.toContain("Ana");
  expect(carla.rings()).toEqual([]);
  await ben.clicks("Yes, I can");
  await ana.hears("Ben can talk with you now.");
  await ana.sees("You choose what you talk about.");
  await ben.sees("You and Ana", "I don't need the details.", "What would you like me to know?");
});

test("D6: when they are done the supporter is asked too; Fine closes it, and nothing of it is left", async () => {
  const { ana, ben } = world();
  await talk("ana", "ben");
  await ana.clicks("We're done");
  await ana.sees("You have talked.");
  await ben.sees("Thank you for listening.", "And you: how are you now?");
  await ben.clicks("Fine");
  await ben.losesButton("Fine");
  await world().timePasses(12 * 3600 + 1);
  await ben.sees("Not needed any more.");
  expect(ben.card().words).not.toContain("Ana");
  const { rows } = await world().asOwner(
    "select state from handrail.debriefs where status <> 'idle'",
  );
  expect(rows).toEqual([]);
});

test("D6: Pause me today: not asked again before midnight", async () => {
  const { ana, ben } = world();
  await world().becomes("Tue", "10:00");
  await talk("ana", "ben");
  await ben.clicks("We're done");
  await ben.clicks("Pause me today");
  await ben.sees("We do not ask you again today.");
  await wants("ana", "A peer");
  await world().timePasses(121);
  await ana.hears("Nobody is free right now.");
  await world().becomes("Wed", "10:00");
  await wants("ana", "A peer");
  await ben.hears(asked);
});

test("D6: I'd like someone too: the supporter is offered the same", async () => {
  const { ana, ben } = world();
  await talk("ana", "ben");
  await ana.clicks("We're done");
  await ben.clicks("I'd like someone too");
  await ben.hears("Would it help to talk it through?");
  expect(ben.card().buttons).toEqual(["A peer", "A supervisor", "Outside my team", "No thanks"]);
});

test("D2: Not now goes to the next, and nobody learns who said it", async () => {
  const { ana, ben, carla } = world();
  await willing("ben", "carla");
  await wants("ana", "A peer");
  // Carla is of another team: some distance costs less.
  await carla.hears(asked);
  expect(ben.rings()).toEqual([]);
  await carla.clicks("Not now");
  await ben.hears(asked);
  await carla.sees("Not needed any more.");
  expect(ana.screen()).not.toMatch(/Carla|Ben/);
  await ben.clicks("Yes, I can");
  await ana.hears("Ben can talk with you now.");
  expect(ana.screen()).not.toContain("Carla");
  expect(carla.screen()).not.toMatch(/Ana|Ben/);
});

test("D2: 90 s without an answer, then the next; the first one's card says kindly that it is over", async () => {
  const { ana, ben, carla } = world();
  await willing("ben", "carla");
  await wants("ana", "A peer");
  await carla.hears(asked);
  await world().timePasses(89);
  expect(ben.rings()).toEqual([]);
  await world().timePasses(2);
  await ben.hears(asked);
  await carla.losesButton("Yes, I can");
  await carla.sees("Not needed any more. Thank you.");
  await ben.clicks("Yes, I can");
  await ana.hears("Ben can talk with you now.");
});

test("D2: after two minutes it is said honestly, with what else there is", async () => {
  const { ana, ben, carla } = world();
  await willing("ben", "carla");
  await wants("ana", "A peer");
  await carla.hears(asked);
  await world().timePasses(91);
  await ben.hears(asked);
  await world().timePasses(30);
  await world().timePasses(121);
  await ana.hears("Nobody is free right now.");
  await ana.sees("Your company's own line: 0800\u00a0000\u00a0000.", "Or ask for a supervisor.");
  await ben.losesButton("Yes, I can");
  expect(ana.card().buttons).toEqual(["Try again", "A supervisor", "No thanks"]);
  await ana.clicks("Try again");
  await carla.hears(asked);
});

test("bad input: with nobody willing, or only oneself, it is said, and no sooner", async () => {
  const { ana } = world();
  await wants("ana", "A peer");
  await world().timePasses(121);
  await ana.hears("Nobody is free right now.");
  await willing("ana");
  await ana.clicks("Try again");
  await world().timePasses(121);
  expect(ana.rings().at(-1)).toBe("Nobody is free right now.");
  expect(ana.rings()).not.toContain(asked);
});

test("bad input: with nobody on shift it is said, and no sooner", async () => {
  const { ana, ben } = world();
  await willing("ben");
  await ben.types("/shift off");
  await wants("ana", "A peer");
  await world().timePasses(121);
  await ana.hears("Nobody is free right now.");
  expect(ben.rings()).toEqual([]);
});

test("D1: No thanks is final, and not kept", async () => {
  const { ana } = world();
  await willing("ben");
  await wants("ana", "No thanks");
  await ana.isAnswered("All right.");
  await world().timePasses(24 * 3600);
  expect(ana.rings()).toEqual([]);
  const { rows } = await world().asOwner(
    "select state from handrail.debriefs d join handrail.people p using (organisation_id, person) where p.name = 'Ana Silva'",
  );
  for (const { state } of rows)
    expect(Object.keys(state as object).toSorted()).toEqual(["lastAt", "person", "status"]);
});

test("D1: declined is final for that time: another hard day brings another offer, as a new message", async () => {
  const { ana } = world();
  const offer = "Would it help to talk it through?";
  await offered("ana");
  await ana.hears(offer);
  await ana.clicks("No thanks");
  await ana.sees("This is over.");
  await offered("ana");
  await ana.sees(offer);
  expect(ana.rings()).toEqual([offer, offer]);
});

test("D1: abuse, a break, and back: then it is offered", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await ana.answers("Say why", "Abuse: shouting or insults");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await ana.clicks("Start 20 min");
  await world().timePasses(20 * 60 + 1);
  expect(ana.rings()).not.toContain("Would it help to talk it through?");
  await ana.clicks("I'm back");
  await ana.hears("Would it help to talk it through?");
});

test("D1: offered, and unanswered: once more before the shift ends, then silence", async () => {
  const { ana } = world();
  await world().becomes("Tue", "08:00");
  await ana.types("/shift on");
  await offered("ana");
  await ana.hears("Would it help to talk it through?");
  await ana.sees("If you say no, we keep nothing and do not ask again.");
  await world().timePasses(9 * 3600 + 29 * 60);
  expect(ana.rings()).toHaveLength(1);
  await world().timePasses(60);
  expect(ana.rings()).toEqual([
    "Would it help to talk it through?",
    "Would it help to talk it through?",
  ]);
  await world().timePasses(24 * 3600);
  expect(ana.rings()).toHaveLength(2);
  await ana.losesButton("A peer");
});

test("D1: an offer becomes the search it led to, in place", async () => {
  const { ana, ben } = world();
  await willing("ben");
  await offered("ana");
  await ana.hears("Would it help to talk it through?");
  await ana.clicks("A peer");
  await ben.hears(asked);
  await ana.sees("Finding someone.");
  await ana.losesButton("A peer");
  expect(ana.rings()).toHaveLength(1);
});

test("D2: Stop looking: whoever was asked is let go", async () => {
  const { ana, ben } = world();
  await willing("ben");
  await wants("ana", "A peer");
  await ben.hears(asked);
  await ana.clicks("Stop looking");
  await ben.losesButton("Yes, I can");
  await ben.sees("Not needed any more. Thank you.");
  expect(ben.screen()).not.toContain("Ana");
});

test("D2: a supervisor who can say no to nobody's pay rise: never one's own, unless named", async () => {
  const { ana, sam, priya, dana } = world();
  await willing("sam", "priya", "dana");
  await wants("ana", "A supervisor");
  await dana.hears(asked);
  await dana.clicks("Not now");
  await world().timePasses(121);
  await ana.hears("Nobody is free right now.");
  expect([sam.rings(), priya.rings()]).toEqual([[], []]);

  await ana.types("/debrief");
  await ana.opens("Who and when");
  await ana.submits({
    willing: "no",
    today: "open",
    favourite: await ana.choice("favourite", "Sam Reyes"),
  });
  await ana.closesDialogs();
  await wants("ana", "A supervisor");
  await sam.hears(asked);
  expect(priya.rings()).toEqual([]);
});

test("D2: outside my team is outside my team", async () => {
  const { ana, ben, sam, carla } = world();
  await willing("ben", "sam", "carla");
  await wants("ana", "Outside my team");
  await carla.hears(asked);
  await carla.clicks("Not now");
  await world().timePasses(121);
  await ana.hears("Nobody is free right now.");
  expect([ben.rings(), sam.rings()]).toEqual([[], []]);
});

test("D2: two who look at once are not sent to the same person", async () => {
  const { ana, ben, carla, dana } = world();
  await willing("carla", "dana");
  await Promise.all([wants("ana", "Outside my team"), wants("ben", "Outside my team")]);
  await carla.hears(asked);
  await dana.hears(asked);
  await carla.clicks("Yes, I can");
  await dana.clicks("Yes, I can");
  await world().settled();
  const own = [...ana.rings(), ...ben.rings()].filter(
    (text) => text !== "Ten minutes for the two of you.",
  );
  expect(new Set(own)).toEqual(
    new Set(["Finding someone.", "Carla can talk with you now.", "Dana can talk with you now."]),
  );
});

test("bad input: both answer at once: one truth for both", async () => {
  const { ana, ben } = world();
  await willing("ben");
  await wants("ana", "A peer");
  await ben.hears(asked);
  await Promise.all([ben.clicks("Yes, I can"), ana.clicks("Stop looking")]);
  await world().settled();
  const together = ana.screen().includes("Ben can talk with you now.");
  expect(ben.screen().includes("You and Ana")).toBe(together);
});

test("bad input: the supporter leaves in between: the search goes on, and the name of the next one is theirs to give", async () => {
  const { ana, ben, carla } = world();
  await willing("ben", "carla");
  await wants("ana", "A peer");
  await carla.clicks("Yes, I can");
  await ana.hears("Carla can talk with you now.");
  await carla.clicks("I can't stay");
  await ana.hears("Someone had to leave. Finding someone else.");
  await ben.hears(asked);
  await carla.losesButton("We're done");
  await ben.clicks("Yes, I can");
  await ana.hears("Ben can talk with you now.");
});

test("bad input: whoever went into a break meanwhile is not held to their yes", async () => {
  const { ana, ben } = world();
  await willing("ben");
  await wants("ana", "A peer");
  await ben.hears(asked);
  await ben.types("/break 10");
  await ben.clicks("Yes, I can");
  await ben.sees("Not needed any more. Thank you.");
  await world().timePasses(121);
  await ana.hears("Nobody is free right now.");
});

test("D4: Stop and get help: who to call, for both, and no question why", async () => {
  const { ana, ben } = world();
  await talk("ana", "ben");
  await ben.clicks("Stop and get help");
  for (const one of [ana, ben])
    await one.sees(
      "In danger now: 999. Someone to talk to, day and night: Samaritans, 116\u00a0123.",
      "Your company's own line: 0800\u00a0000\u00a0000.",
      "At work: Dana.",
    );
  await ana.losesButton("We're done");
  await ana.sees("You did well to stop.", "Ask a person to contact me now");
  // It was no talk that ended well. Who pressed in the shared chat reads it there, for their eyes
  // alone, and once on their card.
  for (const one of [ana, ben]) expect(one.screen()).not.toContain("You have talked");
  const cards = ben.messages().filter((one) => !one.ephemeral);
  expect(cards.filter(({ words }) => words.includes("In danger now"))).toHaveLength(1);
});
