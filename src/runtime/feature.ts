import type { RawBuilder } from "kysely";
import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { AccountId, OrganisationId, PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant, Millis } from "../kernel/time.ts";
import type { Line } from "../platform/text.ts";
import type { Board, Card, Form, Notice, Section } from "../platform/view.ts";

import type { Tx } from "./database/database.ts";
import type { Organisation } from "./directory/directory.ts";
import type { Vault } from "./keys.ts";

/** What a feature's store may use besides its transaction. */
export interface Shell {
  readonly organisation: Organisation;
  readonly vault: Vault;
  /** Now by the database's clock, to within a tick: for showing, never for deciding. */
  readonly now: Instant;
}

/** Free text that came with a command: it reaches the feature's own store, and neither rules nor journal nor queue. */
export type Note = Readonly<Record<string, string>>;

/** Who looks at a message, and which one it is. */
export interface Viewer {
  readonly person: PersonId;
  readonly account: AccountId;
  readonly occasion: string;
  /** False: it was never posted, so a view that is no longer wanted may be dropped. */
  readonly posted: boolean;
  readonly now: Instant;
}

/**
 * A feature, as the runtime sees it. Rules are pure; `load`, `facts`, `save` and `read` are its store; `show`, `answer`
 * and `refusal` its views. `Shown` is what views need: the state, and what stands beside it.
 */
export interface Feature<
  State,
  Command,
  Event extends { readonly at: Instant },
  Facts,
  Shown,
  Answer,
  Refusal extends string,
  Foreseen = never,
> {
  readonly name: string;
  /** False where a history would be more than anybody should have: presence, visits. */
  readonly journaled: boolean;

  /** Words typed after a slash or in a chat, each a command with what may be kept beside it. */
  readonly words: Readonly<Record<string, (text: string) => { command: Command; note?: Note }>>;
  /** Buttons: `verb` of the action `name.verb`. */
  readonly presses: Readonly<Record<string, (argument: string | undefined) => Command | undefined>>;
  /** Buttons that open a form or show something privately, and change nothing. */
  readonly opens: Readonly<
    Record<
      string,
      (
        tx: Tx,
        shell: Shell,
        by: PersonId,
        subject: SubjectId | undefined,
        argument?: string,
      ) => Promise<Form | Notice>
    >
  >;
  /** Submissions: a command, or a sentence for a field. */
  readonly forms: Readonly<
    Record<
      string,
      (
        values: Note,
      ) => { command: Command; note?: Note } | { errors: Readonly<Record<string, Line>> }
    >
  >;
  /** Nobody waits for its timers with somebody on the line: those of other features go first. */
  readonly patient?: true;
  /** What a timer of a subject reads and writes is that subject's own: those of several share a transaction, asked once for all. */
  readonly joint?: Joint<State, Command, Facts>;
  /** Timers, by the command's name. */
  readonly ticks: Readonly<Record<string, Command>>;
  /** A message to this person can never arrive. */
  readonly unreachable?: (person: PersonId, code: string) => Command;

  decide(
    state: State | undefined,
    command: Command,
    given: Given,
    facts: Facts,
  ): Decision<Event, Answer, Refusal>;
  evolve(state: State | undefined, event: Event): State;
  effects(event: Event, after: State): Effect[];
  /** What the state itself wants looked at again, whatever the events were. */
  timers(after: State): Effect[];
  /** Of the last event: `given.at` is never before it. */
  lastAt(state: State): Instant;
  idOf(state: State): SubjectId;

  /** One statement that yields `state` (JSON) and `version` and locks the row; wrapped by the runtime, which adds the time. */
  load(organisation: OrganisationId, find: Find): RawBuilder<{ state: State; version: number }>;
  /**
   * Begins to read what `facts` will want, while nobody knows yet what the subject is: its statements travel with the
   * claim of the delivery and the lock. Whether it was right is for `facts` to see.
   */
  foresee?(tx: Tx, shell: Shell, by: PersonId, command: Command): Promise<Foreseen>;
  facts(
    tx: Tx,
    shell: Shell,
    state: State | undefined,
    command: Command,
    given: Given,
    foreseen?: Foreseen,
  ): Promise<Facts>;
  save(
    tx: Tx,
    shell: Shell,
    after: State,
    version: number,
    change: Change<Command, Event>,
  ): Promise<void>;
  /**
   * `save` sends all of it at once, looks at no answer and throws nothing for one: then the commit travels with it, which saves
   * a journey. Nothing can be sent behind a commit: whoever is wrong about it finds an error in the log, and not what was to be saved.
   */
  savesAtOnce?(change: Change<Command, Event>): boolean;
  /** For a message that is rendered later: the state now, without a lock. */
  read(tx: Tx, shell: Shell, subject: SubjectId, now: Instant): Promise<Shown | undefined>;
  /** What views need, from what the command has just read; `undefined`: read it afresh when it is rendered. */
  shown(state: State, facts: Facts): Shown | undefined;

  /** `undefined`: no longer wanted, and never posted; drop it. */
  show(view: string, shown: Shown, viewer: Viewer, shell: Shell): Card | Notice | Board | undefined;
  /** `note` is what came with the command, also with a redelivery: for the one answer to it, and kept by nobody. */
  /** What was never posted and would disturb its person at this moment waits so long before it is looked at again. */
  notNow?(view: string, shown: Shown): Millis | undefined;
  answer(answer: Answer, shown: Shown, by: PersonId, shell: Shell, note?: Note): Notice | undefined;
  refusal(refusal: Refusal, shown: Shown | undefined, shell: Shell, by?: PersonId): Notice;
  /** Live subjects that nothing will ever look at again: the auditor heals and counts them. */
  forgotten(tx: Tx): Promise<SubjectId[]>;
  /** Deletes what is kept no longer. */
  tidy?(tx: Tx, shell: Pick<Shell, "organisation" | "vault">): Promise<void>;
  /** After the organisation's file was applied: timers for what it newly asks for. */
  begin?(tx: Tx): Promise<void>;
  /** How many live subjects are in which state, for metrics: numbers of an organisation, never of a person. */
  states?(tx: Tx): Promise<Readonly<Record<string, number>>>;
  /** How much of this waits for a person with nobody there: any number but 0 is an alarm. */
  alarms?(tx: Tx): Promise<number>;
  /** What it keeps sealed of a person, opened for that person's own export. */
  kept?(tx: Tx, shell: Shell, person: PersonId): Promise<Readonly<Record<string, unknown>>>;
  /** Erases at once what this person may have erased (PRODUCT P7). */
  erase?(tx: Tx, shell: Shell, person: PersonId): Promise<void>;
  /** This feature's part of a person's home page. */
  home?(tx: Tx, shell: Shell, person: PersonId, now: Instant): Promise<HomePart>;
}

