import { randomBytes } from "node:crypto";
import { answerPlace, keyPlace } from "../../src/checkins/answers/store.ts";
import type { Answers } from "../../src/checkins/questions.ts";
import { openVault, type Vault } from "../../src/runtime/keys.ts";
import type { Site } from "./stores.ts";
import type { Large } from "./checkins.ts";

export interface Answering {
  /** From sending the form until it was answered. Milliseconds. */
  readonly answered: number[];
  /**
   * What sealing it took: the same steps with the same keys and texts, by themselves, right afterwards. The person's key is
   * unwrapped once, by whoever needs it first: for the earlier ones, where there are any.
   */
  readonly sealing: number[];
  /** And opening the earlier ones. */
  readonly opening: number[];
}

const entered = {
  energy: "3",
  strain: "4",
  help: "mostly",
  turn: "0.yes",
  note: "A long week, and the new queue did not make it shorter. Better since Thursday.",
};
const day = 24 * 3_600_000;

/** @param before answers that each has given in the weeks before, all of which are opened for what is offered next */
export async function measureAnswers(
  site: Site,
  { house, asked }: Large,
  plan: { readonly times: number; readonly before: number; readonly from: number },
): Promise<Answering> {
  const { owner, organisation, commands } = house;
  const shell = { organisation: { id: organisation } } as Parameters<typeof keyPlace>[0];
  const vault = openVault(site.keys);
  const people = asked.slice(plan.from, plan.from + plan.times);
  const { rows } = await owner.query<{ person: string; account: string }>(
    "select person, account from handrail.accounts where person = any($1::uuid[])",
    [people],
  );
  const answers: Answers = { energy: 3, strain: 4, help: "mostly", turn: { question: 0, said: "yes" }, note: entered.note };
  const days = Array.from({ length: plan.before }, (_, ago) =>
    new Date(Date.now() - (ago + 1) * Math.floor(85 / Math.max(1, plan.before)) * day).toISOString().slice(0, 10),
  );

  const [answered, sealing, opening]: [number[], number[], number[]] = [[], [], []];
  for (const { person, account } of rows) {
    const key = randomBytes(32).toString("base64");
    const own = ownVault(key);
    const wrapped = await vault.seal(keyPlace(shell, person), key);
    const sealed = await Promise.all(days.map((one) => own.seal(answerPlace(shell, person, one), JSON.stringify(answers))));
    await owner.query("insert into handrail.check_in_keys values ($1, $2, $3)", [organisation, person, wrapped]);
    await owner.query(
      "insert into handrail.check_in_answers select $1, $2, a.day, a.sealed, handrail.now() + interval '60 days' from unnest($3::text[], $4::text[]) a(day, sealed)",
      [organisation, person, days, sealed],
    );
    const answer = await commands.submit(account, "checkins.answer", entered);
    answered.push(answer.answered - answer.sent);

    const began = performance.now();
    const first = days.length === 0 ? undefined : await unwrapped(vault, keyPlace(shell, person), wrapped);
    // At once, as in src/checkins/answers/store.ts.
    if (first !== undefined) await Promise.all(days.map((one, index) => first.open(answerPlace(shell, person, one), sealed[index] ?? "")));
    const between = performance.now();
    const opened = first ?? (await unwrapped(vault, keyPlace(shell, person), wrapped));
    await opened.seal(answerPlace(shell, person, "2026-01-01"), JSON.stringify(answers));
    opening.push(between - began);
    sealing.push(performance.now() - between);
  }
  if (commands.refused > 0) throw new Error("a form was refused");
  const kept = await owner.query<{ n: number }>("select count(*)::int as n from handrail.check_in_answers where person = any($1::uuid[])", [
    people,
  ]);
  if (kept.rows[0]?.n !== rows.length * (plan.before + 1)) throw new Error("answers were not kept");
  return { answered, sealing, opening };
}

const ownVault = (key: string): Vault => openVault([{ kid: "own", key: Buffer.from(key, "base64") }]);
const unwrapped = async (vault: Vault, place: string, wrapped: string): Promise<Vault> => ownVault(await vault.open(place, wrapped));
