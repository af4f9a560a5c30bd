import type { ComponentType } from "react";
import type { Desk, Shown, Someone } from "../../protocol.ts";
import type { Slash } from "./commands.ts";

type DialogShown = NonNullable<Desk["dialog"]>;
export interface DialogProps {
  readonly dialog: DialogShown;
  readonly submit: (
    values: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    title: string,
  ) => Promise<void>;
  readonly close: () => void;
}

/**
 * How one chat platform looks here. A column asks for its person's and knows no platform by name.
 */
export interface Client {
  readonly name: string;
  /** A class on the column: its colours. */
  readonly skin: string;
  readonly slash: Slash;
  /** The words at the first message that was not seen yet. */
  readonly unread: string;
  readonly Content: ComponentType<{ readonly shown: Shown }>;
  /** A page of its own; without one, home is a card in the chat. */
  readonly Home?: ComponentType<{ readonly home: readonly unknown[] }>;
  /** The app's own pages, in a frame of the client, and what its tab is called. */
  readonly Tab?: ComponentType<{ readonly someone: Someone }>;
  readonly Dialog: ComponentType<DialogProps>;
}
