import { setImmediate as turn } from "node:timers/promises";
import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Answers, isCheckIn } from "../questions.ts";
import { vaultOf } from "../../people/own-key/store.ts";
import { answerPlace } from "../answers/store.ts";

type Asked = Omit<Answers, "note" | "now" | "easing">;

export interface Piece {
  readonly checkIns: readonly {
    readonly person: PersonId;
    readonly day: string;
    readonly answers: Asked;
  }[];
  /** Whom it ends with; absent: that was everybody. */
  readonly last?: PersonId;
  /** Answers that no key opens any more: left out, because one of them must not cost everybody the picture. */
  readonly unopened: number;
}

/** People in a piece: a few milliseconds of opening, so that on one session a page is not long behind it. */
const peopleAtOnce = 100;

/**
 * A piece of everybody's check-ins of some days, in the order of people, for the gate of the trends alone and without what
 * they wrote. Nothing of it is kept, and nothing of it leaves this process.
 */
export async function checkInsBetween(
  tx: Tx,
  shell: Shell,
  from: string,
  before: string,
  after?: PersonId,
): Promise<Piece> {
  const { rows } = await sql<{
    person: string;
    wrapped: string;
    kept: { day: string; sealed: string }[] | null;
  }>`
    select k.person, k.wrapped, a.kept from (
      select person, wrapped from handrail.check_in_keys
      where organisation_id = handrail.organisation() and (${after ?? null}::uuid is null or person > ${after ?? null}::uuid) order by person limit ${peopleAtOnce}
    ) k cross join lateral (
      select jsonb_agg(jsonb_build_object('day', day, 'sealed', sealed) order by day) as kept from handrail.check_in_answers
      where organisation_id = handrail.organisation() and person = k.person and day >= ${from} and day < ${before}
    ) a order by k.person`.execute(tx);
  const checkIns: Piece["checkIns"][number][] = [];
  let unopened = 0;
  for (const { person, wrapped, kept } of rows.filter((row) => row.kept !== null)) {
    // Opening works on this very thread: between two people others have their turn.
    await turn();
    const own = await vaultOf(shell, person, wrapped);
    for (const { day, sealed } of kept ?? []) {
      const text = await own?.open(answerPlace(shell, person, day), sealed);
      if (text === undefined) {
        unopened++;
        continue;
      }
      const { note: _, now: __, easing: ___, ...answers } = JSON.parse(text) as Answers;
      if (isCheckIn(answers)) checkIns.push({ person, day, answers });
    }
  }
  const last = rows.length < peopleAtOnce ? undefined : rows.at(-1)?.person;
  return { checkIns, unopened, ...(last === undefined ? {} : { last }) };
}
