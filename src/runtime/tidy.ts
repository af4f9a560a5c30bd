import { sql } from "kysely";
import { forgetCalls } from "./api/calls.ts";
import type { Database, Tx } from "./database/database.ts";
import { tryAgain } from "./directory/accounts.ts";
import type { Directory } from "./directory/directory.ts";
import type { AnyFeature } from "./feature.ts";
import type { Vault } from "./keys.ts";
import { everyOne, inUse } from "./in-use.ts";
import type { Log } from "./log.ts";
import { type Sealed, sealAnew } from "./seal-anew.ts";

const every = 3_600_000;
/** Also some minutes after a start, for a process that is restarted every hour. */
const first = 600_000;

export interface TidyParts {
  readonly directory: Directory;
  readonly vault: Vault;
  readonly log?: Log;
  /** Only organisations in which something goes on; absent: every one. */
  readonly onlyInUse?: boolean;
}

/**
 * Deletes what is no longer needed: deliveries after a day, messages a month after they were made,
 * whether they reached somebody or not, and what each feature names. The clock is asked once: see
 * `Clock`.
 * @throws the first failure, after all the others ran: one organisation or feature that fails stops
 * no other
 */
export async function tidy(
  db: Database,
  features: ReadonlyMap<string, AnyFeature>,
  { directory, vault, log, onlyInUse = false }: TidyParts,
): Promise<void> {
  const tidied = [...features.values()].filter(({ care }) => care?.tidy !== undefined);
  const [organisations = []] = await db.sweep(
    onlyInUse ? inUse(tidied.map(({ name }) => name)) : everyOne,
  );
  const lasting = [...features.values()].filter((one) => one.lasting).map(({ name }) => name);
  const failed: unknown[] = [];
  for (const row of organisations) {
    const organisation = await directory
      .organisation(String(row["organisation_id"]))
      .catch((error: unknown) => void failed.push(error));
    if (organisation === undefined) continue;
    // Each runs in a transaction of its own. Commands lock their subject before its messages, so
    // one transaction must not hold several.
    const works = [
      (tx: Tx) => tidyCommon(tx, lasting),
      ...tidied.map((feature) => (tx: Tx) => feature.care?.tidy?.(tx, { organisation, vault })),
    ];
    for (const work of works)
      await db
        .inOrganisation(organisation.id, async (tx) => work(tx))
        .catch((error: unknown) => failed.push(error));
    await sealAnew(db, features.values(), { organisation, vault })
      .then((sealed) => tell(log, organisation.id, sealed))
      .catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
}

/** Tidies now and then; where nothing goes on, once a day. @returns what ends it */
export function tidyRegularly(
  db: Database,
  features: ReadonlyMap<string, AnyFeature>,
  parts: TidyParts & { readonly log: Log },
): () => void {
  let runs = 0;
  const run = () =>
    void tidy(db, features, { ...parts, onlyInUse: runs++ % 24 !== 0 }).catch((err: unknown) =>
      parts.log.warn({ err }, "tidying failed"),
    );
  const timers = [setTimeout(run, first), setInterval(run, every)];
  return () => timers.forEach(clearTimeout);
}

/** Whether the older keys are still needed, in words for whoever takes them away. */
function tell(log: Log | undefined, organisation: string, sealed: readonly Sealed[]): void {
  const found = sealed.filter(({ anew, unopened }) => anew + unopened > 0);
  if (found.length === 0) return;
  log?.info({ organisation, sealed: found }, "sealed anew with the newest key");
  if (found.some(({ unopened }) => unopened > 0))
    log?.warn({ organisation, sealed: found }, "some sealed texts do not open with any key");
}

async function tidyCommon(tx: Tx, lasting: readonly string[]): Promise<void> {
  await sql`
    delete from handrail.inbox where organisation_id = handrail.organisation()
      and received_at < (select handrail.now()) - interval '24 hours'`.execute(tx);
  await sql`
    delete from handrail.messages where organisation_id = handrail.organisation()
      and created_at < (select handrail.now()) - interval '30 days'
      and feature <> all(${[...lasting]}::text[])`.execute(tx);
  await sql`
    delete from handrail.undelivered where organisation_id = handrail.organisation()
      and created_at < (select handrail.now()) - interval '30 days'`.execute(tx);
  // What a receiver has not taken in a day it has missed; how much that is stands beside it.
  await sql`
    with gone as (
      delete from handrail.outward where organisation_id = handrail.organisation() and final
        and created_at < (select handrail.now()) - interval '24 hours' returning target
    )
    update handrail.outward_targets t set given_up = t.given_up + g.many
    from (select target, count(*)::int as many from gone group by target) g
    where t.organisation_id = handrail.organisation() and t.target = g.target`.execute(tx);
  await forgetCalls.execute(tx);
  await tryAgain(tx);
}
