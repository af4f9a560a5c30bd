import { sql } from "kysely";
import { msg } from "../../platform/text.ts";
import type { Board, Card, Gone, Notice } from "../../platform/view.ts";
import type { Tx } from "../database/database.ts";
import { type Claimed, ghostMark, occasionOf } from "./claims.ts";

/* A message that another one replaces is removed, and never before the other one is shown. */

/** A newer message of the same is on the screen, on its way, or neither. */
type Newer = "shown" | "coming" | "none";

/** A message, or a copy of one: of a message and its copy, the message is the newer. */
export async function newerThan(tx: Tx, claimed: Claimed): Promise<Newer> {
  const { feature, subject, view, account_id: account, occasion } = claimed;
  const same = sql`organisation_id = handrail.organisation() and feature = ${feature}
    and subject = ${subject}::uuid and view = ${view} and account_id = ${account}::uuid`;
  const age = sql`created_at, position(${ghostMark} in occasion) = 0`;
  const { rows } = await sql<{ shown: boolean | null; coming: boolean | null }>`
    select bool_or(address is not null) as shown,
      bool_or(address is null and wanted_version > shown_version) as coming
    from handrail.messages where ${same} and state = 'live'
      and (${age}) > (select ${age} from handrail.messages where ${same} and occasion = ${occasion})
  `.execute(tx);
  const [found] = rows;
  return found?.shown === true ? "shown" : found?.coming === true ? "coming" : "none";
}

/** A copy of a message whose post was never confirmed is not needed: the message itself is there. */
export const withoutCopies = (
  { occasion }: Pick<Claimed, "occasion">,
  view: Card | Notice | Board | Gone,
): Card | Notice | Board | Gone =>
  occasion === occasionOf(occasion) || view.kind !== "card"
    ? view
    : { kind: "gone", line: msg("common.copy"), newest: view };

/** What a replaced message shows while there is no newer one. */
export const unreplaced = ({ line, newest }: Gone): Card =>
  newest ?? {
    kind: "card",
    tone: "closed",
    summary: line,
    title: line,
    facts: [],
    lines: [],
    buttons: [],
  };
