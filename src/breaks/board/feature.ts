import type { Decision, Effect } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, minutes } from "../../kernel/time.ts";
import { shiftEnd } from "../../people/shift-end.ts";
import { notice } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import { replacedBy } from "../../platform/gone.ts";
import type { Card, Gone, Notice } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Feature, HomePart, Shell, Viewer } from "../../runtime/feature.ts";
import { makeRoom } from "../buttons.ts";
import { nowPage } from "./page.ts";
import { boardOf, copiesOf, readBoard } from "./store.ts";
import { boardBegins, boardCard, boardSection } from "./view.ts";

/** Shifts begin and end by the clock and tell nobody: who has the board looks this often. */
const lookEvery = minutes(5);

type Command = { readonly do: "look" };
interface Event {
  readonly type: "looked";
  readonly at: Instant;
  readonly person: PersonId;
  /** Whose pages show this person. */
  readonly supervisors: readonly PersonId[];
  /** They have the board in their chat themselves. */
  readonly watches: boolean;
}
interface Facts {
  readonly supervisors: readonly PersonId[];
  readonly watches: boolean;
}
type State = Omit<Event, "type">;

const decide = (
  by: PersonId | undefined,
  person: PersonId | undefined,
  at: Instant,
  facts: Facts,
): Decision<Event, never, "closed"> =>
  by !== undefined || person === undefined
    ? { refused: "closed" }
    : { events: [{ type: "looked", at, person, ...facts }] };

const closed: Notice = notice([msg("break.refused.closed")]);

/**
 * The supervisors' board: a section of their home page, and the same as one card in their chat once they asked for it.
 * Both are kept current like any home page, by whatever happens to the people on it, so a call for help pays nothing for
 * it; this feature itself only looks when shifts change. The subject is the person.
 */
export const board: Feature<State, Command, Event, Facts, never, never, "closed", Read> = {
  name: "board",
  journaled: false,
  rules: {
    decide: (_, __, given, facts) => decide(given.by, given.subject, given.at, facts),
    evolve: (_, { at, person, supervisors, watches }) => ({ at, person, supervisors, watches }),
    effects: (event): Effect[] => [
      { do: "refreshHome", people: [event.person, ...event.supervisors] },
    ],
    timers: ({ at, watches }) =>
      watches ? [{ do: "later", command: "look", at: at + lookEvery }] : [],
    lastAt: ({ at }) => at,
    idOf: ({ person }) => person,
  },
  doors: { ticks: { look: { do: "look" } } },
  store: {
    read: (tx, _shell, { subject }) => copiesOf(tx, subject ?? ""),
    facts({ organisation: { people, supervisors } }, { given }, copies) {
      const known = people.get(given.subject ?? "");
      const teams = [...(known?.agentOf ?? []), ...(known?.supervises ?? [])];
      return {
        supervisors: supervisors.filter(
          (id) =>
            id !== given.subject &&
            people.get(id)?.supervises.some((team) => teams.includes(team)) === true,
        ),
        watches: copies.size > 0,
      };
    },
  },
  views: { refusal: () => closed, home },
  pages: { now: nowPage },
};
type Read = Awaited<ReturnType<typeof copiesOf>>;

async function home(tx: Tx, shell: Shell, person: PersonId, now: Instant): Promise<HomePart> {
  const teams = shell.organisation.people.get(person)?.supervises ?? [];
  if (teams.length === 0)
    return {
      cards: { board: (viewer) => (viewer.posted ? notYours : undefined) },
    };
  const own = boardOf(await readBoard(tx, shell, teams, now), shell.organisation, person);
  const copies = await copiesOf(tx, person);
  const card = (viewer: Viewer): Card | Gone => {
    const newest = copies.get(viewer.account);
    return newest !== undefined && newest > viewer.occasion
      ? replacedBy(boardCard(own))
      : boardCard(own);
  };
  return {
    begins: () => {
      const end = shiftEnd(shell.organisation, person, undefined, now) ?? Infinity;
      return boardBegins(own, end, (id) => makeRoom({ person: id }));
    },
    news: own.waiting.length === 0 ? [] : [msg("board.waitsCount", { count: own.waiting.length })],
    first: [{ action: "home.board", label: msg("button.board") }],
    sections: [boardSection(own, (id) => makeRoom({ person: id }))],
    cards: { board: card },
  };
}

const title = msg("board.notYours");
const notYours: Card = {
  kind: "card",
  tone: "closed",
  summary: title,
  title,
  facts: [],
  lines: [],
  buttons: [],
};
