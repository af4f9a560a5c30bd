import { type RawBuilder, sql } from "kysely";
import type { SubjectId } from "../../../kernel/ids.ts";
import type { Tx } from "../../../runtime/database/database.ts";
import type { Shell } from "../../../runtime/feature.ts";
import { lastDayOf } from "../plan/dates.ts";
import type { Plan, ShownPlan } from "../plan/state.ts";

/** A plan as it is stored. */
export interface SealedPlan {
  readonly state: Plan;
  readonly words: string | null;
  readonly reference: string | null;
}

/** @param which a condition on case_plans; a plan that has ended has no mark and no words */
export async function planOf(tx: Tx, which: RawBuilder<unknown>): Promise<SealedPlan | undefined> {
  const { rows } = await sql<SealedPlan>`
    select state, words, case_reference as reference from handrail.case_plans
    where organisation_id = handrail.organisation() and ${which}`.execute(tx);
  return rows[0];
}

/** What a sealed text is bound to: no other plan's row opens it. */
export const placeOfPlan = (
  { organisation }: Pick<Shell, "organisation">,
  plan: SubjectId,
  part: "words" | "case",
) => `${organisation.id}/case_plans/${plan}/${part}`;

/** The plan as its readers see it. Its words are `undefined` if their key is gone. */
export async function openPlan(shell: Shell, { state, words }: SealedPlan): Promise<ShownPlan> {
  return {
    words:
      words === null
        ? undefined
        : await shell.vault.open(placeOfPlan(shell, state.id, "words"), words),
    until: lastDayOf(state.endsAt),
  };
}

export const openReference = (
  shell: Shell,
  { state, reference }: SealedPlan,
): Promise<string | undefined> | undefined =>
  reference === null
    ? undefined
    : shell.vault.open(placeOfPlan(shell, state.id, "case"), reference);
