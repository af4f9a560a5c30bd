import type { PersonId, SubjectId } from "../kernel/ids.ts";
import type { Line, Text } from "./text.ts";

/*
 * Views describe meaning, not layout. Five closed kinds; every platform's renderer is a record over
 * them, so a missing one does not compile. Nothing here is a string for people: sentences are
 * catalogue keys, people and instants are typed.
 */
export type View = Notice | Card | Form | Board | Gone;
export type ViewKind = View["kind"];

/**
 * How much it matters at a glance; a renderer says it in words and shape, never by colour alone.
 */
export type Tone = "danger" | "urgent" | "good" | "calm" | "closed";

/**
 * A press. `action` is `feature.verb`; the server checks rights at the press and never trusts the
 * button.
 */
export interface Button {
  readonly action: string;
  readonly label: Text;
  /**
   * What a screen reader says when the label alone would not do ("Acknowledge: Ana, Billing"). At
   * most 75 characters.
   */
  readonly accessible?: Text;
  readonly style?: "main" | "danger";
  readonly subject?: SubjectId;
  /** A code the action needs (an outcome, a category); never a name or a note. */
  readonly argument?: string;
  /** Opens this address instead of pressing (an https join link from the organisation's file). */
  readonly url?: string;
}

/** A private sentence or a few: the answer to a gesture. */
export interface Notice {
  readonly kind: "notice";
  readonly tone: Tone;
  /** What a dialog is called that shows it; a chat needs none. At most 24 characters, as of a form. */
  readonly title?: Text;
  /** Stands above the lines: the one thing to press. */
  readonly first?: readonly Button[];
  readonly lines: readonly Line[];
  /** Said in place of the lines where nothing can change or remove them later: what stays true. */
  readonly lasting?: readonly Line[];
  readonly chart?: Chart;
  /** To be copied, on a page alone: it is shown this once. No chat draws it. */
  readonly secret?: string;
  /** One choice in one press: all stand open, above the buttons, and each is as large as another. */
  readonly tiles?: readonly Button[];
  readonly buttons: readonly Button[];
  /** Folded, under "More". */
  readonly behindMore?: readonly Button[];
  /** An address for another device: a page shows it to be read and copied. A chat has the button. */
  readonly address?: string;
  /** Nothing was done, and the form may be sent again: a page shows it with what was typed. */
  readonly again?: true;
}

/** A thing with a state, posted once and edited as the state moves. */
export interface Card {
  readonly kind: "card";
  readonly tone: Tone;
  /**
   * What a notification and a lock screen show, complete and exact: no category, case or typed
   * words.
   */
  readonly summary: Text;
  readonly title: Text;
  /** Short label-value pairs, read at a glance. */
  readonly facts: readonly Fact[];
  readonly lines: readonly Line[];
  readonly chart?: Chart;
  readonly buttons: readonly Button[];
  /** Folded, under "More", which stands last in the row of the buttons. */
  readonly behindMore?: readonly Button[];
  /** Buttons of lesser weight, shown apart (outcomes after Done). */
  readonly more?: { readonly heading: Text; readonly buttons: readonly Button[] };
  /** Small print under the buttons. */
  readonly footer?: Text;
  /**
   * Also shown to these accounts of the reader's workspace, in one conversation of all of them.
   * They are the platform's own ids. It happens only where the platform lets a bot open such a
   * conversation. An account that may not open it there is not an error (docs/platforms.md S27,
   * T27).
   */
  readonly company?: readonly string[];
}

export interface Fact {
  readonly label: Text;
  readonly value: Line;
  /** What the value dials: figures, a plus before them at most. A link where the platform has one. */
  readonly dial?: string;
}

/**
 * Spans of per cent as a picture: a panel for each row, in it a bar for each column. The lines say
 * all of it too, so a platform without charts loses nothing.
 */
export interface Chart {
  readonly title: Text;
  /** What a screen reader says in its place: the same numbers. */
  readonly alternative: readonly Line[];
  /** Oldest first. */
  readonly columns: readonly Line[];
  readonly rows: readonly { readonly label: Line; readonly spans: readonly (Span | undefined)[] }[];
  /** The top of a scale that is no per cent: each bar is one number, its span's end. */
  readonly most?: number;
  /** Of one person, for that person alone: no copy of the picture stays in memory. */
  readonly own?: true;
}

/** `from` to `to` per cent. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A message that a newer one has replaced: it is removed, once the newer one is shown. Where the
 * platform refuses, one grey line is left of it.
 */
export interface Gone {
  readonly kind: "gone";
  readonly line: Text;
  /** The person's newest card as it is now: shown while no newer message is, and to a late press. */
  readonly newest?: Card;
}

/** Questions. Values come back under the fields' names; the server checks them again. */
export interface Form {
  readonly kind: "form";
  /** `feature.verb`, like a button's action. */
  readonly form: string;
  readonly subject?: SubjectId;
  /** A code that comes back with the values, like a button's; never a name or a note. */
  readonly argument?: string;
  /** At most 24 characters in every language (Slack's limit for a modal's title). */
  readonly title: Text;
  /** Absent: there is nothing to send, the form only shows. At most 24 characters. */
  readonly submit?: Text;
  readonly lines: readonly Line[];
  /** Its words say the same, because not every dialog can draw. */
  readonly chart?: Chart;
  /** Something longer to read, each part under its heading. */
  readonly sections?: readonly Section[];
  readonly fields: readonly Field[];
}

export type Field =
  | {
      readonly type: "text";
      readonly name: string;
      readonly label: Text;
      readonly hint?: Text;
      readonly long: boolean;
      readonly max: number;
      /** As it was typed before, or lines in the reader's words. */
      readonly value?: string | readonly Line[];
      /** Said where nothing is written; absent: it may be empty. */
      readonly required?: Text;
    }
  | {
      readonly type: "choice";
      readonly name: string;
      readonly label: Text;
      readonly hint?: Text;
      readonly options: readonly Option[];
      readonly required: boolean;
      readonly value?: string;
    }
  /**
   * People: accounts of the reader's platform come back, with commas. A chat does not show who has no
   * account there. A page shows everybody. Addresses come back for those, and `NAME.shown` names all
   * whom it has shown: of them, who did not come back is taken out.
   */
  | {
      readonly type: "people";
      readonly name: string;
      readonly label: Text;
      readonly hint?: Text;
      readonly value: readonly PersonId[];
      /** Who may be chosen, where the platform has no list of its own. */
      readonly known: readonly PersonId[];
    }
  /** A channel, or a user group by its handle; not asked where the platform has none. */
  | {
      readonly type: "channel" | "group";
      readonly name: string;
      readonly label: Text;
      readonly hint?: Text;
    };

export interface Option {
  readonly value: string;
  readonly label: Line;
}

/** A list people watch: the home page. */
export interface Board {
  readonly kind: "board";
  /** How things stand for the reader: the first line. */
  readonly standing: readonly Line[];
  /** What to press first: at most three. */
  readonly first: readonly Button[];
  /** What goes on now. */
  readonly sections: readonly Section[];
  /** What else there is: it stands last, or folds where a page is short. */
  readonly more: readonly Section[];
}

/** Never without a row: a heading over nothing says nothing. */
export interface Section {
  readonly heading: Text;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly tone: Tone;
  readonly line: Line;
  readonly detail?: Line;
  readonly buttons: readonly Button[];
}
