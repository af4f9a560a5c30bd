import {
  type Line,
  type Text,
  dateAndTime,
  literal,
  msg,
  people,
  person,
  time,
} from "../../platform/text.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Button, Card, Row, Section } from "../../platform/view.ts";
import type { OpenRow } from "../../runtime/feature.ts";
import { withAway } from "../erlang.ts";
import type { RequestNow } from "../../people/requests.ts";
import type { AwayNow, OwnBoard, OwnPromise, PoolNow } from "./store.ts";

/** More than this by name is a list nobody reads at a glance; the rest is a number. */
const named = 20;

/**
 * One card, kept current in place: who is away until when, who waits, what is open, who is there.
 */
export function boardCard(board: OwnBoard): Card {
  const title = msg("board.title", { teams: literal(board.teams.join(", ")) });
  return {
    ...{
      kind: "card",
      tone: board.requests.length > 0 ? "urgent" : "calm",
      summary: title,
      title,
      facts: [],
      buttons: [],
    },
    lines: [
      ...listed(board.requests, requestLine),
      ...listed(board.away, awayLine),
      ...listed(board.waiting, (id) => msg("board.waits", { person: person(id) })),
      ...listed(board.soon, (id) => msg("board.soon", { person: person(id) })),
      ...listed(board.promises, promiseLine),
      ...(isQuiet(board) ? [msg("board.quiet")] : []),
      onShiftLine(board),
      ...board.pools.flatMap(planning),
    ],
    footer: msg("board.footer"),
  };
}

const isQuiet = ({ requests, away, waiting, soon, promises }: OwnBoard): boolean =>
  [requests, away, waiting, soon, promises].every((all) => all.length === 0);

/** The first by name, and how many more there are. */
const listed = <T>(all: readonly T[], line: (one: T) => Line): Line[] => [
  ...all.slice(0, named).map(line),
  ...(all.length > named ? [msg("common.andMore", { count: all.length - named })] : []),
];

const awayLine = ({ person: id, until }: AwayNow): Line =>
  msg("cover.away", { person: person(id), time: time(until) });

/** Whose and when, never what: what it is about is for who makes the call (decisions/0065). */
function promiseLine({ holder, due_at, late, orphan }: OwnPromise): Line {
  const when = dateAndTime(due_at);
  if (orphan) return msg("board.promiseOrphan", { when });
  return msg(late ? "board.promiseLate" : "board.promise", { person: person(holder), when });
}

function requestLine({ requester, status, holder, opened_at }: RequestNow): Line {
  const values = { person: person(requester), time: time(opened_at) };
  return holder === null
    ? msg("board.open", { ...values, status })
    : msg("board.held", { ...values, holder: person(holder) });
}

function onShiftLine({ onShift }: OwnBoard): Text {
  if (onShift.length === 0) return msg("board.nobody");
  const some = msg("board.onShift", { people: people(onShift.slice(0, named)) });
  return onShift.length > named
    ? msg("board.onShiftMore", {
        people: people(onShift.slice(0, named)),
        count: onShift.length - named,
      })
    : some;
}

/**
 * Only where there is a queue to plan for. With fewer people statistics say nothing. There it takes
 * a supervisor on the line, while somebody is away and somebody is left (docs/features.md B2).
 */
function planning({ teams, staffed, limit, away }: PoolNow): Text[] {
  if (staffed < 5)
    return away > 0 && staffed > away
      ? [msg("board.few", { teams: literal(teams.join(", ")), count: staffed - away })]
      : [];
  const figure = Math.round(withAway(staffed, Math.min(limit, staffed)) * 100);
  return [msg("board.planning", { teams: literal(teams.join(", ")), limit, staffed, figure })];
}

/** What is open of it for who comes on shift: requests stand there with what takes them. */
export const boardBegins = (
  { waiting, away, soon, promises }: OwnBoard,
  end: Instant,
  makeRoom: (id: string) => Button,
): OpenRow[] => [
  ...waiting.map((id) => ({
    line: msg("board.waits", { person: person(id) }),
    button: { ...makeRoom(id), label: msg("begins.makeRoom", { person: person(id) }) },
  })),
  ...away.map((one) => ({ line: awayLine(one) })),
  ...soon.map((id) => ({ line: msg("board.soon", { person: person(id) }) })),
  ...promises.filter(({ due_at: due }) => due < end).map((one) => ({ line: promiseLine(one) })),
];

/** The same on their home page, where who waits can be let go with one press. */
export function boardSection(board: OwnBoard, makeRoom: (id: string) => Button): Section {
  const row = (tone: Row["tone"], line: Line, buttons: readonly Button[] = []): Row => ({
    tone,
    line,
    buttons,
  });
  return {
    heading: msg("home.board"),
    rows: [
      // Each of them can be let go here, so none is left out.
      ...board.waiting.map((id) =>
        row("urgent", msg("board.waits", { person: person(id) }), [makeRoom(id)]),
      ),
      ...listed(board.away, awayLine).map((line) => row("calm", line)),
      ...listed(board.soon, (id) => msg("board.soon", { person: person(id) })).map((line) =>
        row("calm", line),
      ),
      ...listed(board.promises, promiseLine).map((line, index) =>
        row(board.promises[index]?.late === true ? "urgent" : "calm", line),
      ),
      row("calm", onShiftLine(board)),
      ...board.pools.flatMap(planning).map((line) => row("calm", line)),
    ],
  };
}
