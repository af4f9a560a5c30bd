import type { Instant } from "../kernel/time.ts";
import type { Line } from "../platform/text.ts";
import type { Button, Card, Gone, Row, Section } from "../platform/view.ts";
import type { Viewer } from "./viewer.ts";

/** A feature's part of somebody's home page. */
export interface HomePart {
  /** What goes on or waits for this person: it stands in the first line of the page. */
  readonly news?: readonly Line[];
  /** That they are at work: it stands there where nothing else is going on. */
  readonly presence?: readonly Line[];
  /** What they press first, in order: the page has room for three. */
  readonly first?: readonly Button[];
  /** What goes on now, for people who watch it. */
  readonly sections?: readonly Section[];
  readonly rows?: readonly HomeRow[];
  /** What is open and concerns them, for when they come on shift. */
  readonly begins?: () => readonly OpenRow[];
  /** What is theirs and somebody else may take over, for when their shift ends. */
  readonly leaves?: (end: Instant) => readonly OpenRow[];
  /** Cards that a person asked to have in their chat, by view; redrawn with the home page. */
  readonly cards?: Readonly<Record<string, (viewer: Viewer) => Card | Gone | undefined>>;
}

/** Something open as a shift begins or ends, and what can be pressed of it. */
export interface OpenRow {
  readonly line: Line;
  readonly button?: Button | undefined;
}

/** A row of what else there is, below what goes on. */
export interface HomeRow extends Row {
  readonly under: "forYou" | "team" | "settings";
  /** Of these as many stand on top of the page as have room there; the others in this row. */
  readonly first?: readonly Button[];
}
