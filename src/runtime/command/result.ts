import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Database } from "../database/database.ts";
import type { Directory } from "../directory/directory.ts";
import type { Follows } from "../follows.ts";
import type { Vault } from "../keys.ts";
import type { Claimed } from "../messages/claims.ts";
import type { TellOutside } from "../messages/outside.ts";
import type { Stranger } from "./read.ts";

/* What `transact` works with, and what it returns. */

export type Result =
  | { readonly stranger: Stranger }
  /** The timer was moved or is gone: nothing to do. */
  | { readonly superseded: true }
  | Done;
export interface Done {
  readonly by: PersonId | undefined;
  readonly said: Said;
  /** What the feature's views need: of the state after, or of the state found when refused. */
  readonly shown: unknown;
  readonly claimed: readonly Claimed[];
  readonly pressed: Pressed;
}

/**
 * What was pressed on: a message that this account was sent and that we keep current, one that we no
 * longer can, or no message of theirs.
 */
export type Pressed = "live" | "ended" | "foreign";

/** What is stored with a delivery: codes only. */
export type Said = ({ readonly answer: unknown } | { readonly refused: string }) & {
  readonly subject?: SubjectId | undefined;
  /** Names its leases. Of two copies of a delivery, both in doubt, only one has any. */
  readonly transaction?: string | undefined;
};

export interface Transactor {
  readonly db: Database;
  readonly directory: Directory;
  readonly vault: Vault;
  /** The database's clock, to within a tick. */
  readonly now: () => Instant;
  /** Where people's browsers reach our pages; nothing where there are none. */
  readonly address?: () => string | undefined;
  /** What follows in other features (src/policies.ts). */
  readonly follows?: Follows;
  /** What other systems hear of it (src/outward/). */
  readonly tellOutside?: TellOutside;
  /** The feature that draws people's home pages, if there is one. */
  readonly pages?: string | undefined;
  /** For tests of crashes: called with the name of each point that a kill may hit. */
  readonly passing?: (point: string) => void;
}
