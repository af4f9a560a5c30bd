import type { RawBuilder } from "kysely";
import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { OrganisationId, PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant, Millis } from "../kernel/time.ts";
import type { Line } from "../platform/text.ts";
import type { ApiSources } from "./api/source.ts";
import type { Board, Card, Form, Gone, Notice } from "../platform/view.ts";
import type { WebFile } from "../platform/web.ts";
import type { Care } from "./care.ts";
import type { Statement } from "./database/commit.ts";
import type { Tx } from "./database/database.ts";
import type { HomePart } from "./home-part.ts";
import type { Shell } from "./shell.ts";
import type { Viewer } from "./viewer.ts";
import type { PageSource } from "./web/pages.ts";

export type { Statement } from "./database/commit.ts";
export type { HomePart, HomeRow, OpenRow } from "./home-part.ts";
export type { Unanswered } from "./unanswered.ts";
export type { Care, OwnRow, SealedColumn } from "./care.ts";
export type { Shell } from "./shell.ts";
export type { Viewer } from "./viewer.ts";

/**
 * A feature, as the runtime sees it. `Shown` is what its views need: the state and what is shown
 * beside it. `Read` is what its store reads for a command.
 */
export interface Feature<
  State,
  Command,
  Event extends { readonly at: Instant },
  Facts,
  Shown,
  Answer,
  Refusal extends string,
  Read = undefined,
> {
  readonly name: string;
  /** False where nobody should have a history: presence, visits. */
  readonly journaled: boolean;
  /** Its timers can wait: those of other features go first, and messages of `later` are paced. */
  readonly patient?: true;
  /** Its messages stay current for good: they are not deleted after a month. */
  readonly lasting?: true;
  readonly rules: Rules<State, Command, Event, Facts, Answer, Refusal>;
  readonly doors?: Doors<Command>;
  readonly store?: Store<State, Command, Event, Facts, Shown, Read>;
  readonly views: Views<State, Facts, Shown, Answer, Refusal>;
  /** Its web pages, by name: `/desk/<name>`. */
  readonly pages?: Readonly<Record<string, PageSource>>;
  /** Files to be fetched in a browser, by kind; `undefined`: there is none for this person. */
  readonly files?: Readonly<Record<string, FileSource>>;
  readonly care?: Care;
  /** What programs may ask. */
  readonly api?: ApiSources;
}

type FileSource = (
  tx: Tx,
  shell: Shell,
  viewer: { readonly person: PersonId },
  id: SubjectId,
) => Promise<WebFile | undefined>;

/** Pure. */
export interface Rules<State, Command, Event, Facts, Answer, Refusal extends string> {
  decide(
    state: State | undefined,
    command: Command,
    given: Given,
    facts: Facts,
  ): Decision<Event, Answer, Refusal>;
  evolve(state: State | undefined, event: Event): State;
  effects?(event: Event, after: State): Effect[];
  /** When the state wants to be looked at again, whatever the events were. */
  timers?(after: State): Effect[];
  /** Of the last event: `given.at` is never before it. */
  lastAt(state: State): Instant;
  idOf(state: State): SubjectId;
}

/** A command, and what comes with it and is kept in the feature's own store only. */
export interface Asked<Command> {
  readonly command: Command;
  readonly note?: Note | undefined;
}

/** The gestures and timers that reach a feature, and the command each means. */
export interface Doors<Command> {
  /** Words typed after a slash or in a chat. `about`: the account of somebody named first in them. */
  readonly words?: Readonly<
    Record<string, (text: string, about?: string) => Asked<Command> | Opens>
  >;
  /** Buttons: `verb` of the action `name.verb`. */
  readonly presses?: Readonly<
    Record<string, (argument: string | undefined) => Command | undefined>
  >;
  /** Buttons that open a form or show something privately, and change nothing. */
  readonly opens?: Readonly<Record<string, Opened>>;
  /** Submissions: a command, or a sentence for a field. */
  readonly forms?: Readonly<
    Record<string, (values: Note, argument?: string) => Submitted<Command>>
  >;
  /** Timers, by the command's name. */
  readonly ticks?: Readonly<Record<string, Command>>;
  /** A message to this person can never arrive. */
  readonly unreachable?: (person: PersonId, code: string) => Command;
  /** Somebody opened their home page. `anew`: they asked for it in a chat. One feature has this. */
  readonly home?: (anew: boolean) => Command;
  /** Opens what an unknown word means: a verb of `opens`. */
  readonly unknownWord?: string;
}
/** A word that only opens something: a verb of `opens`. */
export interface Opens {
  readonly open: string;
}
export type Submitted<Command> =
  | Asked<Command>
  | { readonly errors: Readonly<Record<string, Line>> };
