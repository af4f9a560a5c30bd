import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import {
  type Line,
  type Text,
  literal,
  msg,
  people,
  person,
  telephone,
  time,
} from "../platform/text.ts";
import type { Button, Card, Notice } from "../platform/view.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import { agentButtons, another, timelineButton } from "./buttons.ts";
import type { Category } from "./categories.ts";
import { emergencyNumber } from "./emergency.ts";
import {
  type Request,
  holderOf,
  isLive,
  isOvertaken,
  stillAsked,
  nobodyWasAsked,
} from "./request.ts";
import type { Answer } from "./rules.ts";
import type { Shown } from "./store.ts";
import { saidAsNow } from "./times.ts";

/** The agent's side: one sentence that says how it stands, and the few things they may press. */
export function receipt({ request }: Shown, viewer: Viewer, shell: Shell): Card | undefined {
  const current = viewer.occasion === request.receipt;
  // Two pieces of news at once (asked, and nobody is there) are one message: the newer.
  if (!current) return viewer.posted ? quiet(msg("receipt.movedOn")) : undefined;
  if (!isLive(request)) {
    const title = request.shrunk
      ? msg("receipt.closed", { time: time(request.closedAt) })
      : closing(request);
    return {
      ...quiet(title),
      buttons: request.shrunk
        ? []
        : agentButtons(request)
            .filter((b) => b.action.endsWith(".why"))
            .concat(timelineButton(request)),
    };
  }
  const title = status(request);
  return {
    kind: "card",
    tone:
      request.level === "danger"
        ? "danger"
        : request.status === "joined" || request.status === "acknowledged"
          ? "good"
          : "urgent",
    ...{
      summary: title,
      title,
      facts: [],
      lines: details(request, shell, viewer.now, false),
      buttons: [...agentButtons(request), ...anotherFor(request, shell)],
    },
  };
}

const quiet = (title: Text): Card => ({
  kind: "card",
  tone: "closed",
  summary: title,
  title,
  facts: [],
  lines: [],
  buttons: [],
});

/** A few by name, more by number: a title holds 150 characters, and nobody reads forty names under stress. */
const crowd = (ids: readonly PersonId[]) =>
  ids.length > 4 ? msg("receipt.people", { count: ids.length }) : people(ids);

/** How it stands, in one sentence: of a receipt, of the private answer, of a row at home. */
function status(request: Request): Text {
  const asked = stillAsked(request);
  switch (request.status) {
    case "open":
      if (request.level === "danger" && (request.news === "nobody" || asked.length === 0))
        return msg("receipt.dangerNobody");
      if (asked.length === 0) return nobody(request);
      if (request.news === "lost-taker") {
        const lost = request.helpers.at(-1) ?? "";
        // Asked once more: they were late, and did not say that they cannot come.
        return msg(asked.includes(lost) ? "receipt.lateTaker" : "receipt.lostTaker", {
          holder: person(lost),
          people: crowd(asked),
        });
      }
      return msg(request.level === "danger" ? "receipt.askingDanger" : "receipt.asking", {
        people: crowd(asked),
      });
    case "acknowledged":
      return msg("receipt.taken", { holder: person(request.holder) });
    case "joined":
      return request.holder === undefined
        ? msg("receipt.someoneWith")
        : msg("receipt.with", { holder: person(request.holder) });
    case "exhausted":
      if (isOvertaken(request)) return overtaken(request);
      return nobodyWasAsked(request) ? nobody(request) : msg("receipt.noAnswer");
    default:
      return closing(request);
  }
}

/** Nobody could be asked: nobody is there, or whoever is has no account that a message reaches. */
const nobody = ({ outOfReach }: Request) =>
  msg(outOfReach === true ? "receipt.nobodyReached" : "receipt.nobodyThere");

/** Handrail was away: since when nobody was asked, and who had it then. */
function overtaken({ overtaken: then }: Request): Text {
  const at = { time: time(then?.since ?? 0) };
  return then?.holder === undefined
    ? msg("receipt.overtaken", at)
    : msg("receipt.overtakenTaken", { ...at, holder: person(then.holder) });
}

function closing(request: Request): Text {
  if (request.status === "withdrawn") return msg("receipt.withdrawn");
  if (request.status === "resolved" && !request.assisted && request.how !== "done") {
    // Still theirs when the call ended: somebody did come, only not in time.
    const coming =
      request.news === "taken"
        ? request.helpers.at(-1)
        : request.news === "overtaken"
          ? request.overtaken?.holder
          : undefined;
    return coming === undefined
      ? msg("receipt.unanswered")
      : msg("receipt.comingStill", { holder: person(coming) });
  }
  if (request.status === "resolved" && request.how === "not-recorded")
    return msg("receipt.notRecorded");
  return msg("receipt.ended");
}

