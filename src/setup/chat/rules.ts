import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { AccountId, PersonId, Platform } from "../../kernel/ids.ts";
import { hours, type Instant, minutes, seconds } from "../../kernel/time.ts";
import type { Stored } from "../documents.ts";
import type { Edited, Part, Unfit } from "./edit.ts";
import type { SyncedGroup } from "./groups/rules.ts";

/** A version of the document: what was changed, by whom and when. Nobody: a file, or Handrail. */
export interface Version {
  readonly version: number;
  readonly what: What;
  readonly by?: PersonId;
  readonly at: Instant;
}
export type What = Part | "undone" | "joined" | "found" | "file" | "first" | "synced";

/** A team is to follow a group or a channel, once the platform has named its members. */
export interface Awaited {
  readonly platform: Platform;
  readonly workspace: string;
  readonly kind: "group" | "channel";
  /** A group's handle or a channel's id. */
  readonly name: string;
  /** The place of the team in the document. */
  readonly team: number;
}

/** An organisation's settings as they are stored. The document is beside them. */
export interface Settings extends Stored {
  readonly document: string;
  /** The occasion of the newest card, by account: older ones say where it went. */
  readonly cards?: Readonly<Record<AccountId, number>>;
  readonly awaits?: readonly Awaited[];
  /** What teams follow, and what they followed until it was gone. */
  readonly groups?: readonly SyncedGroup[];
  /** Newest first, a few. */
  readonly recent?: readonly Version[];
  /** The newest code, and when it ends. */
  readonly code?: { readonly until: Instant };
}

export type Command =
  | { readonly do: "open" }
  | { readonly do: "change"; readonly what: Part; readonly base: number; readonly team?: number }
  | { readonly do: "undo"; readonly base: number; readonly to: number }
  | { readonly do: "code" }
  /** Whom would a call reach? Nothing changes. */
  | { readonly do: "try"; readonly team: number; readonly minute: number }
  /** Version `at` was applied, or was not. */
  | { readonly do: "apply" }
  /** What a look at the followed channels and groups makes of version `base`. */
  | {
      readonly do: "look";
      readonly base: number;
      readonly document: string;
      readonly groups: readonly SyncedGroup[];
    };

export interface Facts {
  readonly isAdmin: boolean;
  /** What a change or going back leads to. */
  readonly edited?: Edited;
  readonly awaits?: readonly Awaited[];
  /** What teams follow after that. */
  readonly groups?: readonly SyncedGroup[];
  /** Drawn at random. */
  readonly code?: string;
}

export type Event = { readonly at: Instant } & (
  | { readonly type: "opened"; readonly via: AccountId }
  | {
      readonly type: "changed";
      /** Nobody: who is in a channel or a group has changed. */
      readonly by?: PersonId;
      readonly what: What;
      readonly document: string;
      readonly awaits: readonly Awaited[];
      readonly groups: readonly SyncedGroup[];
    }
  | { readonly type: "looked"; readonly groups: readonly SyncedGroup[] }
  | { readonly type: "coded"; readonly code: string; readonly until: Instant }
  | { readonly type: "applied" }
);

export type Answer =
  | { readonly saved: What }
  | { readonly reach: { readonly team: number; readonly minute: number } }
  | { readonly code: string; readonly until: Instant };
export type Refusal = "not-admin" | "file" | "outdated" | "same" | "no-version" | "nothing" | Unfit;

const codeLasts = minutes(10);
const kept = 20;

