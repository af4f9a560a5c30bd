import { sql } from "kysely";
import type { AccountId, PersonId } from "../../kernel/ids.ts";
import type { Rows, Statement } from "../database/commit.ts";
import { ghostMark, removalRank } from "../messages/claims.ts";
import type { Outputs } from "../messages/outputs.ts";
import type { Work } from "../work.ts";
import type { Pressed } from "./result.ts";

/*
 * The message that a button was pressed on. Slack and Teams may show one twice, because we repeat a
 * post that was never confirmed. We learn of such a ghost copy at its first press.
 */

/**
 * @returns the statement that adopts a possible ghost copy. Where we know of the message already, the
 * copy is removed.
 */
export function adoptPressed(
  source: Work["source"],
  via: AccountId | undefined,
): Statement | undefined {
  if (!("by" in source) || via === undefined) return undefined;
  const { pressed, subject } = source;
  if (pressed === undefined || subject === undefined || pressed.address === "") return undefined;
  const message = sql`organisation_id = handrail.organisation() and feature = ${pressed.feature}
        and subject = ${subject} and view = ${pressed.view} and account_id = ${via}
        and occasion = ${pressed.occasion}`;
  return sql`
    with known as (
      select * from handrail.messages where ${message}
    ), found as (
      update handrail.messages set address = ${pressed.address}
      where ${message} and address is null returning 1
    ), copied as (
      insert into handrail.messages (organisation_id, feature, subject, view, account_id, occasion,
        priority, wanted_version, address, not_before, created_at)
      select organisation_id, feature, subject, view, account_id,
        occasion || ${ghostMark + pressed.address}::text,
        ${removalRank}, 1, ${pressed.address}, handrail.now(), created_at
      from known where address is not null and address <> ${pressed.address}
        and not exists (select 1 from found)
      on conflict do nothing
    )
    select exists (select 1 from known) as known,
      exists (select 1 from known where state = 'live') as live`;
}

/**
 * Whether the message was sent to this account. A person who only names a message gets nothing
 * drawn.
 * @param adopted the rows of `adoptPressed`; a message without a subject is about the presser
 */
export function pressedOf(source: Work["source"], adopted: Rows): Pressed {
  if (!("by" in source) || source.pressed === undefined) return "foreign";
  const [row] = adopted;
  if (source.subject === undefined || row?.["live"] === true) return "live";
  return row?.["known"] === true ? "ended" : "foreign";
}

/**
 * The message showed an old state. It belongs to the subject's own card, or to the presser's home
 * page.
 */
export function redrawPressed(
  source: Work["source"],
  by: PersonId | undefined,
  via: AccountId | undefined,
): Outputs["disproved"] {
  if (!("by" in source) || source.pressed === undefined || via === undefined) return undefined;
  const { feature, view, occasion } = source.pressed;
  const subjects = [source.subject, by].filter((id) => id !== undefined);
  return { feature, view, occasion, account: via, subjects };
}
