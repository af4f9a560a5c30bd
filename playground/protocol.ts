/*
 * What the playground's page and its server say to each other. The page sees what a person would
 * see on the platform. Each action goes through the double as a signed request to the real adapter.
 */

/** Somebody to be. `account` is their id on the platform. */
export interface Someone {
  readonly platform: "slack" | "teams";
  readonly account: string;
  readonly name: string;
  readonly role: "agent" | "supervisor";
  readonly team: string;
  /** A wellbeing lead: reads every team's trend. */
  readonly lead?: boolean | undefined;
}

/** A message as the reader sees it now. `id` stays the same through edits. */
export interface Shown {
  readonly id: string;
  readonly channel: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly from: "bot" | "me" | "notice";
  readonly text: string;
  /** Block Kit blocks for Slack, an Adaptive Card for Teams; absent for plain text. */
  readonly blocks?: readonly unknown[];
  readonly card?: unknown;
  readonly edited: boolean;
  /** Only this reader sees it, and it is gone after a reload. */
  readonly ephemeral: boolean;
  /** The message whose press it answers, and beneath which it is shown; absent: at the end. */
  readonly beneath?: string | undefined;
  /**
   * In a group conversation: the accounts of everybody in it, the reader's too. Absent: the
   * reader's chat with the bot.
   */
  readonly group?: readonly string[];
}

/** One person's client: their chat with the bot, their home page, an open dialog. */
export interface Desk {
  readonly someone: Someone;
  readonly messages: readonly Shown[];
  readonly home?: readonly unknown[];
  readonly dialog?: {
    readonly id: string;
    readonly view: unknown;
    readonly errors?: Readonly<Record<string, string>>;
  };
  /** What rang: new messages only, newest last. A lock screen shows `text` and nothing else. */
  readonly rings: readonly { readonly at: number; readonly text: string }[];
  /**
   * A sentence about the last thing that went wrong on the way (Slack's "dispatch_failed" and the
   * like).
   */
  readonly fault?: string;
}

/** One thing that happened, in plain words. */
export interface Line {
  /** By the one clock, in milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

/** What the running app's own tables say, so that the page tells what is, and guesses nothing. */
export interface Situation {
  /** The newest first; a few that are over are there too. */
  readonly requests: readonly RequestNow[];
  readonly breaks: readonly {
    readonly who: string;
    readonly status: "offered" | "queued" | "afterCall" | "away";
    readonly until?: number;
  }[];
  readonly debriefs: readonly {
    readonly who: string;
    readonly status: string;
    /** Asked to listen, or listening. */
    readonly other?: string;
    readonly at: number;
  }[];
  readonly checkIns: readonly {
    readonly who: string;
    /** A check-in waits on their screen. */
    readonly asked: boolean;
    /** When they last answered one; what they answered is not here. */
    readonly answeredAt?: number;
  }[];
  /** When the app looks at something next. */
  readonly next?: number;
}

export interface RequestNow {
  readonly who: string;
  readonly status: "open" | "acknowledged" | "joined" | "exhausted" | "resolved" | "withdrawn";
  readonly danger: boolean;
  readonly openedAt: number;
  /** When the agent last asked. */
  readonly pressedAt: number;
  readonly closedAt?: number;
  /** Who is asked now. */
  readonly asked: readonly string[];
  /** Who has it, or had it last. */
  readonly helper?: string;
  /** The helper answered without walking over, and is not there. */
  readonly answered?: boolean;
  /** How often the customer was warned. */
  readonly warnings?: number;
  /** In a danger: who calls for help. */
  readonly caller?: string;
}

/**
 * Sent on `GET /playground/stream` (server-sent events) whenever something changed; `GET
 * /playground/state` returns one.
 */
export interface State {
  /** Which run of the server this is: a page that was opened in another one begins anew. */
  readonly run: string;
  readonly organisation: string;
  /** How far the one clock is ahead of the machine's, in milliseconds. */
  readonly ahead: number;
  readonly desks: readonly Desk[];
  /** Nobody has done anything yet: what came by itself, at the start, is no part of the story. */
  readonly quiet?: true;
  /** What happened so far, the oldest first; it outlives reloads and restarts. */
  readonly timeline: readonly Line[];
  /** Absent until it was read. */
  readonly situation?: Situation;
  /** The power can be cut here: see `POST /playground/power`. */
  readonly canCut: boolean;
}

/**
 * Body of `POST /playground/act`, beside `says`: the words for the timeline. Answers 200
 * `{ ok: true }`, or 4xx `{ error }`.
 */
export type Act = { readonly as: string } & (
  | { readonly do: "command"; readonly text: string }
  | {
      readonly do: "press";
      readonly where: "message" | "home" | "dialog";
      readonly id: string;
      readonly actionId: string;
      readonly blockId: string;
      readonly value?: string;
      readonly selected?: string;
      readonly inputs?: Readonly<Record<string, string>>;
    }
  | {
      readonly do: "submit";
      readonly id: string;
      readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    }
  | { readonly do: "close"; readonly id: string }
  | { readonly do: "shortcut"; readonly callbackId: string; readonly message?: string }
  | { readonly do: "home" }
);

/** Body of `POST /playground/time`: how much time goes by. */
export type Passing = Length | ToNext;
/** So many seconds. `away`: Handrail is stopped meanwhile, and what falls due waits. */
export interface Length {
  readonly seconds: number;
  readonly away?: boolean | undefined;
}
/** Up to the next thing that the app does by itself. */
export interface ToNext {
  readonly next: true;
}
