import { sql } from "kysely";
import type { OrganisationId } from "../../kernel/ids.ts";
import { isAdminOf } from "../../people/support.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Change, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import { settingsSubject } from "../documents.ts";
import { hashOf, newCode } from "./code.ts";
import { checked, edited } from "./edit.ts";
import { afterEdit, afterUndo, membersOf } from "./groups/rules.ts";
import { chosenIn, handOf } from "./hand.ts";
import { rawOf } from "./raw.ts";
import type { Awaited, Command, Event, Facts, Settings } from "./rules.ts";

/** There is one of them: whoever asks, and whatever a button says. */
export const load = (organisation: OrganisationId) =>
  sql<{ state: Settings; version: number }>`
    select state || jsonb_build_object('document', document) as state, version
    from handrail.settings where organisation_id = ${organisation} for update`;

/** The document of an earlier version, for going back to it. */
export async function read(
  tx: Tx,
  _shell: Shell,
  { command }: Wanted<Command>,
): Promise<string | undefined> {
  if (command.do !== "undo") return undefined;
  const row = await tx
    .selectFrom("setting_versions")
    .select("document")
    .where("version", "=", command.to)
    .executeTakeFirst();
  return row?.document;
}

export function facts(
  { organisation }: Shell,
  { state, command, note = {}, given }: Locked<Settings, Command>,
  earlier: string | undefined,
): Facts {
  const isAdmin = isAdminOf(organisation, given.by);
  if (state === undefined || !isAdmin) return { isAdmin };
  if (command.do === "code") return { isAdmin, code: newCode() };
  const { document, groups = [] } = state;
  if (command.do === "undo") {
    if (earlier === undefined) return { isAdmin };
    const kept = groups.length > 0 ? afterUndo(groups, rawOf(document), rawOf(earlier)) : groups;
    return { isAdmin, edited: checked(earlier), groups: kept };
  }
  const via = organisation.accounts.get(given.via ?? "");
  if (command.do !== "change" || via === undefined) return { isAdmin };
  const { platform, workspace } = via;
  const raw = rawOf(document);
  const names = Object.keys(raw.teams ?? {});
  const place = command.team ?? names.length;
  const awaits = (["group", "channel"] as const).flatMap((kind): Awaited[] => {
    const name = (note[kind] ?? "").trim();
    return name === "" ? [] : [{ platform, workspace, kind, name, team: place }];
  });
  const hand = handOf(organisation, via);
  const { what, team } = command;
  const before = names[place];
  const members = before === undefined ? undefined : membersOf(raw, groups, before);
  const kept =
    what === "team" || what === "removed"
      ? afterEdit(raw, groups, {
          ...{ before, after: what === "team" ? (note["name"] ?? "").trim() : undefined },
          ...{ stop: note["follow"], chosen: chosenIn(note, hand) },
        })
      : groups;
  return {
    isAdmin,
    edited: edited(document, what, note, hand, team, members),
    awaits,
    groups: kept,
  };
}

export function write(
  _shell: Shell,
  after: Settings,
  { version, events }: Change<Command, Event, Facts>,
): Statement[] {
  const { document, ...state } = after;
  const statements: Statement[] = [
    sql`update handrail.settings set version = ${version}, document = ${document},
        state = ${JSON.stringify(state)}::jsonb
      where organisation_id = handrail.organisation()`,
  ];
  for (const event of events) {
    if (event.type === "changed")
      statements.push(sql`
        insert into handrail.setting_versions
          (organisation_id, version, made_at, made_by, what, document)
        values (handrail.organisation(), ${after.at}, ${new Date(event.at)}, ${event.by ?? null},
          ${event.what}, ${document})`);
    if (event.type === "coded")
      statements.push(sql`
        insert into handrail.join_codes (organisation_id, hash, kept_until)
        values (handrail.organisation(), ${hashOf(event.code)}, ${new Date(event.until)})
        on conflict do nothing`);
  }
  return statements;
}

export async function readSettings(tx: Tx): Promise<Settings | undefined> {
  const { rows } = await sql<{ state: Settings }>`
    select state || jsonb_build_object('document', document) as state from handrail.settings
    where organisation_id = handrail.organisation()`.execute(tx);
  return rows[0]?.state;
}

/** Settings that wait to be applied, or that follow a channel or a group, and have no timer. */
export async function forgotten(tx: Tx): Promise<string[]> {
  const { rows } = await sql`
    select 1 from handrail.settings s where organisation_id = handrail.organisation() and exists (
      select 1 from (values
        ('apply', state ->> 'at' <> state ->> 'applied'),
        ('look', state ->> 'origin' = 'chat'
          and jsonb_path_exists(state, '$.groups[*] ? (!exists(@.ended))'))
      ) wants(command, is_wanted) where is_wanted and not exists (
        select 1 from handrail.timers t where t.organisation_id = s.organisation_id
          and t.feature = 'setup' and t.command = wants.command))`.execute(tx);
  return rows.map(() => settingsSubject);
}

/** Earlier versions go after 90 days; codes when they end. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.setting_versions v using handrail.settings s
    where v.organisation_id = handrail.organisation() and s.organisation_id = v.organisation_id
      and v.version < (s.state ->> 'at')::bigint
      and v.made_at < (select handrail.now()) - interval '90 days'`.execute(tx);
  await sql`
    delete from handrail.join_codes where organisation_id = handrail.organisation()
      and kept_until < (select handrail.now())`.execute(tx);
}
