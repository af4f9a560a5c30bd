import type { Member } from "../../src/debriefs/pairing.ts";
import type { Seeker, Supporter } from "../../src/debriefs/people.ts";
import { dice } from "./dice.ts";

const now = Date.UTC(2026, 10, 16, 9);
const teams = (size: number) => Math.max(2, Math.round(size / 15));

/** Many people who look for somebody and many who listen, in teams of fifteen and two languages. */
export function crowd(
  looking: number,
  listening: number,
): { seekers: Seeker[]; supporters: Supporter[]; now: number } {
  const roll = dice(1);
  const someone = (person: string) => ({
    person,
    supervises: [],
    agentOf: [`team ${roll(teams(listening))}`],
    never: [],
    languages: roll(4) === 0 ? ["es"] : ["en"],
    channel: roll(3) === 0 ? "chat" : "phone",
  });
  const supporters = Array.from({ length: listening }, (_, number): Supporter => ({
    ...someone(`listens ${number}`),
    willing: true,
    notToday: roll(20) === 0,
    onShift: roll(10) < 7,
    inBreak: false,
    reachable: true,
    onCall: roll(10) === 0,
    busy: false,
    today: roll(3),
    week: roll(6),
    month: roll(10),
  }));
  const seekers = Array.from({ length: looking }, (_, number): Seeker => ({
    ...someone(`looks ${number}`),
    kind: "peer",
    since: now - roll(120) * 1_000,
    favourites: [],
    sameCall: [],
    met: {},
    asked: [],
  }));
  return { seekers, supporters, now };
}

/**
 * Everybody of an organisation in the regular rounds, each with two people they have met lately.
 */
export function everybodyIn(size: number): Member[] {
  const roll = dice(2);
  return Array.from({ length: size }, (_, number): Member => ({
    person: `p${number}`,
    supervises: [],
    agentOf: [`team ${roll(teams(size))}`],
    languages: roll(5) === 0 ? ["es"] : ["en"],
    channel: roll(3) === 0 ? "chat" : "phone",
    sameCall: [],
    never: roll(10) === 0 ? [`p${roll(size)}`] : [],
    met: { [`p${roll(size)}`]: now, [`p${roll(size)}`]: now },
  }));
}
