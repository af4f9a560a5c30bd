import type { Decision, Given } from "../../kernel/decision.ts";
import type { PersonId, SubjectId, TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Earlier, type Figure, type Passed, throughGate } from "../gate.ts";
import { windowOf } from "../questions.ts";

/**
 * An organisation has one row for all its polls. A new picture is checked against every earlier
 * one, of any team.
 */
export const thePolls: SubjectId = "00000000-0000-4000-8000-0000706f6c6c";

/**
 * One team's picture: taken once in a window, and the same for everybody until the window is over.
 */
export interface Poll {
  readonly id: string;
  readonly team: TeamName;
  readonly window: Instant;
  readonly takenAt: Instant;
  /** By kind of call. */
  readonly passed: Readonly<Record<string, Passed>>;
}
export interface Polls {
  readonly lastAt: Instant;
  /** Oldest first. */
  readonly past: readonly Poll[];
}
export interface Event {
  readonly type: "taken";
  readonly at: Instant;
  readonly poll: Poll;
  /** The people of the team then, whether they picked or not. */
  readonly people: readonly PersonId[];
}
export type Command = { readonly do: "take"; readonly team: number };
export type Answer = { readonly team: TeamName };
export type Refusal = "nothing" | "not-yours";

export interface Facts {
  /** The teams of the person who asks. */
  readonly own: readonly TeamName[];
  /** The people of the team that is asked about, and the picks of those who picked. */
  readonly people: readonly PersonId[];
  readonly picks: readonly { readonly person: PersonId; readonly kinds: readonly string[] }[];
  /** Every kind there is. */
  readonly kinds: readonly string[];
  /** The teams of earlier pictures as they were, by the picture's id. */
  readonly rosters: ReadonlyMap<string, readonly PersonId[]>;
}

/** So many windows are remembered and held against new ones, as the trend's are. */
export const remembered = 13;
/** Of the kinds that a team picked most; see `topOf`. */
const most = 3;
/** The gate looks at one question at a time. To it, every kind of call is a number of its own. */
const asNumber = "strain";

export const pollOf = (polls: Polls | undefined, team: TeamName, at: Instant): Poll | undefined =>
  polls?.past.findLast((poll) => poll.team === team && poll.window === windowOf(at));

export function decide(
  polls: Polls | undefined,
  command: Command,
  { at, by, newId }: Given,
  facts: Facts,
): Decision<Event, Answer, Refusal> {
  const team = facts.own[command.team];
  if (by === undefined || team === undefined) return { refused: "not-yours" };
  // Taken already: a second press, by anybody and at any time, reads the same.
  if (polls !== undefined && pollOf(polls, team, at) !== undefined)
    return { events: [], answer: { team } };
  const passed = Object.fromEntries(
    facts.kinds.map((kind) => [kind, kindThroughGate(kind, polls, at, facts)] as const),
  );
  const poll: Poll = { id: newId, team, window: windowOf(at), takenAt: at, passed };
  // Taking it depends on who picked, never on what. Otherwise a second try would tell what the last
  // person picked.
  if (Object.values(passed).every(({ picture }) => picture.length === 0))
    return { refused: "nothing" };
  return { events: [{ type: "taken", at, poll, people: facts.people }], answer: { team } };
}

function kindThroughGate(
  kind: string,
  polls: Polls | undefined,
  at: Instant,
  { people, picks, rosters }: Facts,
): Passed {
  const earlier = (polls?.past ?? []).flatMap(({ id, passed }): Earlier[] => {
    const [then, own] = [rosters.get(id), passed[kind]];
    return then === undefined || own === undefined ? [] : [{ ...own, roster: rosterOf(then) }];
  });
  const answers = picks.map(
    ({ person, kinds }) =>
      ({ person, question: asNumber, at, counts: kinds.includes(kind) }) as const,
  );
  return throughGate({ start: windowOf(at), answers, rosters: [rosterOf(people)] }, earlier);
}

/** The whole team is shown, or nothing of it. */
const rosterOf = (people: readonly PersonId[]) => new Map(people.map((person) => [person, []]));

/**
 * At most three kinds, those with the highest spans, and none of the lowest. Everybody picks up to
 * three, so all numbers together would say more than each alone. Three of them leave so many picks
 * over that nothing follows for another kind.
 */
export function topOf({
  passed,
}: Poll): readonly { readonly kind: string; readonly figure: Figure }[] {
  const shown = Object.entries(passed).flatMap(([kind, { picture }]) =>
    picture.filter(({ from }) => from > 0).map((figure) => ({ kind, figure })),
  );
  return shown.toSorted((a, b) => b.figure.from - a.figure.from).slice(0, most);
}

export const evolve = (before: Polls | undefined, { at, poll }: Event): Polls => ({
  lastAt: at,
  past: [...(before?.past ?? []), poll].filter(
    ({ window }) => window > poll.window - remembered * 28 * 24 * 3_600_000,
  ),
});
