import { sql } from "kysely";
import type { CardName } from "../../kernel/coaching.ts";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { supportOf } from "../../people/support.ts";
import type { ReadTips } from "../../people/tips.ts";
import { loadById } from "../../runtime/database/by-id.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Change, Locked, Shell, Statement } from "../../runtime/feature.ts";
import type { Command, Event, Facts, Tip } from "./rules.ts";

export const load = loadById<Tip>("tips", "tip");

export const editorsOf = ({ organisation }: Shell): readonly PersonId[] =>
  supportOf(organisation).editors ?? [];

export const facts = (shell: Shell, { given: { by } }: Locked<Tip, Command>): Facts => ({
  editors: editorsOf(shell),
  isListed: shell.organisation.people.get(by ?? "")?.listed === true,
});

type Part = "text" | "reason";
/** What a text is bound to: no other row opens it. */
const placeOf = ({ organisation }: Shell, tip: SubjectId, part: Part) =>
  `${organisation.id}/tips/${tip}/${part}`;

export async function write(
  shell: Shell,
  state: Tip,
  { version, events, note = {} }: Change<Command, Event, Facts>,
): Promise<Statement[]> {
  const { tip, status, author, card, lastAt } = state;
  const seal = (part: Part, wanted: boolean) =>
    wanted ? shell.vault.seal(placeOf(shell, tip, part), note[part]?.trim() ?? "") : null;
  const is = (...types: readonly Event["type"][]) =>
    events.some(({ type }) => types.includes(type));
  const text = await seal("text", is("offered", "published"));
  const reason = await seal("reason", is("declined"));
  return [
    text === null
      ? sql`
    update handrail.tips set version = ${version}, status = ${status},
      reason = coalesce(${reason}, reason), changed_at = ${new Date(lastAt)},
      state = ${JSON.stringify(state)}::jsonb
    where organisation_id = handrail.organisation() and tip = ${tip}`
      : sql`
    insert into handrail.tips (organisation_id, tip, version, status, person, card, sealed,
      changed_at, state)
    values (handrail.organisation(), ${tip}, ${version}, ${status}, ${author}, ${card}, ${text},
      ${new Date(lastAt)}, ${JSON.stringify(state)}::jsonb)
    on conflict (organisation_id, tip) do update set version = excluded.version,
      status = excluded.status, card = excluded.card, sealed = excluded.sealed,
      changed_at = excluded.changed_at, state = excluded.state`,
  ];
}

export async function readTip(tx: Tx, tip: SubjectId): Promise<Tip | undefined> {
  const row = await tx.selectFrom("tips").select("state").where("tip", "=", tip).executeTakeFirst();
  return row?.state as unknown as Tip | undefined;
}

/** `undefined`: it does not open, or there is none. */
export async function readPart(
  tx: Tx,
  shell: Shell,
  tip: SubjectId,
  part: Part,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom("tips")
    .select(["sealed", "reason"])
    .where("tip", "=", tip)
    .executeTakeFirst();
  const sealed = part === "text" ? row?.sealed : row?.reason;
  return typeof sealed === "string"
    ? shell.vault.open(placeOf(shell, tip, part), sealed)
    : undefined;
}

/** The oldest first. */
export async function tipsOf(tx: Tx, status: Tip["status"], card?: CardName): Promise<Tip[]> {
  let query = tx.selectFrom("tips").select("state").where("status", "=", status);
  if (card !== undefined) query = query.where("card", "=", card);
  const rows = await query.orderBy("changed_at").orderBy("tip").execute();
  return rows.map(({ state }) => state as unknown as Tip);
}

/** So many stand on a card. */
const onACard = 3;

/** The newest published ones of a card, for *What to say*. */
export const readTips: ReadTips = async (tx, shell, card) => {
  const texts: string[] = [];
  for (const { tip } of (await tipsOf(tx, "published", card as CardName)).slice(-onACard)) {
    const text = await readPart(tx, shell, tip, "text");
    if (text !== undefined) texts.unshift(text);
  }
  return texts;
};

/** A person's own tips, for their copy. */
export async function ownTips(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<Readonly<Record<string, unknown>>> {
  const rows = await tx
    .selectFrom("tips")
    .select(["tip", "status", "card"])
    .where("person", "=", person)
    .orderBy("tip")
    .execute();
  const tips: unknown[] = [];
  for (const row of rows)
    tips.push({
      ...row,
      text: await readPart(tx, shell, row.tip, "text"),
      reason: await readPart(tx, shell, row.tip, "reason"),
    });
  return { tips };
}

/** Published ones too: they are still theirs to take back. */
export const erase = async (_tx: Tx, _shell: Shell, person: PersonId): Promise<Statement[]> => [
  sql`delete from handrail.tips
    where organisation_id = handrail.organisation() and person = ${person}`,
];

/** What is over goes after a month, and what no editor has read after three. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.tips where organisation_id = handrail.organisation()
    and changed_at < (select handrail.now()) - case status when 'published' then null
      when 'waiting' then interval '90 days' else interval '30 days' end`.execute(tx);
}
