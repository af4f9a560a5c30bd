import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Shift } from "../kernel/spans.ts";
import { minutes } from "../kernel/time.ts";
import type { Event, Swap } from "./swap.ts";

export type Command =
  /** `shift` and `day` are what a form offered: when it begins, and the day of the return. */
  | { readonly do: "ask"; readonly shift: string; readonly with: PersonId; readonly day: string }
  | { readonly do: "place" | "accept" | "decline" | "withdraw" | "look" }
  | {
      readonly do: "change";
      /** Absent: their name or address was typed, and came as a note. */
      readonly person?: PersonId;
      readonly day: string;
      readonly hours?: { readonly from: string; readonly to: string };
    };

/** What the moment says of the command: shifts and rights, and who is there. */
export interface Facts {
  /** The shift that is asked about, if it is still its owner's. */
  readonly span?: Shift | undefined;
  /** Of a swap the colleague's on that day, of a change the hours; `none`: there is none. */
  readonly back?: Shift | "none" | undefined;
  /** Whose shift is changed. */
  readonly whose?: PersonId | undefined;
  /** They may be asked, may take it, or may be changed. */
  readonly may: boolean;
  /** Named in the organisation's file today. */
  readonly listed: boolean;
  /** Colleagues on shift who may take a place now. */
  readonly there: readonly PersonId[];
  readonly supervisors: readonly PersonId[];
}

export type Answer =
  | "asked"
  | "placeAsked"
  | "placeNobody"
  | "accepted"
  | "declined"
  | "withdrawn"
  | "saved";
export type Refusal =
  | "closed"
  | "changed"
  | "taken"
  | "not-yours"
  | "oneself"
  | "no-colleague"
  | "left"
  | "no-shift"
  | "no-shift-now"
  | "no-return"
  | "no-right"
  | "unknown"
  | "no-hours"
  | "past";
type Decided = Decision<Event, Answer, Refusal>;
const refuse = (refused: Refusal): Decided => ({ refused });

/** Who runs the team is told when nobody has the place by then. */
const placeWaits = minutes(5);