export function decide(
  state: Settings | undefined,
  command: Command,
  { at, by, via }: Given,
  { isAdmin, edited, awaits = [], groups = state?.groups ?? [], code }: Facts,
): Decision<Event, Answer, Refusal> {
  if (state === undefined) return { refused: "nothing" };
  if (command.do === "apply")
    return by === undefined && (state.applied === state.at || state.fault !== undefined)
      ? { events: [{ type: "applied", at }] }
      : { refused: "nothing" };
  if (command.do === "look") return by === undefined ? looked(state, command, at) : notAdmin;
  if (by === undefined || via === undefined || !isAdmin) return notAdmin;
  if (command.do === "open") return { events: [{ type: "opened", at, via }] };
  if (command.do === "try") {
    const { team, minute } = command;
    return { events: [], answer: { reach: { team, minute } } };
  }
  if (state.origin === "file") return { refused: "file" };
  if (command.do === "code") {
    if (code === undefined) return { refused: "nothing" };
    const until = at + codeLasts;
    return { events: [{ type: "coded", at, code, until }], answer: { code, until } };
  }
  // Two admins at once: the second reads what the first has changed.
  if (!isCurrent(state, command.base)) return { refused: "outdated" };
  if (edited === undefined) return { refused: "no-version" };
  if ("unfit" in edited) return { refused: edited.unfit };
  const isSame = edited.document === state.document && isEqual(groups, state.groups);
  if (isSame && awaits.length === 0) return { refused: "same" };
  const what = command.do === "undo" ? "undone" : command.what;
  return {
    events: [{ type: "changed", at, by, what, document: edited.document, awaits, groups }],
    answer: { saved: what },
  };
}

const notAdmin = { refused: "not-admin" } as const;

/** Whoever comes and goes in a channel changes nothing that a form shows. */
function isCurrent({ at, recent = [] }: Settings, base: number): boolean {
  const since = recent.filter(({ version }) => version > base);
  return since.length === at - base && since.every(({ what }) => what === "synced");
}

const isEqual = (some: readonly SyncedGroup[], others: readonly SyncedGroup[] = []): boolean =>
  JSON.stringify(some) === JSON.stringify(others);

function looked(
  state: Settings,
  { base, document, groups }: Extract<Command, { do: "look" }>,
  at: Instant,
): Decision<Event, Answer, Refusal> {
  if (state.origin === "file") return { refused: "file" };
  if (base !== state.at) return { refused: "outdated" };
  if (document !== state.document)
    return { events: [{ type: "changed", at, what: "synced", document, awaits: [], groups }] };
  return isEqual(groups, state.groups)
    ? { refused: "same" }
    : { events: [{ type: "looked", at, groups }] };
}

export function evolve(before: Settings | undefined, event: Event): Settings {
  if (before === undefined) throw new Error(`${event.type} before there are settings`);
  const now = { ...before, lastAt: event.at };
  switch (event.type) {
    case "opened":
      return {
        ...now,
        cards: { ...before.cards, [event.via]: (before.cards?.[event.via] ?? 0) + 1 },
      };
    case "coded":
      return { ...now, code: { until: event.until } };
    case "applied":
      return now;
    case "looked":
      return { ...now, groups: event.groups };
    case "changed": {
      const version = before.at + 1;
      const { fault: _, ...healthy } = now;
      return {
        ...healthy,
        at: version,
        document: event.document,
        awaits: event.awaits,
        groups: event.groups,
        recent: [
          {
            version,
            what: event.what,
            at: event.at,
            ...(event.by === undefined ? {} : { by: event.by }),
          },
          ...(before.recent ?? []),
        ].slice(0, kept),
      };
    }
  }
}

export function effects(event: Event, after: Settings): Effect[] {
  switch (event.type) {
    case "opened":
      return [
        {
          do: "tell",
          to: { account: event.via },
          view: "card",
          occasion: `s${after.cards?.[event.via] ?? 0}`,
          priority: "receipt",
        },
      ];
    case "changed":
    case "applied":
    case "looked":
      return [{ do: "redraw" }];
    case "coded":
      return [];
  }
}

/** What was saved is applied at once, and again after a fault. */
export const timers = (state: Settings): Effect[] => [
  ...(state.at === state.applied
    ? []
    : [
        {
          do: "later" as const,
          command: "apply",
          at: state.lastAt + (state.fault === undefined ? 0 : minutes(5)),
        },
      ]),
  ...(isSyncing(state)
    ? [{ do: "later" as const, command: "look", at: state.lastAt + gathers }]
    : []),
];

/** Many who come at once are one version. */
export const gathers = seconds(3);
/** How often we look where the platform tells of changes, and where it does not. */
export const looksAgain = { told: hours(1), untold: minutes(5) } as const;

/** Whether somebody who comes to a channel or a group has to be found. */
export const isSyncing = ({ origin, awaits = [], groups = [] }: Settings): boolean =>
  origin === "chat" && (awaits.length > 0 || groups.some(({ ended }) => ended === undefined));
