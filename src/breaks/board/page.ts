import type { PersonId, TeamName } from "../../kernel/ids.ts";
import { mayOpenDesk, teamsOnDesk } from "../../people/desk.ts";
import type { RequestNow } from "../../people/requests.ts";
import type { Page, PageList, PageRow } from "../../platform/page.ts";
import type { Button } from "../../platform/view.ts";
import { together } from "../../runtime/database/together.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type WallNow, walls } from "../../runtime/web/sessions.ts";
import { tokenOf } from "../../runtime/web/tokens.ts";
import { type Line, dateAndTime, literal, msg, person, time } from "../../platform/text.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import type { LivePage } from "../../runtime/web/pages.ts";
import { type AwayNow, type BoardNow, readBoard } from "./store.ts";

interface NowRead {
  readonly board: BoardNow;
  readonly screens: readonly WallNow[];
}

/**
 * *Now*: who waits, who has whom, who is away until when, who is there. As on the board in a chat
 * nothing says why somebody is away, and nobody is counted.
 */
export const nowPage: LivePage<NowRead> = {
  live: true,
  onWalls: true,
  may: mayOpenDesk,
  async read(tx, shell) {
    const [board, screens] = await together(readBoard(tx, shell, [], shell.now), walls(tx));
    return { board, screens };
  },
  draw({ board, screens }, shell, viewer) {
    const { organisation } = shell;
    if (!("person" in viewer)) {
      const own = teamsOnDesk(organisation, viewer.madeBy);
      const teams = viewer.teams.filter((team) => own.includes(team));
      const title = msg("web.teams", { teams: literal(teams.join(", ")) });
      return { ...pageOf(board, organisation, teams), title };
    }
    const page = pageOf(board, organisation, teamsOnDesk(organisation, viewer.person));
    return { ...page, parts: [...page.parts, screensOf(screens, shell, viewer.person)] };
  },
};

/** Rooms' screens of their teams: a link for each, which they can end. */
function screensOf(screens: readonly WallNow[], shell: Shell, by: PersonId): PageList {
  const { organisation, vault } = shell;
  const teams = teamsOnDesk(organisation, by);
  const own = screens.filter(
    ({ made_by, ...one }) => made_by === by || one.teams.every((team) => teams.includes(team)),
  );
  const makes: Button = { action: "desk.makeWall", label: msg("button.makeWall") };
  return {
    kind: "list",
    heading: msg("web.walls"),
    lines: [msg("web.wallsWhat")],
    empty: msg("web.noWalls"),
    buttons: teams.length === 0 ? [] : [makes],
    rows: own.map(({ wall, made_by, made_at, teams: shown }): PageRow => ({
      tone: "calm",
      line: msg("web.wall", { teams: literal(shown.join(", ")) }),
      detail: msg("web.wallBy", { person: person(made_by), when: dateAndTime(made_at) }),
      link: { page: `wall/${tokenOf(vault, "desk.wall", organisation.id, wall)}` },
      buttons: [{ action: "desk.endWall", label: msg("button.endWall"), subject: wall }],
    })),
  };
}

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
