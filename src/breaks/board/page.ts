import type { PersonId, TeamName } from "../../kernel/ids.ts";
import { mayOpenDesk, teamsOnDesk } from "../../people/desk.ts";
import type { RequestNow } from "../../people/requests.ts";
import type { Page, PageList, PageRow } from "../../platform/page.ts";
import { type Line, literal, msg, person, time } from "../../platform/text.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import type { LivePage } from "../../runtime/web/pages.ts";
import { type AwayNow, type BoardNow, readBoard } from "./store.ts";

/**
 * *Now*: who waits, who has whom, who is away until when, who is there. As on the board in a chat
 * nothing says why somebody is away, and nobody is counted.
 */
export const nowPage: LivePage<BoardNow> = {
  live: true,
  onWalls: true,
  may: mayOpenDesk,
  read: (tx, shell) => readBoard(tx, shell, [], shell.now),
  draw: (board, { organisation }, viewer) =>
    pageOf(
      board,
      organisation,
      "person" in viewer ? teamsOnDesk(organisation, viewer.person) : viewer.teams,
    ),
};

function pageOf(board: BoardNow, organisation: Organisation, teams: readonly TeamName[]): Page {
  const teamsOf = (id: PersonId) => {
    const { agentOf = [], supervises = [] } = organisation.people.get(id) ?? {};
    return { agentOf, supervises };
  };
  const isShown = (id: PersonId) => {
    const { agentOf, supervises } = teamsOf(id);
    return [...agentOf, ...supervises].some((team) => teams.includes(team));
  };
  const requests = board.requests.filter(({ team }) => teams.includes(team));
  const waiting = requests.filter(({ status }) => status === "open" || status === "exhausted");
  const taken = requests.filter((request) => !waiting.includes(request));
  const away = board.away.filter(({ person: id }) => isShown(id));
  const there = board.onShift.filter(isShown);
  const runs = (id: PersonId) => teamsOf(id).supervises.some((team) => teams.includes(team));
  const sorted = [...there.filter(runs), ...there.filter((id) => !runs(id))];
  return {
    title: msg("web.now"),
    lines: [msg("web.nowLine", { count: waiting.length })],
    waiting: waiting.length,
    parts: [
      list("web.waiting", "web.nobodyWaits", waiting.map(waitingRow)),
      list("web.taken", "web.nobodyTaken", taken.map(takenRow)),
      {
        ...list(
          "web.away",
          "web.nobodyAway",
          away.toSorted((a, b) => a.until - b.until).map(awayRow),
        ),
        close: true,
      },
      {
        ...list(
          "web.onShift",
          "web.nobodyOnShift",
          sorted.map((id) => thereRow(id, runs(id) ? teamsOf(id).supervises : undefined)),
        ),
        close: true,
      },
    ],
  };
}

const list = (
  heading: "web.waiting" | "web.taken" | "web.away" | "web.onShift",
  empty: "web.nobodyWaits" | "web.nobodyTaken" | "web.nobodyAway" | "web.nobodyOnShift",
  rows: readonly PageRow[],
): PageList => ({ kind: "list", heading: msg(heading), empty: msg(empty), rows });

const waitingRow = ({ requester, team, status, opened_at }: RequestNow): PageRow => ({
  tone: "urgent",
  line: msg("web.person", { person: person(requester) }),
  detail: msg("web.waitsIn", { team: literal(team), status, time: time(opened_at) }),
  since: opened_at,
});

const takenRow = (request: RequestNow): PageRow => ({
  tone: "good",
  line: takenLine(request),
  detail: msg("web.takenIn", { team: literal(request.team), time: time(request.opened_at) }),
});

function takenLine({ requester, holder, status }: RequestNow): Line {
  const values = { person: person(requester) };
  if (holder === null) return msg("web.someoneWith", values);
  const both = { ...values, holder: person(holder) };
  return msg(status === "joined" ? "web.withWhom" : "web.hasWhom", both);
}

const awayRow = ({ person: id, until }: AwayNow): PageRow => ({
  tone: "calm",
  line: msg("web.person", { person: person(id) }),
  detail: msg("web.awayUntil", { time: time(until) }),
});

const thereRow = (id: PersonId, runs: readonly TeamName[] | undefined): PageRow => ({
  tone: "calm",
  line: msg("web.person", { person: person(id) }),
  detail: runs && msg("web.runs", { teams: literal(runs.join(", ")) }),
});