export function decide(
  swap: Swap | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decided {
  switch (command.do) {
    case "ask":
      return ask(command, given, facts);
    case "place":
      return place(given, facts);
    case "change":
      return change(command, given, facts);
    case "accept":
    case "decline":
    case "withdraw":
    case "look":
      return swap === undefined || swap.status !== "asked"
        ? refuse(swap?.taker === undefined ? "closed" : "taken")
        : answer(swap, command.do, given, facts);
  }
}

const none = { asked: [], supervisors: [], receipt: "r1", status: "asked" } as const;

function ask(
  { with: colleague }: Extract<Command, { do: "ask" }>,
  { at, by, newId }: Given,
  { span, back, may, listed, supervisors }: Facts,
): Decided {
  if (by === undefined) return refuse("not-yours");
  if (colleague === by) return refuse("oneself");
  if (!listed) return refuse("left");
  if (!may) return refuse("no-colleague");
  if (span === undefined) return refuse("no-shift");
  if (back === "none") return refuse("no-return");
  const swap: Swap = {
    ...{ ...none, id: newId, lastAt: at, kind: "swap", owner: by, by, span, back },
    ...{ asked: [colleague], supervisors },
    // Until the first of the two shifts has begun; one that runs may be asked about until it ends.
    lookAt: Math.min(...[span, ...(back === undefined ? [] : [back])].map((one) => edge(one, at))),
  };
  return { events: [{ type: "began", at, swap }], answer: "asked" };
}

const edge = ({ from, to }: Shift, at: number): number => (from > at ? from : to);

/** I must leave now: nothing is chosen, and nobody asks why. */
function place({ at, by, newId }: Given, { span, there, supervisors }: Facts): Decided {
  if (by === undefined) return refuse("not-yours");
  if (span === undefined) return refuse("no-shift-now");
  const nobody = there.length === 0;
  const swap: Swap = {
    ...{ ...none, id: newId, lastAt: at, kind: "place", owner: by, by, span },
    ...{ asked: there, supervisors, lookAt: nobody ? span.to : Math.min(at + placeWaits, span.to) },
    ...(nobody ? { urgent: true } : {}),
  };
  return {
    events: [{ type: "began", at, swap }],
    answer: nobody ? "placeNobody" : "placeAsked",
  };
}

function change(
  { hours }: Extract<Command, { do: "change" }>,
  { at, by, newId }: Given,
  { span, back, whose, may, listed, supervisors }: Facts,
): Decided {
  if (by === undefined) return refuse("not-yours");
  if (whose === undefined) return refuse("unknown");
  if (!listed) return refuse("left");
  if (!may) return refuse("no-right");
  if (hours !== undefined && (back === undefined || back === "none")) return refuse("no-hours");
  const work = back === "none" ? undefined : back;
  if (span === undefined || span.to <= at || (work !== undefined && work.to <= at))
    return refuse("past");
  const swap: Swap = {
    ...{ ...none, id: newId, lastAt: at, kind: "change", owner: whose, by, span, back: work },
    ...{ status: "agreed", supervisors },
  };
  return { events: [{ type: "began", at, swap }], answer: "saved" };
}

function answer(
  swap: Swap,
  what: "accept" | "decline" | "withdraw" | "look",
  { at, by }: Given,
  { span, back, may, listed }: Facts,
): Decided {
  if (what === "look") {
    if (swap.lookAt === undefined || at < swap.lookAt) return refuse("closed");
    const waits = swap.kind === "place" && swap.urgent !== true && at < swap.span.to;
    return { events: [{ type: waits ? "unanswered" : "over", at }] };
  }
  if (what === "withdraw")
    return by === swap.owner
      ? { events: [{ type: "withdrawn", at }], answer: "withdrawn" }
      : refuse("not-yours");
  if (by === undefined || !swap.asked.includes(by)) return refuse("not-yours");
  if (what === "decline")
    return swap.kind === "swap"
      ? { events: [{ type: "declined", at }], answer: "declined" }
      : { events: [], answer: "declined" };
  if (!listed) return refuse("left");
  if (!may) return refuse("no-colleague");
  if (span === undefined || back === "none") return refuse("changed");
  return { events: [{ type: "agreed", at, taker: by }], answer: "accepted" };
}

export function effects(event: Event, after: Swap): Effect[] {
  const tell = (person: PersonId, view: string, occasion: string): Effect => ({
    ...{ do: "tell", to: { person }, view, occasion },
    priority: after.kind === "place" ? "page" : "receipt",
  });
  const homes = (people: readonly PersonId[]): Effect => ({ do: "refreshHome", people });
  const told = after.supervisors.filter((one) => one !== after.taker && one !== after.by);
  const supervisors = (occasion: string) => told.map((one) => tell(one, "told", occasion));
  const receipt = tell(after.owner, "receipt", after.receipt);
  switch (event.type) {
    case "began":
      if (after.kind === "change")
        return after.owner === after.by
          ? [...supervisors("t1"), homes([after.owner])]
          : [tell(after.owner, "changed", "r1"), ...supervisors("t1"), homes([after.owner])];
      return [
        ...after.asked.map((one) => tell(one, "ask", "a1")),
        receipt,
        ...(after.urgent === true ? supervisors("t1") : []),
      ];
    case "agreed":
      return [receipt, ...supervisors("t2"), homes([after.owner, event.taker])];
    case "declined":
      return [receipt];
    case "unanswered":
      return supervisors("t1");
    case "over":
      // Of a place it says nothing new: the shift has ended with its owner.
      return after.kind === "swap" ? [receipt] : [];
    case "withdrawn":
      return [];
  }
}

/** When to look again, from the state alone. */
export const timers = ({ lookAt }: Swap): Effect[] =>
  lookAt === undefined ? [] : [{ do: "later", command: "look", at: lookAt }];
