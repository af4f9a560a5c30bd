import type { PersonId } from "../kernel/ids.ts";
import { type Line, literal, msg, person, time } from "../platform/text.ts";
import type { Row } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { HomePart, OpenRow, Shell } from "../runtime/feature.ts";
import { homeButtons, missedButtons } from "./cards/buttons.ts";
import { concerning } from "./shown/store.ts";
import { type Request, holderOf } from "./request.ts";
import { standingVerdict } from "./verdict/standing.ts";

/**
 * For who takes calls **Get help now**, and how their own requests stand; for supervisors the
 * requests of others.
 */
export async function home(tx: Tx, shell: Shell, id: PersonId): Promise<HomePart> {
  const { agentOf = [], supervises = [] } = shell.organisation.people.get(id) ?? {};
  const requests = await concerning(tx, id, supervises.length > 0);
  const others = requests.filter(({ requester }) => requester !== id);
  const waiting = others.filter((request) => holderOf(request) === undefined && !isJoined(request));
  const held = others.filter((request) => holderOf(request) === id);
  // What they have themselves they know.
  const inTeams = others.filter((one) => supervises.includes(one.team) && !held.includes(one));
  return {
    // Who waits comes first.
    begins: () =>
      [...new Set([...inTeams.filter((one) => waiting.includes(one)), ...inTeams])].map((request) =>
        opened(request, shell),
      ),
    leaves: () =>
      held.map((request) => ({
        line: msg("leaves.request", {
          person: person(request.requester),
          time: time(request.openedAt),
        }),
        button: {
          ...{ action: "escalations.give", subject: request.id },
          label: msg("leaves.giveRequest", { person: person(request.requester) }),
        },
      })),
    news: [
      ...requests.filter(({ requester }) => requester === id).flatMap(own),
      ...(waiting.length === 0 ? [] : [msg("home.waiting", { count: waiting.length })]),
      ...(held.length === 0 ? [] : [msg("home.held", { count: held.length })]),
    ],
    first:
      agentOf.length === 0
        ? []
        : [{ action: "escalations.escalate", label: msg("button.getHelp"), style: "danger" }],
    sections: [
      { heading: msg("home.requests"), rows: others.map((request) => rowOf(request, shell, id)) },
    ],
  };
}

/** As somebody comes on shift: who asks, who has them, and a press that takes who waits. */
function opened(request: Request, shell: Shell): OpenRow {
  const { requester, status, openedAt } = request;
  const holder = holderOf(request);
  const values = { person: person(requester), time: time(openedAt) };
  return holder === undefined
    ? {
        line: msg("board.open", { ...values, status }),
        button: isJoined(request) ? undefined : missedButtons(request, shell)[0],
      }
    : { line: msg("board.held", { ...values, holder: person(holder) }) };
}

const isJoined = ({ status }: Request): boolean => status === "joined";

/** How somebody's own request stands; nothing of one that is over. */
function own(request: Request): Line[] {
  switch (request.status) {
    case "open":
      return [msg("home.ownOpen", { time: time(request.openedAt) })];
    case "acknowledged":
      return [
        msg("home.ownTaken", { holder: person(request.holder), time: time(request.takenAt) }),
      ];
    case "joined": {
      const [holder, since] = [holderOf(request), time(request.joinedAt)];
      const standing = standingVerdict(request);
      if (standing !== undefined)
        return [msg("home.ownAnswered", { holder: person(standing.by), time: time(standing.at) })];
      return holder === undefined
        ? [msg("home.ownSomeone", { time: since })]
        : [msg("home.ownWith", { holder: person(holder), time: since })];
    }
    case "exhausted":
      return [msg("home.ownNobody", { time: time(request.openedAt) })];
    case "resolved":
    case "withdrawn":
      return [];
  }
}

function rowOf(request: Request, shell: Shell, me: PersonId): Row {
  const holder = holderOf(request);
  return {
    tone: request.level === "danger" ? "danger" : holder === undefined ? "urgent" : "good",
    line: msg("home.row", {
      person: person(request.requester),
      team: literal(request.team),
      status: standingVerdict(request) === undefined ? request.status : "answered",
      holder: holder === undefined ? literal("—") : person(holder),
    }),
    detail: msg("home.rowSince", {
      level: msg(`level.${request.level}`),
      time: time(request.openedAt),
    }),
    buttons: homeButtons(request, shell, me),
  };
}
