import { createHash, randomUUID } from "node:crypto";
import type { OrganisationId } from "../../kernel/ids.ts";
import type { Database } from "../../runtime/database/database.ts";
import type { Vault } from "../../runtime/keys.ts";

/** In milliseconds: how long somebody may take to add the app. */
const lifetime = 600_000;
/** Whose used states are, while nobody knows which organisation comes of them. */
const nobodys: OrganisationId = "before-any";
const place = "install-state";

/**
 * A state that any instance with our keys takes as ours. Nothing is kept of it until it comes back,
 * so that nobody can fill the database by asking for many.
 */
export const newState = (vault: Vault): Promise<string> =>
  vault.seal(place, JSON.stringify({ at: Date.now(), id: randomUUID() }));

/** @returns whether it is ours, young enough, and comes back for the first time */
export async function takeState(db: Database, vault: Vault, state: string): Promise<boolean> {
  const opened = await vault.open(place, state);
  if (opened === undefined) return false;
  const { at, id } = JSON.parse(opened) as { at: number; id: string };
  const age = Date.now() - at;
  // A minute for two machines whose clocks differ.
  if (age > lifetime || age < -60_000) return false;
  const mark = createHash("sha256").update(id).digest("base64url");
  const taken = await db.once(
    nobodys,
    `with old as (
      delete from handrail.install_states
      where organisation_id = $1 and kept_until < clock_timestamp()
    )
    insert into handrail.install_states (organisation_id, state, kept_until)
    values ($1, $2, clock_timestamp() + interval '15 minutes')
    on conflict do nothing returning state`,
    [nobodys, mark],
  );
  return taken.length === 1;
}
