import { expect, test } from "vitest";
import type { Somebody } from "../support/person.ts";
import { dayIn, withHours } from "../support/shifts.ts";
import { stories } from "../support/stories.ts";

/* P1: swaps, a place that a colleague takes, and changes for a day. Billing is open on weekdays from 8 to 20. */

const world = stories({ file: withHours });
const page = "Ana needs help now. Billing, phone.";

const fullNames = {
  ...{ ana: "Ana Silva", ben: "Ben Okafor", carla: "Carla Moreno", priya: "Priya Nair" },
} as const;
type Named = keyof typeof fullNames;

async function shiftSays(who: Somebody, words: string) {
  const told = async () => {
    await who.types("/shift");
    return (await who.isTold("shift")).words;
  };
  await expect.poll(told, { interval: 1_000 }).toContain(words);
}

/** *Swap…* from `/shift`: the shift that runs, or the first on a day. */
async function asks(who: Somebody, shift: number, colleague: Named, back: number | "none") {
  await shiftSays(who, "shift until");
  await who.opens("Swap…");
  const options = Object.entries((await who.dialog()).choices["shift"] ?? {});
  expect(await who.choices("with")).not.toContain(fullNames[who.name.toLowerCase() as Named]);
  await who.submits({
    shift: options[shift]?.[1] ?? "",
    with: await who.choice("with", fullNames[colleague]),
    day: back === "none" ? "none" : await dayIn(world(), back),
  });
}

async function isAsked(who: Somebody) {
  await who.isAnswered("Asked. We tell you what they say.");
  await who.closesDialogs();
}

test("P1: a swap is asked, accepted, told to who runs the team, and counts at once", async () => {
  const { ana, sam, priya, dana } = world();
  await world().becomes("Mon", "09:00");
  await shiftSays(ana, "You are on shift until 20:00.");
  await asks(sam, 0, "priya", 1);
  await isAsked(sam);
  await priya.sees("Sam asks you to swap shifts", "You work: Monday", "Sam works: Tuesday");
  await priya.clicks("Accept");
  await priya.isTold("Thank you. It counts from now on.");
  await sam.sees("Priya works your shift", "You work: Tuesday");
  await priya.sees("You work the shift of Sam");
  await shiftSays(sam, "You are off shift.");
  await ana.types("/escalate");
  await priya.hears(page);
  await ana.sees("Asking Priya.");
  expect(sam.rings()).not.toContain(page);
  await ana.clicks("Don't need help");
  await world().becomes("Tue", "09:00");
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.sees("Asking Sam.");
  await ana.clicks("Don't need help");
  // Nobody of another team reads any of it.
  expect(dana.rings()).not.toContain("News about a shift.");
});

test("P1: an agent's swap is read by the supervisors; refused, taken back or answered late, nothing changes", async () => {
  const { ana, ben, sam } = world();
  await world().becomes("Mon", "09:00");
  await asks(ana, 0, "ben", "none");
  await isAsked(ana);
  await ben.sees("Ana asks you to swap shifts", "No shift is given in return.");
  await ben.clicks("Not this time");
  await ana.sees("Ben cannot this time", "Your shift stays as it was.");
  await ana.losesButton("Withdraw");
  await asks(ana, 1, "ben", "none");
  await isAsked(ana);
  await ana.clicks("Withdraw");
  await ben.sees("This was taken back");
  await shiftSays(ana, "You are on shift until 20:00.");
  expect(sam.screen()).not.toContain("works the shift of");

  await asks(ana, 1, "ben", "none");
  await isAsked(ana);
  await world().becomes("Tue", "08:05");
  await ana.sees("Nobody answered in time");
  await asks(ana, 0, "ben", "none");
  await isAsked(ana);
  await ben.clicks("Accept");
  await sam.sees("Ben works the shift of Ana");
  await shiftSays(ana, "You are off shift.");
});

test("P1: in return for a day without a shift: one sentence, and nothing is asked", async () => {
  const { ana, ben } = world();
  await world().becomes("Fri", "09:00");
  await asks(ana, 0, "ben", 1);
  await ana.isAnswered("They have no shift on that day.");
  await ana.closesDialogs();
  const { rows } = await world().asOwner("select 1 from handrail.swaps");
  expect([rows, ben.rings()]).toEqual([[], []]);
});

test("P1: Take my place is two presses, and nobody asks why", async () => {
  const { ana, ben, carla, sam, priya } = world();
  await world().becomes("Mon", "10:00");
  await ana.types("/promise 16:00 parcel");
  await ana.clicks("Keep it");
  await ana.isTold("Saved.");
  await shiftSays(ana, "You are on shift until 20:00.");
  await ana.clicks("Take my place");
  await ana.isTold("We asked your colleagues on shift");
  await ben.sees("Who can take the place of Ana?", "From now until 20:00.");
  await ben.clicks("I'll take it");
  await ben.sees("You have the place of Ana until 20:00");
  await ana.sees("Ben has your place until 20:00", "You are off shift.");
  const open = await ana.sees("Your shift ended at 10:00.", "A call at 16:00.");
  expect(open.buttons).toEqual(["Give 16:00…", "Keep it"]);
  await sam.sees("Ben has the place of Ana until 20:00");
  await shiftSays(ana, "You are off shift.");
  expect(carla.screen()).not.toContain("Ana");
  expect([sam.screen(), ben.screen()].join()).not.toMatch(/because|reason/);

  // Of two supervisors one leaves; the other is asked, and does not answer: after five minutes nobody is left to tell.
  await shiftSays(sam, "You are on shift until 20:00.");
  await sam.clicks("Take my place");
  await priya.sees("Who can take the place of Sam?");
  await priya.clicks("I'll take it");
  await sam.sees("Priya has your place until 20:00");
});