/** What `save` may want to know beside the state that it led to. */
export interface Change<Command, Event> {
  readonly command: Command;
  readonly events: readonly Event[];
  readonly note?: Note;
  readonly given: Given;
}

/** What `load`, `facts` and `save` are for one, for the timers of several subjects (joint/transact.ts). They keep no journal. */
export interface Joint<State, Command, Facts> {
  /** Locks those that are there, in the order in which they are named, each looked up by its key. */
  load(
    organisation: OrganisationId,
    subjects: readonly SubjectId[],
  ): RawBuilder<{ subject: SubjectId; state: State; version: number }>;
  /** In the order of what was asked. */
  facts(tx: Tx, shell: Shell, asked: readonly Asked<State, Command>[]): Promise<readonly Facts[]>;
  /** In one go: the commit travels with it. */
  save(
    tx: Tx,
    saved: readonly { readonly after: State; readonly version: number }[],
  ): Promise<void>;
}
export interface Asked<State, Command> {
  readonly state: State | undefined;
  readonly command: Command;
  readonly given: Given;
}

/** How a command finds its subject: by id, or by whose it is. */
export type Find = { readonly subject: SubjectId } | { readonly by: PersonId };

export interface HomePart {
  readonly first: Board["first"];
  readonly sections: readonly Section[];
  /** Cards that somebody asked to have in their chat: by view, and kept current with the page itself. */
  readonly cards?: Readonly<Record<string, (viewer: Viewer) => Card | undefined>>;
}

// A list of features has to forget their own types; inside a feature they are checked.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyFeature = Feature<any, any, any, any, any, any, any, any>;
