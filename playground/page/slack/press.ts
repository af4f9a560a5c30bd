import { createContext } from "react";

export interface Pressed {
  readonly actionId: string;
  readonly blockId: string;
  /** The words on the button or the chosen option, for the story; the server receives only ids. */
  readonly label: string;
  readonly value?: string;
  readonly selected?: string;
  /** What was typed or chosen on the card around it. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** The place where blocks are drawn: who receives presses, and how accounts are named. */
interface Surroundings {
  /** Settles when the server has answered. */
  readonly press: (pressed: Pressed) => Promise<void>;
  readonly nameOf: (account: string) => string | undefined;
  /** Everybody of the same platform, for pickers. */
  readonly people?: readonly { readonly account: string; readonly name: string }[];
}

export const SurroundingsContext = createContext<Surroundings>({
  press: async () => {},
  nameOf: () => undefined,
});
