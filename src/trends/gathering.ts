import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Vault } from "../runtime/keys.ts";
import type { Answer } from "./source.ts";

/**
 * A window's answers on their way into the gate, between one piece and the next. In memory alone
 * and never in a table: they stand there unsealed. An instance that was not there for the first
 * piece begins with it again.
 */
export interface Gathered {
  readonly window: Instant;
  readonly answers: readonly Answer[];
  readonly unopened: number;
  /** Absent: all answers are there. */
  readonly last?: PersonId;
}

/** By the process's vault, because a process may be several in a test; in it by organisation. */
const gathering = new WeakMap<Vault, Map<string, Gathered>>();

export function gatheredSoFar(
  vault: Vault,
  organisation: string,
  window: Instant,
): Gathered | undefined {
  const found = gathering.get(vault)?.get(organisation);
  return found?.window === window ? found : undefined;
}

/** Kept until the next piece. When all are there they go to the gate, and nothing is kept. */
export function keep(vault: Vault, organisation: string, gathered: Gathered): void {
  const all = gathering.get(vault) ?? new Map<string, Gathered>();
  if (gathered.last === undefined) all.delete(organisation);
  else all.set(organisation, gathered);
  gathering.set(vault, all);
}
