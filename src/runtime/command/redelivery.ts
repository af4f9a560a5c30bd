import type { AccountId, PersonId } from "../../kernel/ids.ts";
import type { Writing } from "../database/commit.ts";
import type { Tx } from "../database/database.ts";
import { together } from "../database/together.ts";
import type { Shell } from "../feature.ts";
import { type Claimed, claimOwn } from "../messages/claims.ts";
import type { Work } from "../work.ts";
import { adoptPressed, pressedOf } from "./pressed.ts";
import type { Done, Said } from "./result.ts";

/**
 * Answers a delivery that was carried out before: the stored words, over the state as it is now. If
 * this gesture did it and never heard of its commit, it sends its leased messages now. It does not
 * wait until the leases end.
 * @param own the transactions of this gesture that may have been committed
 */
export async function answerAgain(
  tx: Tx,
  shell: Shell,
  { feature, source }: Work,
  { by, via }: { readonly by: PersonId; readonly via: AccountId },
  own: ReadonlySet<string>,
): Promise<Writing<Done>> {
  const delivery = "by" in source ? source.delivery : "";
  const row = await tx
    .selectFrom("inbox")
    .select(["subject", "answer"])
    .where("delivery", "=", delivery)
    .executeTakeFirst();
  const said = (row?.answer as Said | null | undefined) ?? { answer: null };
  const { subject, transaction } = said;
  let shown: unknown;
  let claimed: readonly Claimed[] = [];
  if (subject !== undefined) {
    const isOwn = transaction !== undefined && own.has(transaction);
    [shown, claimed] = await together(
      feature.store?.show?.(tx, shell, subject, shell.now),
      isOwn ? claimOwn(tx, transaction, { feature: feature.name, subject }) : [],
    );
  }
  const adopted = adoptPressed(source, via);
  return {
    statements: adopted === undefined ? [] : [adopted],
    done: (rowsOf) => ({
      by,
      said,
      shown,
      claimed,
      pressed: pressedOf(source, rowsOf(adopted)),
    }),
  };
}
