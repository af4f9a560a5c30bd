import { sql } from "kysely";
import type { Given } from "../../kernel/decision.ts";
import type { OrganisationId, SubjectId } from "../../kernel/ids.ts";
import { floor } from "../../people/floor.ts";
import { inARequest } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Find, Shell } from "../../runtime/feature.ts";
import { read } from "../store.ts";
import type { Command, Facts, Heard } from "./rules.ts";

export const load = (organisation: OrganisationId, find: Find) => sql<{
  state: Heard;
  version: number;
}>`
  select state, version from handrail.trend_heard
  where organisation_id = ${organisation} and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;

export async function facts(
  tx: Tx,
  shell: Shell,
  _state: Heard | undefined,
  _command: Command,
  given: Given,
): Promise<Facts> {
  const trends = (await read(tx, shell))?.trends;
  const free = await isFree(tx, shell, given);
  return {
    free,
    ...(trends?.saidAt === undefined
      ? {}
      : { said: { round: trends.window, saidAt: trends.saidAt } }),
  };
}

async function isFree(
  tx: Tx,
  { organisation }: Shell,
  { subject = "", at }: Given,
): Promise<boolean> {
  const present = (await floor(tx, organisation, [subject], at)).find(
    ({ person }) => person === subject,
  );
  if (present === undefined || !present.onShift || present.inBreak || present.onCall) return false;
  return !(await inARequest(tx)).has(subject);
}

export async function save(tx: Tx, _shell: Shell, heard: Heard, version: number): Promise<void> {
  await sql`
    insert into handrail.trend_heard (organisation_id, person, version, state)
    values (handrail.organisation(), ${heard.person}, ${version}, ${JSON.stringify(heard)}::jsonb)
    on conflict (organisation_id, person) do update set version = excluded.version, state = excluded.state`.execute(
    tx,
  );
}

/** People who were not free and whom no timer will ever look at again. */
export async function forgotten(tx: Tx): Promise<SubjectId[]> {
  const { rows } = await sql<{ person: string }>`
    select h.person from handrail.trend_heard h where h.organisation_id = handrail.organisation() and h.state ? 'lookAt'
      and not exists (select 1 from handrail.timers t where t.organisation_id = h.organisation_id and t.feature = 'doing' and t.subject = h.person)
    limit 100`.execute(tx);
  return rows.map(({ person }) => person);
}

/**
 * When somebody was told is of no use once its round is over; its message is gone by then too (30 days), so the next may have the same
 * occasion. Who was never at work while it was news is not waited for any longer either.
 */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.trend_heard where organisation_id = handrail.organisation()
      and (state ->> 'lastAt')::bigint < extract(epoch from (select handrail.now()) - interval '60 days') * 1000`.execute(
    tx,
  );
}
