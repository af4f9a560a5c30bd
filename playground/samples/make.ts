import { turnOf } from "../../src/checkins/questions.ts";
import { kinds } from "../../src/checkins/hard/picks.ts";
import type { OrganisationId, PersonId } from "../../src/kernel/ids.ts";
import { type Instant, hours } from "../../src/kernel/time.ts";
import { windowLasts, windowOf } from "../../src/trends/questions.ts";
import { weekOf } from "../../src/kernel/weeks.ts";
import { startOf } from "../../src/figures/weeks.ts";
import { isSample } from "../people.ts";
import { type Parts, asOf } from "./as-of.ts";
import { callsOf, countAnew, countsOf } from "./calls/store.ts";
import { mixed } from "./mixed.ts";
import { breaksOf, isMade, tellNobody, trendBegan } from "./store.ts";

/*
 * Eight weeks and more behind the demo organisation, so that a first visit has something to read.
 * They belong to a team of samples. Nobody plays its people, and its name says what it is wherever
 * its figures are shown.
 */

const week = hours(7 * 24);
/** Whole windows of the team trend before the one that runs. */
const windows = 2;
/** Ten of them, the one that runs included: a block of four is whole whenever one looks. */
const weeksOfCalls = 10;
const doing = "Sample: two more people cover Monday mornings.";

/** @param now by the one clock. @returns whether anything was made */
export async function makeSamples(
  parts: Parts,
  organisation: OrganisationId,
  now: Instant,
): Promise<boolean> {
  const { people, timeZone } = await parts.directory.organisation(organisation);
  const staff = [...people.values()]
    .filter(({ agentOf }) => agentOf.some(isSample))
    .map(({ id }) => id)
    .toSorted();
  const lead = [...people.values()].find(({ supervises }) => supervises.some(isSample))?.id;
  const [first] = staff;
  if (first === undefined || lead === undefined) return false;
  if (await isMade(parts, organisation, first)) return false;
  const run = (sample: Parameters<typeof asOf>[2]) => asOf(parts, organisation, sample);

  await trendBegan(parts, organisation);
  const begins = windowOf(now - windows * windowLasts);
  await run({ feature: "trends", command: { do: "turn" }, at: begins + 1, anew: true });
  for (let at = begins + hours(74), number = 0; at < now - hours(24); at += week, number++) {
    for (const [index, by] of staff.entries())
      // Some answer each week, and some do not.
      if (mixed(index, number, 9, 8) > 0) await run(answer(index, number, by, at));
    await breaksOf(parts, organisation, first, at, [20 + mixed(1, number, 1, 3) * 5, 15, 5]);
  }
  for (let over = begins + windowLasts; over < now; over += windowLasts) {
    await run({ feature: "trends", command: { do: "turn" }, at: over + 1 });
    const said = { feature: "trends", command: { do: "say" }, note: { doing }, by: lead };
    await run({ ...said, at: over + hours(24) });
    await tellNobody(parts, organisation);
  }
  const name = people.get(first)?.agentOf.find(isSample) ?? "";
  const team = { name, staff, lead };
  for (let number = 0; number < weeksOfCalls; number++) {
    const monday = startOf(weekOf(now, timeZone, number + 1 - weeksOfCalls), timeZone);
    await callsOf(parts, organisation, team, { monday, number, before: now - hours(24) });
    await countsOf(parts, organisation, team, { at: monday, timeZone, number });
  }
  await countAnew(parts, organisation);
  for (const [index, by] of staff.entries()) {
    const kind = (place: number) => kinds[(index % 2) + place * 3] ?? "other";
    const note = { kind1: kind(0), kind2: kind(1) };
    await run({ feature: "hardcalls", command: { do: "pick" }, note, by, at: now - week });
  }
  return true;
}

/** Weeks become a little lighter, so that a trend can be seen. */
function answer(person: number, number: number, by: PersonId, at: Instant) {
  const lighter = number > 5 ? 1 : 0;
  const energy = Math.min(5, 2 + mixed(person, number, 1, 3) + lighter);
  const strain = Math.max(1, 5 - mixed(person, number, 2, 3) - lighter);
  const help = ["always", "mostly", "mostly", "sometimes"][mixed(person, number, 3, 4)] ?? "mostly";
  const turn = ["yes", "partly", "yes", "no"][mixed(person, number, 4, 4)] ?? "yes";
  const day = new Date(at).toISOString().slice(0, 10);
  const note = {
    energy: String(energy),
    strain: String(strain),
    help,
    turn: `${turnOf(day)}.${turn}`,
  };
  return { feature: "checkins", command: { do: "answer" }, note, by, at };
}