/** @param spoken with the sentence to say to the caller: in the answer to the gesture, once. */
function details(request: Request, shell: Shell, now: Instant, spoken: boolean): Line[] {
  const lines: Line[] = dangerSent(request);
  const phone = shell.organisation.dutyPhone;
  switch (request.status) {
    case "open":
      if (
        request.level === "danger" &&
        (request.news === "nobody" || stillAsked(request).length === 0)
      ) {
        lines.push(
          msg("receipt.dangerNobodyCall", {
            number: literal(emergencyNumber(shell.organisation.country)),
          }),
        );
      }
      if (request.category === undefined && request.level === "danger")
        lines.push(msg("receipt.breathe"));
      else if (request.category === undefined && spoken) lines.push(msg("receipt.hold"));
      break;
    case "acknowledged": {
      const extension = shell.organisation.people.get(request.holder)?.extension;
      lines.push(
        extension === undefined
          ? msg("receipt.takenLine", { holder: person(request.holder) })
          : msg("receipt.takenExtension", {
              holder: person(request.holder),
              extension: telephone(extension),
            }),
      );
      if (request.sought.length > 0)
        lines.push(msg("receipt.sought", { people: crowd(request.sought) }));
      else
        lines.push(
          saidAsNow(request.joinBy, now)
            ? msg("receipt.joinNow")
            : msg("receipt.joinBy", { time: time(request.joinBy) }),
        );
      break;
    }
    case "exhausted": {
      const away = isOvertaken(request);
      lines.push(msg(away ? "receipt.overtakenAdvice" : "receipt.noAnswerAdvice"));
      if (phone !== undefined) lines.push(msg("receipt.noAnswerPhone", { phone: literal(phone) }));
      lines.push(msg(away ? "receipt.overtakenStill" : "receipt.noAnswerStill"));
      break;
    }
    default:
      break;
  }
  if (request.category !== undefined) lines.push(...coaching(request.category));
  if (request.danger?.caller !== undefined)
    lines.push(msg("receipt.caller", { caller: person(request.danger.caller) }));
  if (request.heldBack.length > 0 && request.status === "open")
    lines.push(msg("receipt.heldBack", { people: people(request.heldBack) }));
  if (request.lost.length > 0 && request.status === "open")
    lines.push(msg("receipt.unreachable", { people: people(request.lost) }));
  return lines;
}

/** While somebody has it the title says who; that the danger went out as well is said beneath it, and who is asked to call. */
function dangerSent(request: Request): Line[] {
  if (
    request.level !== "danger" ||
    (request.status !== "acknowledged" && request.status !== "joined")
  )
    return [];
  const asked = stillAsked(request);
  if (request.danger?.caller !== undefined || asked.length === 0)
    return [msg("receipt.dangerSent")];
  return [msg("receipt.dangerSentAsking", { people: crowd(asked) })];
}

/** Three bullets for what the call is, listening first (DOMAIN 9.1). */
const coaching = (category: Category): Line[] =>
  ([1, 2, 3] as const).map((n) => msg(`coach.${category}.${n}`));

/** Somebody with several chats at once may need help in more than one (PRODUCT E1). */
const anotherFor = (request: Request, shell: Shell): Button[] =>
  shell.organisation.people.get(request.requester)?.channel === "chat" ? [another(request)] : [];

/** The private answer to the gesture itself; what changes afterwards is told in the receipt. */
export function answerNotice(request: Request, shell: Shell, code?: Answer): Notice {
  const holder = holderOf(request);
  const lines: Line[] = [status(request)];
  if (code === "again" && request.status !== "exhausted")
    lines.unshift(msg("answer.again", { count: Object.keys(request.pages).length }));
  if (code === "again-taken" && holder !== undefined)
    lines.unshift(msg("answer.againTaken", { holder: person(holder) }));
  if (isLive(request)) lines.push(...details(request, shell, shell.now, true));
  const buttons = isLive(request)
    ? [
        ...agentButtons(request).filter((b) => !/\.(here|callEnded)$/.test(b.action)),
        ...anotherFor(request, shell),
      ]
    : [];
  return { kind: "notice", tone: request.level === "danger" ? "danger" : "calm", lines, buttons };
}
