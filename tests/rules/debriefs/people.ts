import fc from "fast-check";
import type { Kind, Seeker, Supporter } from "../../../src/debriefs/people.ts";

/* People for the tests of matching: one of each, and arbitrary crowds of them. */

export const now = 1_794_474_000_007;
const day = 24 * 3_600_000;

export const seeker = (more: Partial<Seeker> = {}): Seeker => ({
  ...{
    person: "ana",
    kind: "peer",
    since: now,
    supervises: [],
    agentOf: ["Billing"],
    languages: ["en"],
  },
  ...{ never: [], favourites: [], sameCall: [], met: {}, asked: [], ...more },
});

export const supporter = (person: string, more: Partial<Supporter> = {}): Supporter => ({
  ...{
    person,
    supervises: [],
    agentOf: ["Billing"],
    languages: ["en"],
    willing: true,
    notToday: false,
  },
  ...{ onShift: true, inBreak: false, reachable: true, onCall: false, busy: false, never: [] },
  ...{ today: 0, week: 0, month: 0, ...more },
});

const names = Array.from({ length: 12 }, (_, number) => `p${number}`);
const teams = ["Billing", "Deliveries", "Returns"];
const some = <T>(values: readonly T[], most: number) =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: most });
/** Mostly so: a crowd where nobody is permitted would prove nothing. */
const mostly = (usual: boolean) =>
  fc.integer({ min: 0, max: 7 }).map((roll) => (roll === 0 ? !usual : usual));

const role = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      supervises: fc.constant<string[]>([]),
      agentOf: fc.constantFrom(...teams).map((team) => [team]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ supervises: some(teams, 2), agentOf: some(teams, 1) }) },
);
const languages = fc.constantFrom(["en"], ["en"], ["es"], ["en", "es"]);

const anySupporter = (person: string): fc.Arbitrary<Supporter> =>
  fc
    .record({
      ...{
        role,
        languages,
        willing: mostly(true),
        notToday: mostly(false),
        onShift: mostly(true),
        inBreak: mostly(false),
      },
      ...{
        reachable: mostly(true),
        onCall: mostly(false),
        busy: mostly(false),
        never: some(names, 2),
      },
      ...{ today: fc.nat({ max: 2 }), week: fc.nat({ max: 5 }), month: fc.nat({ max: 9 }) },
      cool: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined, freq: 3 }),
    })
    .map(({ role: { supervises, agentOf }, cool, ...rest }) => ({
      ...{ person, supervises, agentOf, ...rest },
      ...(cool === undefined ? {} : { coolUntil: now + cool * 3_600_000 }),
    }));

const anySeeker = (person: string): fc.Arbitrary<Seeker> =>
  fc
    .record({
      ...{
        role,
        languages,
        kind: fc.constantFrom<Kind>("peer", "peer", "supervisor", "outside"),
        never: some(names, 2),
      },
      ...{
        favourites: some(names, 2),
        sameCall: some(names, 2),
        asked: some(names, 2),
        waited: fc.nat({ max: 20 }),
      },
      met: fc.dictionary(
        fc.constantFrom(...names),
        fc.nat({ max: 29 }).map((ago) => now - ago * day),
        { maxKeys: 3 },
      ),
    })
    .map(({ role: { supervises, agentOf }, waited, ...rest }) => ({
      person,
      supervises,
      agentOf,
      since: now - waited * 60_000,
      ...rest,
    }));

export interface Crowd {
  readonly seekers: readonly Seeker[];
  readonly supporters: readonly Supporter[];
  readonly seed: number;
}

/** People who look, and people who might listen; some are both. */
export const crowds = (most: number): fc.Arbitrary<Crowd> =>
  fc
    .record({
      seeking: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: most }),
      listening: some(names, 12),
      seed: fc.nat(),
    })
    .chain(({ seeking, listening, seed }) =>
      fc.record({
        seekers: fc.tuple(...seeking.map(anySeeker)),
        supporters: fc.tuple(...listening.map(anySupporter)),
        seed: fc.constant(seed),
      }),
    );

/**
 * The matching rules, written another way: what the product's own rules are held against.
 * @returns the first reason why these two must not talk
 */
export function whyNever(one: Seeker, other: Supporter): string | undefined {
  const ownTeams = new Set([...one.agentOf, ...one.supervises]);
  const rates = (boss: readonly string[], worker: readonly string[]) =>
    boss.filter((team) => worker.includes(team)).length > 0;
  const named = one.kind === "supervisor" && one.favourites.indexOf(other.person) >= 0;
  if (one.person === other.person) return "oneself";
  if (new Set(one.never).has(other.person) || new Set(other.never).has(one.person))
    return "never-list";
  if (rates(other.supervises, one.agentOf) && !named) return "line manager";
  if (rates(one.supervises, other.agentOf)) return "their own agent";
  if (other.inBreak || other.onCall || other.busy || !other.onShift || !other.reachable)
    return "not there";
  if (!other.willing || other.notToday) return "did not opt in today";
  if (one.sameCall.some((id) => id === other.person)) return "same incident";
  if (one.languages.every((language) => !other.languages.includes(language)))
    return "no shared language";
  if (other.today > 1 || other.week > 4) return "cap";
  if ((other.coolUntil ?? 0) > now) return "cool-off";
  if (one.kind === "supervisor" && other.supervises.length === 0) return "not a supervisor";
  if (one.kind === "peer" && (other.supervises.length === 0) !== (one.supervises.length === 0))
    return "not a peer";
  if (
    one.kind === "outside" &&
    [...other.agentOf, ...other.supervises].some((team) => ownTeams.has(team))
  )
    return "same team";
  return undefined;
}