test("P1: nobody is free: who runs the team reads it at once; nobody answers: after five minutes", async () => {
  const { ana, ben, sam } = world();
  await world().becomes("Mon", "10:00");
  await ben.types("/shift off");
  await ben.isTold("You are off shift.");
  await shiftSays(ana, "You are on shift until 20:00.");
  await ana.clicks("Take my place");
  await ana.isTold("No colleague is free right now", "Who runs your team reads it now.");
  await sam.sees("Ana has to leave, and nobody has the place yet");
  await ana.clicks("Withdraw");
  await sam.sees("This was taken back");

  await ben.types("/shift on");
  await ben.isTold("You are on shift until 20:00.");
  await shiftSays(ana, "You are on shift until 20:00.");
  await ana.clicks("Take my place");
  await ben.sees("Who can take the place of Ana?");
  expect(sam.messages().filter(({ words }) => words.includes("has to leave"))).toEqual([]);
  await world().timePasses(301);
  await sam.sees("Ana has to leave, and nobody has the place yet");
});

test("P1: who runs a team changes a day; they read it at once, without a reason", async () => {
  const { ana, ben, sam, priya } = world();
  await world().becomes("Mon", "09:00");
  const changes = async (name: Named, values: Record<string, string> = {}) => {
    await shiftSays(sam, "You are on shift until 20:00.");
    await sam.opens("Change a shift");
    await sam.submits({
      ...{ person: await sam.choice("person", fullNames[name]), day: await dayIn(world(), 0) },
      ...{ how: "off", from: "", to: "", ...values },
    });
  };
  await changes("ana");
  await sam.isAnswered("Saved. It counts now, and they read it.");
  await sam.closesDialogs();
  await ana.sees("You are off on Monday", "Sam changed it.");
  await priya.sees("Sam changed a shift of Ana");
  await shiftSays(ana, "You are off shift.");
  await changes("ben", { how: "works", from: "12:00", to: "20:30" });
  await ben.sees("You work: Monday", "20:30", "Sam changed it.");
  await shiftSays(ben, "You are off shift.");
  await world().becomes("Mon", "20:15");
  await shiftSays(ben, "You are on shift until 20:30.");
});

test("P1: a change of a leaver, with wrong hours, or of a time that is over gets one sentence", async () => {
  const { ana, sam } = world();
  await world().becomes("Mon", "12:00");
  const changes = async (who: Somebody, values: Record<string, string>) => {
    await shiftSays(who, "shift until 20:00");
    await who.opens("Change a shift");
    await who.submits({
      ...{ person: await who.choice("person", "Ana Silva"), day: await dayIn(world(), 0) },
      ...{ how: "off", from: "", to: "", ...values },
    });
  };
  await changes(sam, { how: "works", from: "12h", to: "late" });
  const dialog = () => JSON.stringify(sam.client.dialog());
  await expect.poll(dialog).toContain("Write it like 09:00.");
  await sam.closesDialogs();
  await changes(sam, { how: "works", from: "08:00", to: "11:00" });
  await sam.isAnswered("That time is over. Choose a later one.");
  await sam.closesDialogs();
  await shiftSays(sam, "shift until 20:00");
  await sam.opens("Change a shift");
  const leaver = await sam.choice("person", "Ana Silva");
  const day = await dayIn(world(), 1);
  await world().reload(withHours.replace(/^  ana@.*\n/m, "").replace("ana@acme.test, ", ""));
  await sam.submits({ person: leaver, day, how: "off", from: "", to: "" });
  await sam.isAnswered("They are not here any more. Choose somebody else.");
  await sam.closesDialogs();
  await world().reload(withHours);
  expect(ana.screen()).not.toContain("changed it");
});

test("P1: what one of them was freed of since, or gave to somebody else, is not given again", async () => {
  const { ana, ben, sam } = world();
  await world().becomes("Mon", "09:00");
  await asks(ana, 0, "ben", 1);
  await isAsked(ana);
  await ben.sees("Ana asks you to swap shifts");
  // Sam frees Ben of the day that he would give in return.
  await shiftSays(sam, "You are on shift until 20:00.");
  await sam.opens("Change a shift");
  const [person, day] = [await sam.choice("person", "Ben Okafor"), await dayIn(world(), 1)];
  await sam.submits({ person, day, how: "off", from: "", to: "" });
  await sam.isAnswered("Saved. It counts now, and they read it.");
  await sam.closesDialogs();
  await ben.clicks("Accept");
  await ben.isTold("One of the two shifts is another by now.");
  await shiftSays(ana, "You are on shift until 20:00.");
});

test("P1: a shift that two colleagues were asked to take, and who both accept at once, is worked by one", async () => {
  const { ana, ben, carla } = world();
  await world().becomes("Mon", "09:00");
  const three = withHours.replace(
    "agents: [ana@acme.test, ben@acme.test]",
    "agents: [ana@acme.test, ben@acme.test, carla@acme.test]",
  );
  await world().reload(three);
  for (const colleague of ["ben", "carla"] as const) {
    await asks(ana, 0, colleague, "none");
    await isAsked(ana);
  }
  for (const who of [ben, carla]) await who.sees("Ana asks you to swap shifts");
  await Promise.all([ben.clicks("Accept"), carla.clicks("Accept")]);
  // One of them reads it; who is first is chance.
  await Promise.any(
    [ben, carla].map((who) => who.isTold("One of the two shifts is another by now.")),
  );
  await ana.sees("works your shift");
  const { rows } = await world().asOwner(
    "select works from handrail.shift_changes order by number",
  );
  expect(rows).toEqual([{ works: false }, { works: true }]);
  await world().reload(withHours);
});
