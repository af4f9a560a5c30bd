import { keepAnswers, readDrawer } from "../../src/checkins/answers/store.ts";
import type { Answered } from "../../src/checkins/offers.ts";
import type { PersonId } from "../../src/kernel/ids.ts";
import type { Instant } from "../../src/kernel/time.ts";
import type { Statement } from "../../src/runtime/database/commit.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import type { Shell } from "../../src/runtime/feature.ts";

/** What `write` of a store returns, carried out in a transaction that goes on. */
export async function executed(tx: Tx, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) await statement.execute(tx);
}

/** Both halves of a command that keeps an answer. */
export async function answers(
  tx: Tx,
  shell: Shell,
  person: PersonId,
  answered: Answered,
  at: Instant,
): Promise<void> {
  const drawer = await readDrawer(tx, person);
  await executed(tx, await keepAnswers(shell, person, drawer, answered, at));
}
