import type { Accepted, Debrief, Done, Event, Offered, Searching, Unmatched } from "./debrief.ts";
import { chatOpensIn, searchFor } from "./times.ts";

/**
 * What is true after an event. No key is ever `undefined`: the state is stored as JSON, and reads
 * back the same.
 */
export function evolve(before: Debrief | undefined, event: Event): Debrief {
  const { at: lastAt } = event;
  switch (event.type) {
    case "opened": {
      const { person, episode, offered } = event;
      const begun = { person, episode, lastAt, since: lastAt, news: 0, tried: [], declined: [] };
      return { status: "asked", ...begun, ...(offered === undefined ? {} : { offered }) };
    }
    case "ended":
      return { status: "idle", person: event.person, lastAt };
    case "wished":
      return before === undefined
        ? { status: "idle", person: event.person, lastAt }
        : { ...before, lastAt };
    default:
      if (before === undefined || before.status === "idle")
        throw new Error(`${event.type} before a debrief was opened`);
      return next(before, event);
  }
}

function next(
  before: Exclude<Debrief, { status: "idle" }>,
  event: Exclude<Event, { readonly type: "opened" | "ended" | "wished" }>,
): Debrief {
  const { at: lastAt } = event;
  const { person, episode, news, tried, declined } = before;
  const common = { person, episode, news, tried, declined, lastAt };
  switch (event.type) {
    case "offeredAgain": {
      const { since } = before as Debrief & { readonly status: "asked" };
      return { ...common, status: "asked", since, offered: {}, news: news + 1 };
    }
    case "sought": {
      // Tried again: a new search with new cards, which presses nobody who could not.
      const begun = event.fresh
        ? { ...common, episode: event.episode, news: 0, tried: [] }
        : common;
      return { ...begun, ...search(event.kind, lastAt) };
    }
    case "turned": {
      const cannot =
        event.why === "not-now" || event.why === "forbidden"
          ? [...declined, event.person]
          : declined;
      return {
        ...common,
        ...sought(before as Offered),
        status: "searching",
        declined: cannot,
        lookAt: lastAt,
      };
    }
    case "offeredTo":
      return {
        ...{ ...common, ...sought(before as Searching), status: "offered" },
        ...{ to: event.person, until: event.until, tried: [...tried, event.person] },
      };
    case "waited":
      return { ...(before as Searching), lastAt, lookAt: event.lookAt };
    case "unmatched":
      return {
        ...common,
        status: "unmatched",
        kind: (before as Searching).kind,
        at: lastAt,
        news: news + 1,
      };
    case "accepted": {
      const { partner, meeting } = event;
      const kind = (before as Offered).kind;
      return {
        ...common,
        status: "accepted",
        kind,
        partner,
        at: lastAt,
        meeting,
        news: news + 1,
        lookAt: lastAt + chatOpensIn,
      };
    }
    case "chatAwaited":
      return { ...(before as Accepted), lastAt, lookAt: event.lookAt };
    case "chatSettled": {
      const { lookAt: _, ...rest } = before as Accepted;
      return { ...rest, lastAt, ...(event.chat === undefined ? {} : { chat: event.chat }) };
    }
    case "left":
      // Two minutes again: the first two found somebody.
      return {
        ...{ ...common, ...search((before as Accepted).kind, lastAt) },
        ...{ resumed: true, news: news + 1, declined: [...declined, event.partner] },
      };
    case "done": {
      const { kind, partner } = before as Accepted;
      return { ...common, status: "done", kind, partner, at: lastAt, how: event.how };
    }
    case "cared":
      return { ...(before as Done), lastAt, after: event.after };
  }
}

const search = (kind: Unmatched["kind"], at: number) =>
  ({ status: "searching", kind, since: at, giveUpAt: at + searchFor, lookAt: at }) as const;

const sought = ({ kind, since, giveUpAt, resumed }: Searching | Offered) => ({
  ...{ kind, since, giveUpAt },
  ...(resumed === undefined ? {} : { resumed }),
});
