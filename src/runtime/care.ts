import type { PersonId, SubjectId } from "../kernel/ids.ts";
import type { Row } from "../platform/view.ts";
import type { Statement } from "./database/commit.ts";
import type { Tx } from "./database/database.ts";
import type { Shell } from "./shell.ts";
import type { Unanswered } from "./unanswered.ts";

/** Work beside commands: for the clock, the operator, and people who ask what is kept of them. */
export interface Care {
  /** Live subjects without a timer: the auditor repairs and counts them. */
  forgotten?(tx: Tx): Promise<SubjectId[]>;
  /** Deletes what is older than its limit. */
  tidy?(tx: Tx, shell: Pick<Shell, "organisation" | "vault">): Promise<void>;
  /** Where its store keeps what the installation's key sealed: sealed anew when keys rotate. */
  readonly sealed?: readonly SealedColumn[];
  /** After the organisation's file was applied: timers for what it newly asks for. */
  begin?(tx: Tx): Promise<void>;
  /** Who can be written to, or what the file says of them, has changed: what waited goes on. */
  found?(tx: Tx): Promise<void>;
  /**
   * How many live subjects are in which state, for metrics. Numbers of an organisation, never of a
   * person.
   */
  states?(tx: Tx): Promise<Readonly<Record<string, number>>>;
  /** How much of this waits for a person while nobody is there; any number but 0 is an alarm. */
  alarms?(tx: Tx): Promise<number>;
  /** What of this a second channel is told about, where the organisation has one. */
  unanswered?(tx: Tx): Promise<readonly Unanswered[]>;
  /** The sealed data of a person, opened for that person's own export. */
  kept?(tx: Tx, shell: Shell, person: PersonId): Promise<Readonly<Record<string, unknown>>>;
  /** What others did with numbers that somebody is part of: for their page of what others see. */
  aboutThem?(tx: Tx, shell: Shell, person: PersonId): Promise<readonly Row[]>;
  /** What `kept` opens is sealed under the person's own key: it is in no copy but their own. */
  readonly ownKey?: true;
  /**
   * A row of theirs as their copy may show it, by table. Absent: as it is. What others did about
   * them, and how often, is not theirs to learn.
   */
  readonly ownRow?: Readonly<Record<string, (row: OwnRow) => OwnRow>>;
  /** The statements that erase at once what this person may have erased. Reads what it needs for them. */
  erase?(tx: Tx, shell: Shell, person: PersonId): Promise<readonly Statement[]>;
}

export type OwnRow = Readonly<Record<string, unknown>>;

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
}
