import type { PersonId } from "../kernel/ids.ts";
import { never } from "../kernel/never.ts";
import type { Boundary } from "./boundary/ladder.ts";
import type { Event, EventOf } from "./events.ts";
import {
  answeredNo,
  asked,
  callingForHelp,
  found,
  handed,
  hastened,
  quietened,
  skipped,
  stoppedCalling,
  widened,
} from "./evolve/asking.ts";
import { acknowledged, answered, joined, levelled, lostTaker } from "./evolve/holding.ts";
import { withPages } from "./evolve/lists.ts";
import { commonOf, notSought, withoutUndefined } from "./evolve/parts.ts";
import { type Closed, type Live, type Open, type Request, isLive } from "./request.ts";

/** The state after an event. No key is `undefined`: stored as JSON, it reads back the same. */
export function evolve(before: Request | undefined, event: Event): Request {
  if (event.type === "opened") return withoutUndefined(opened(event));
  if (before === undefined) throw new Error(`${event.type} before a request was opened`);
  const occasions = before.occasions + ("occasion" in event ? 1 : 0);
  const now: Request = { ...before, lastAt: event.at, occasions };
  return withoutUndefined(isLive(now) ? whileLive(now, event) : afterEnd(now, event));
}

type Later = Exclude<Event, { readonly type: "opened" }>;

function opened(event: EventOf<"opened">): Open {
  const { at, id, requester, via, team, policies, worded, occasion, practice, raisedBy } = event;
  return {
    id,
    requester,
    via,
    team,
    policies,
    worded,
    practice,
    raisedBy,
    ...notSought,
    status: "open",
    openedAt: at,
    lastAt: at,
    pressedAt: at,
    level: "help",
    bare: true,
    round: 0,
    step: -1,
    ringing: { since: at, dueAt: at, asked: [], later: [] },
    heldBack: [],
    pages: {},
    passed: [],
    lost: [],
    helpers: [],
    attended: false,
    receipt: occasion,
    news: "asked",
    occasions: 1,
    shrunk: false,
  };
}

function whileLive(now: Live, event: Later): Request {
  switch (event.type) {
    case "restarted":
      return { ...now, round: event.round, step: -1, passed: [] };
    case "asked":
      return asked(now, event);
    case "skipped":
      return skipped(now, event);
    case "widened":
      return widened(now, event);
    case "found":
      return found(now, event);
    case "exhausted":
      return quietFrom(now, event, { news: "nobody" });
    case "overtaken": {
      const { since, holder } = event;
      const overtaken = withoutUndefined({ since, holder });
      return quietFrom(now, event, { news: "overtaken", overtaken });
    }
    case "keptTrying":
      return { ...now, receipt: event.occasion, news: "nobody" };
    case "quietened":
      return quietened(now, event);
    case "hastened":
      return hastened(now, event);
    case "acknowledged":
      return acknowledged(now, event);
    case "passedOn":
    case "unreachable":
      return answeredNo(now, event);
    case "gaveBack":
    case "lapsed":
      return lostTaker(now, event);
    case "handedTo":
      return handed(now, event);
    case "nudged": {
      const pages = paged(now, event);
      return now.status === "acknowledged" ? { ...now, pages, nudged: true } : { ...now, pages };
    }
    case "reminded": {
      const pages = paged(now, event);
      return now.status === "joined" ? { ...now, pages, remindedAt: event.at } : { ...now, pages };
    }
    case "calledAgain":
      return { ...now, pages: paged(now, event), pressedAt: event.at };
    case "joined":
      return joined(now, event);
    case "answered":
      return answered(now, event);
    case "levelled":
      return levelled(now, event);
    case "categorised":
    case "described":
      return said(now, event);
    case "callingForHelp":
      return callingForHelp(now, event);
    case "stoppedCalling":
      return stoppedCalling(now, event.by);
    case "checked":
      return { ...now, checked: { ...now.checked, [event.point]: event.at } };
    case "customerIn":
      return { ...now, customerIn: event.country };
    case "helpSaid":
    case "planned":
      return now;
    case "noted":
      return noted(now, event);
    case "boundary":
      return { ...now, boundary: withStep(now.boundary, event) };
    case "putOnHold":
      return { ...now, onHold: { since: event.at, told: 0 } };
    case "toldToGoBack":
      return { ...now, onHold: withTold(now, event), receipt: event.occasion };
    case "goBackMissed":
      return { ...now, onHold: withTold(now, event) };
    case "wentBack":
      return { ...now, onHold: undefined, heldFor: (now.heldFor ?? 0) + event.heldFor };
    case "resolved": {
      const { at, how, assisted } = event;
      return { ...commonOf(now), ...notSought, status: "resolved", closedAt: at, how, assisted };
    }
    case "withdrawn": {
      const { at, early, assisted } = event;
      return { ...commonOf(now), ...notSought, status: "withdrawn", closedAt: at, early, assisted };
    }
    case "recorded":
    case "thanked":
    case "shrunk":
      throw new Error(`${event.type} before the request ended`);
    default:
      return never(event);
  }
}

/** An end stays: what comes afterwards is about it. */
function afterEnd(now: Closed, event: Later): Closed {
  switch (event.type) {
    case "recorded":
      return { ...now, outcome: event.outcome, receipt: event.occasion ?? now.receipt };
    case "shrunk":
      return { ...now, shrunk: true };
    case "thanked":
      return { ...now, thanked: event.to };
    case "planned":
      return now;
    case "categorised":
    case "described":
      return said(now, event);
    case "noted":
      return noted(now, event);
    default:
      throw new Error(`${event.type} after the request ended`);
  }
}

/** Nobody is asked any more. */
const quietFrom = <Why>(
  now: Live,
  { at, occasion }: EventOf<"exhausted" | "overtaken">,
  why: Why,
) =>
  ({
    ...commonOf(now),
    ...notSought,
    ...why,
    status: "exhausted",
    exhaustedAt: at,
    receipt: occasion,
  }) as const;

const said = <T extends Request>(now: T, event: EventOf<"categorised" | "described">): T =>
  event.type === "described"
    ? withCase({ ...now, worded: now.worded || event.worded }, event)
    : { ...now, category: event.category, bare: false };

/** Another reference is another case. */
const withCase = <T extends Request>(now: T, { referred, repeat }: EventOf<"described">): T =>
  referred === undefined ? now : { ...now, lookups: (now.lookups ?? 0) + 1, repeat };
const noted = <T extends Request>(now: T, { at, need }: EventOf<"noted">): T => ({
  ...now,
  noted: withoutUndefined({ at, need }),
});

const withTold = (
  { onHold }: Live,
  { told }: EventOf<"toldToGoBack" | "goBackMissed">,
): Live["onHold"] => onHold && { ...onHold, told };

function withStep(before: Boundary | undefined, event: EventOf<"boundary">): Boundary {
  const { at, behaviour, warning, stage } = event;
  const step = withoutUndefined({ at, behaviour, warning, stage });
  return { behaviour, stage, steps: [...(before?.steps ?? []), step] };
}

const paged = (
  { pages }: Live,
  { person, occasion }: { readonly person?: PersonId; readonly occasion: string },
) => (person === undefined ? pages : withPages(pages, [person], occasion));
