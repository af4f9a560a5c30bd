import { sql } from "kysely";
import type { Organisation } from "../directory/organisation.ts";
import type { Part } from "./leasing.ts";

/** Something that another system should hear: codes, ids and times. */
export interface OutsideRow {
  /** The receiver, as the organisation's file names it. */
  readonly target: string;
  /** Of what happened: the same for every receiver, and at each try. */
  readonly id: string;
  readonly type: string;
  readonly body: object;
}

/** What the receivers of an organisation hear of an event. */
export type TellOutside = (
  organisation: Organisation,
) => (feature: string, event: { readonly type: string }, after: unknown) => readonly OutsideRow[];

/** Written with the event itself, so that nothing is told of what was not done, or forgotten. */
export const outsidePart = (rows: readonly OutsideRow[]): Part => sql`outside as (
      insert into handrail.outward (organisation_id, target, id, type, body, not_before, created_at)
      select handrail.organisation(), o.target, o.id, o.type, o.body, moment.now, moment.now
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        o(target text, id text, type text, body jsonb)
      cross join (select handrail.now() as now) moment
    )`;
