import { sql } from "kysely";
import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** A home page keeps nothing of its own: every visit begins from nothing. */
export interface Home {
  readonly person: PersonId;
  readonly lastAt: Instant;
}

export const load = () => sql<{ state: Home; version: number }>`select null::jsonb as state, null::bigint as version where false`;
