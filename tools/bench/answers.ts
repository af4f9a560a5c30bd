import { answerPlace, makeKey, openBack, vaultOf } from "../../src/checkins/answers/store.ts";
import type { Answers } from "../../src/checkins/questions.ts";
import { openVault } from "../../src/runtime/keys.ts";
import type { Site } from "./stores.ts";
import type { Large } from "./checkins.ts";

export interface Answering {
  /** From sending the form until it was answered. Milliseconds. */
  readonly answered: number[];
  /**
   * What sealing it took: the product's own functions with the same keys and texts, by themselves, right afterwards. A key is
   * unwrapped for it, or made where it is this person's first answer of all. Nothing was warmed for it: nothing is remembered.
   */
  readonly sealing: number[];
  /** And opening those of the earlier ones that matter for what is offered, for which the key is unwrapped too. */
  readonly opening: number[];
  /** How many of the earlier ones were opened: as far back as they matter. */
  readonly opened: number;
}

const entered = {
  energy: "3",
  strain: "4",
  help: "mostly",
  turn: "0.yes",
  note: "A long week, and the new queue did not make it shorter. Better since Thursday.",
};
const day = 24 * 3_600_000;

/** @param before answers that each has given in the weeks before, none: not even a key; each of them a hard one, so that the most are opened that can matter */
export async function measureAnswers(
  site: Site,
  { house, asked }: Large,
  plan: { readonly times: number; readonly before: number; readonly from: number },
): Promise<Answering> {
  const { owner, organisation, commands } = house;
  const shell = { organisation: { id: organisation }, vault: openVault(site.keys) } as Parameters<
    typeof makeKey
  >[0];
  const people = asked.slice(plan.from, plan.from + plan.times);
  const { rows } = await owner.query<{ person: string; account: string }>(
    "select person, account from handrail.accounts where person = any($1::uuid[])",
    [people],
  );
  const answers: Answers = {
    energy: 3,
    strain: 4,
    help: "mostly",
    turn: { question: 0, said: "yes" },
    note: entered.note,
  };
  const days = Array.from({ length: plan.before }, (_, ago) =>
    new Date(Date.now() - (ago + 1) * Math.floor(85 / Math.max(1, plan.before)) * day)
      .toISOString()
      .slice(0, 10),
  );

  const [answered, sealing, opening]: [number[], number[], number[]] = [[], [], []];
  let opened = 0;
  for (const { person, account } of rows) {
    const wrapped = await makeKey(shell, person);
    const own = await vaultOf(shell, person, wrapped);
    const sealed = await Promise.all(
      days.map((one) => own.seal(answerPlace(shell, person, one), JSON.stringify(answers))),
    );
    if (days.length > 0)
      await owner.query("insert into handrail.check_in_keys values ($1, $2, $3)", [
        organisation,
        person,
        wrapped,
      ]);
    await owner.query(
      "insert into handrail.check_in_answers select $1, $2, a.day, a.sealed, handrail.now() + interval '60 days' from unnest($3::text[], $4::text[]) a(day, sealed)",
      [organisation, person, days, sealed],
    );
    const answer = await commands.submit(account, "checkins.answer", entered);
    answered.push(answer.answered - answer.sent);

    const began = performance.now();
    if (days.length > 0) {
      const reading = await vaultOf(shell, person, wrapped);
      const kept = days.map((one, index) => ({ day: one, sealed: sealed[index] ?? "" }));
      opened = (await openBack(reading, shell, person, kept, new Date().toISOString().slice(0, 10)))
        .length;
    }
    const between = performance.now();
    // The key once more, because the product remembers none; a first answer has one made for it.
    const keeping = await vaultOf(
      shell,
      person,
      days.length > 0 ? wrapped : await makeKey(shell, person),
    );
    await keeping.seal(answerPlace(shell, person, "2026-01-01"), JSON.stringify(answers));
    opening.push(between - began);
    sealing.push(performance.now() - between);
  }
  if (commands.refused > 0) throw new Error("a form was refused");
  const kept = await owner.query<{ n: number }>(
    "select count(*)::int as n from handrail.check_in_answers where person = any($1::uuid[])",
    [people],
  );
  if (kept.rows[0]?.n !== rows.length * (plan.before + 1)) throw new Error("answers were not kept");
  return { answered, sealing, opening, opened };
}
