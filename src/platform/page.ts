import type { Instant, Millis } from "../kernel/time.ts";
import type { Line, Text } from "./text.ts";
import type { Button, Field, Tone } from "./view.ts";

/*
 * What a web page shows: meaning, not layout, as views are for chats. Features make pages; an
 * adapter draws them. Sentences are catalogue keys, people and instants stay typed.
 */
export interface Page {
  readonly title: Text;
  /** Under the title: what it shows, or how things stand. */
  readonly lines: readonly Line[];
  /** How many wait for somebody: a wallboard's sound and the tab's title go by it. */
  readonly waiting?: number;
  /** Choices of what the page shows: a link for each value. */
  readonly choices?: readonly PageChoice[];
  /** What to press first, under the lines. */
  readonly first?: readonly Button[];
  /** While somebody looks at it, it is asked for again so often. */
  readonly again?: Millis;
  readonly parts: readonly PagePart[];
}

export type PagePart = PageNumbers | PageList | PageTable | PageChart | PageForm;

/** A few figures at a glance. */
export interface PageNumbers {
  readonly kind: "numbers";
  readonly heading?: Text;
  readonly lines?: readonly Line[];
  readonly items: readonly {
    readonly label: Text;
    readonly value: Line;
    readonly tone?: Tone;
    readonly detail?: Line;
  }[];
}

export interface PageList {
  readonly kind: "list";
  readonly heading: Text;
  readonly lines?: readonly Line[];
  /** Said where there are no rows. */
  readonly empty: Text;
  readonly rows: readonly PageRow[];
  /** Below the rows, or in their place. */
  readonly buttons?: readonly Button[];
  /** Names side by side rather than rows below one another. */
  readonly close?: true;
}
export interface PageRow {
  readonly tone: Tone;
  readonly line: Line;
  readonly detail?: Line;
  /** Counted up on the page, in minutes and seconds. */
  readonly since?: Instant;
  /** Another page about it. */
  readonly link?: PageLink;
  /** Pressed as in a chat, by the signed-in person: the same rules and rights. */
  readonly buttons?: readonly Button[];
}
/** A page of the desk by its name, with what it is asked. */
export interface PageLink {
  readonly page: string;
  readonly query?: PageQuery;
}
export type PageQuery = Readonly<Record<string, string>>;

export interface PageTable {
  readonly kind: "table";
  readonly heading: Text;
  readonly lines?: readonly Line[];
  readonly empty: Text;
  readonly columns: readonly Line[];
  readonly rows: readonly (readonly Line[])[];
}

/** Numbers over time or by group, as a picture with the same numbers as a table behind it. */
export interface PageChart {
  readonly kind: "chart";
  readonly heading: Text;
  readonly lines?: readonly Line[];
  /** Said in place of the picture where no series has a number. */
  readonly empty: Text;
  readonly shape: "bars" | "lines" | "heat";
  readonly unit: "count" | "percent" | "seconds";
  /** Along the bottom. */
  readonly columns: readonly Line[];
  /** `undefined`: not known, or too few people to say. With `heat`, one row of squares for each. */
  readonly series: readonly {
    readonly label: Line;
    readonly values: readonly (number | undefined)[];
  }[];
}

/** Sent as a form of a chat is: `form` is `feature.verb`, and the server checks it all again. */
export interface PageForm {
  readonly kind: "form";
  readonly heading: Text;
  readonly lines?: readonly Line[];
  readonly form: string;
  readonly subject?: string;
  readonly argument?: string;
  readonly submit: Text;
  readonly fields: readonly PageField[];
}
export type PageField = Field | PageCheck;
/** Yes or no: `yes` comes back where it is ticked. Only pages have it. */
export interface PageCheck {
  readonly type: "check";
  readonly name: string;
  readonly label: Text;
  /** Stands above it: the first of several. */
  readonly heading?: Text;
}

export interface PageChoice {
  /** The name of the query that it sets. */
  readonly name: string;
  readonly label: Text;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: Line }[];
}
