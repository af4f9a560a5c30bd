import { assign } from "../../src/debriefs/batch.ts";
import { cheapest } from "../../src/debriefs/cheapest.ts";
import { coolOff } from "../../src/debriefs/cool-off.ts";
import { mayTalk } from "../../src/debriefs/hard-rules.ts";
import { type Meeting, loadOf, metBy } from "../../src/debriefs/meetings.ts";
import type { Seeker, Supporter } from "../../src/debriefs/people.ts";
import { dice } from "./dice.ts";

/** A small made-up centre, with this product's own caps (docs/features.md D3). */
export interface Centre {
  readonly people: number;
  readonly teams: number;
  readonly supporters: number;
  /** Requests a day, and how many come at once: least and most. */
  readonly requests: number;
  readonly batch: readonly [number, number];
  /** The share of pairs that a never-list forbids. */
  readonly exclusions: number;
}
export const centre = { people: 60, teams: 6, supporters: 18 } as const;
export const days = 40;
export type Policy = "random" | "cheapest" | "assigned";

interface Played {
  readonly asked: number;
  readonly meetings: readonly Meeting[];
  readonly supporters: readonly string[];
}
const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.UTC(2026, 10, 16);

/** Everybody who is asked says yes: what is measured is the choice. */
export function play(centre: Centre, policy: Policy, seed: number): Played {
  const roll = dice(seed);
  const people = Array.from({ length: centre.people }, (_, number) => ({
    person: `p${number}`,
    supervises: [],
    agentOf: [`team ${number % centre.teams}`],
    languages: roll(5) === 0 ? ["en", "es"] : ["en"],
    never: Array.from({ length: centre.people }, (_unused, other) => `p${other}`).filter(
      () => roll(1_000) < centre.exclusions * 1_000,
    ),
  }));
  const listening = people
    .filter((_, number) => number % Math.floor(centre.people / centre.supporters) === 0)
    .slice(0, centre.supporters);
  const meetings: Meeting[] = [];
  let asked = 0;
  for (let number = 0; number < days; number++) {
    const midnight = monday + (Math.floor(number / 5) * 7 + (number % 5)) * day;
    // On shift 70 % of the time, and 12 % of those unavailable that day.
    const there = listening.filter(() => roll(100) < 70 && roll(100) >= 12);
    for (let today = 0, at = midnight + 8 * hour; today < centre.requests; at += 30 * 60_000) {
      const [least, most] = centre.batch;
      const size = Math.min(least + roll(most - least + 1), centre.requests - today);
      today += size;
      const looking = new Set<number>();
      while (looking.size < size) looking.add(roll(people.length));
      const seekers = [...looking].flatMap((index): Seeker[] => {
        const one = people[index];
        return one === undefined
          ? []
          : [
              {
                ...one,
                kind: "peer",
                since: at,
                favourites: [],
                sameCall: [],
                asked: [],
                met: metBy(meetings, one.person),
              },
            ];
      });
      const free = there.map((one): Supporter => ({
        ...one,
        willing: true,
        notToday: false,
        onShift: true,
        inBreak: false,
        reachable: true,
        onCall: false,
        busy: seekers.some(({ person }) => person === one.person),
        ...loadOf(meetings, one.person, midnight, at),
        coolUntil: Math.max(
          0,
          ...meetings
            .filter(({ requester }) => requester === one.person)
            .map((own) => own.at + coolOff),
        ),
      }));
      asked += seekers.length;
      for (const [requester, supporter] of choose(policy, seekers, free, at, roll))
        meetings.push({ requester, supporter, at });
    }
  }
  return { asked, meetings, supporters: listening.map(({ person }) => person) };
}

function choose(
  policy: Policy,
  seekers: readonly Seeker[],
  free: readonly Supporter[],
  at: number,
  roll: (sides: number) => number,
): Map<string, string> {
  if (policy === "assigned") return assign(seekers, free, at, roll(2 ** 31));
  const found = new Map<string, string>();
  for (const one of seekers) {
    const left = free.filter(({ person }) => ![...found.values()].includes(person));
    const permitted = left.filter((other) => mayTalk(one, other, at));
    const chosen =
      policy === "cheapest"
        ? cheapest(one, left, at, roll(2 ** 31))
        : permitted[roll(permitted.length)]?.person;
    if (chosen !== undefined) found.set(one.person, chosen);
  }
  return found;
}

export interface Figures {
  readonly unmatched: number;
  /** The same two again within ten working days, of all that talked. */
  readonly repeats: number;
  /** Most and least asked, over the mean. */
  readonly range: number;
}

export function figuresOf({ asked, meetings, supporters }: Played): Figures {
  const loads = supporters.map(
    (one) => meetings.filter(({ supporter }) => supporter === one).length,
  );
  const pair = ({ requester, supporter }: Meeting) => [requester, supporter].toSorted().join();
  const again = meetings.filter((one, index) =>
    // Ten working days are two weeks of the calendar.
    meetings
      .slice(0, index)
      .some((other) => pair(other) === pair(one) && one.at - other.at < 14 * day),
  );
  return {
    unmatched: 1 - meetings.length / asked,
    repeats: again.length / Math.max(1, meetings.length),
    range: (Math.max(...loads) - Math.min(...loads)) / (meetings.length / supporters.length),
  };
}