export type Opened = (
  tx: Tx,
  shell: Shell,
  by: PersonId,
  subject: SubjectId | undefined,
  argument?: string,
) => Promise<Form | Notice>;

/** What is known of a command before anything is read. */
export interface Wanted<Command> extends Asked<Command> {
  /** The person who pressed it; undefined for a timer. */
  readonly by: PersonId | undefined;
  readonly subject: SubjectId | undefined;
}

/** A command, with the subject as it is locked. */
export interface Locked<State, Command> extends Asked<Command> {
  readonly state: State | undefined;
  readonly given: Given;
}

/** The result of a command that changes something. */
export interface Change<Command, Event, Facts> extends Asked<Command> {
  readonly events: readonly Event[];
  readonly given: Given;
  readonly facts: Facts;
  /** Of the state after it. */
  readonly version: number;
}

/**
 * `load` and `read` are sent with the claim of the delivery, before the subject is known. `write`
 * returns statements, which are sent together with the commit. A write that depends on another
 * transaction raises an error by itself (`handrail.must`).
 */
export interface Store<State, Command, Event, Facts, Shown, Read> {
  /**
   * One statement that yields `state` (JSON) and `version` and locks the row. Absent: nothing is
   * stored, and every command begins from nothing.
   */
  load?(organisation: OrganisationId, find: Find): RawBuilder<{ state: State; version: number }>;
  /** What the command needs besides its subject. All statements go out at once. */
  read?(tx: Tx, shell: Shell, wanted: Wanted<Command>): Promise<Read>;
  /** What depends on the locked subject: one more round trip. `undefined`: nothing more is read. */
  readMore?(
    tx: Tx,
    shell: Shell,
    locked: Locked<State, Command>,
    read: Read,
  ): Promise<Read> | undefined;
  /** What was read, as the rules need it. Reads nothing; it may open what is sealed. */
  facts?(shell: Shell, locked: Locked<State, Command>, read: Read): Facts | Promise<Facts>;
  /** The statements that keep the state and what came with it. Reads nothing; it may seal. */
  write?(
    shell: Shell,
    after: State,
    change: Change<Command, Event, Facts>,
  ): readonly Statement[] | Promise<readonly Statement[]>;
  /** For a message that is rendered later: the state now, without a lock. */
  show?(tx: Tx, shell: Shell, subject: SubjectId, now: Instant): Promise<Shown | undefined>;
}

export interface Views<State, Facts, Shown, Answer, Refusal extends string> {
  /**
   * What views need, from what the command just read. `undefined`: it is read again for the view.
   */
  shown?(state: State, facts: Facts): Shown | undefined;
  /** `undefined`: no longer wanted, and never posted; drop it. */
  show?(
    view: string,
    shown: Shown,
    viewer: Viewer,
    shell: Shell,
  ): Card | Notice | Board | Gone | undefined;
  /** Milliseconds until we look again at an unposted message that would disturb its person now. */
  notNow?(view: string, shown: Shown): Millis | undefined;
  /** `note` came with the command or redelivery. Only its answer shows it; nothing stores it. */
  answer?(
    answer: Answer,
    shown: Shown,
    by: PersonId,
    shell: Shell,
    note?: Note,
  ): Notice | undefined;
  refusal(refusal: Refusal, shown: Shown | undefined, shell: Shell, by?: PersonId): Notice;
  /** This feature's part of a person's home page. */
  home?(tx: Tx, shell: Shell, person: PersonId, now: Instant): Promise<HomePart>;
}

/** Typed words of a command. They reach the feature's own store, never rules, journal or queue. */
export type Note = Readonly<Record<string, string>>;

/** How a command finds its subject: by id, or by its person. */
export type Find = { readonly subject: SubjectId } | { readonly by: PersonId };

// A list of features has to forget their own types; inside a feature they are checked.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyFeature = Feature<any, any, any, any, any, any, any, any>;
