import { sql } from "kysely";
import type { OrganisationFile } from "../../config/types.ts";
import type { OrganisationId, Platform } from "../../kernel/ids.ts";
import type { Adapter } from "../../platform/adapter.ts";
import type { Database } from "../../runtime/database/database.ts";
import { Misfit } from "../../runtime/database/misfit.ts";
import type { AnyFeature } from "../../runtime/feature.ts";
import type { Log } from "../../runtime/log.ts";
import { applyFile } from "../apply.ts";
import { keepVersion, readDocument } from "../documents.ts";
import { InTurn } from "../in-turn.ts";
import { completed } from "./complete.ts";
import { fileBeside } from "./groups/beside.ts";
import type { MembersReader } from "./groups/read-members.ts";
import type { SyncedGroup } from "./groups/rules.ts";
import type { Settings } from "./rules.ts";

export interface ApplyParts {
  readonly db: Database;
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  readonly features: ReadonlyMap<string, AnyFeature>;
  readonly log: Log;
  readonly reader: Pick<MembersReader, "read">;
  /** The tables hold another version now. */
  readonly applied: (file: OrganisationFile) => Promise<void>;
  /** Says on the cards what became of it. */
  readonly tell: (organisation: OrganisationId) => Promise<void>;
}

/**
 * Applies what was saved in chat. It runs beside the clock, because a platform may take long to say
 * who is in a group. The timer stays until the version is applied, so a crash repeats it.
 */
export class ApplySettings {
  readonly #parts: ApplyParts;
  readonly #turns: InTurn;

  constructor(parts: ApplyParts) {
    this.#parts = parts;
    this.#turns = new InTurn(parts.log, "settings could not be applied");
  }

  /** Calls for one organisation wait for each other. Never throws. */
  apply(id: OrganisationId): Promise<void> {
    return this.#turns.run(id, () => this.#apply(id));
  }

  stop(): Promise<void> {
    return this.#turns.stop();
  }

  async #apply(id: OrganisationId): Promise<void> {
    const { db, adapters, features, reader, applied, tell, log } = this.#parts;
    const found = await db.inOrganisation(id, readDocument);
    if (found === undefined) return;
    const state = found.state as Settings;
    const { at, awaits = [], groups } = state;
    if (at === state.applied) return this.#done(id);
    const document = await completed({ text: found.text, awaits, groups }, adapters, reader);
    const text = "fault" in document ? found.text : document.text;
    if (!("fault" in document) && (text !== found.text || awaits.length > 0))
      await this.#amend(id, at, document);
    const file = await fileBeside({ ...found, text });
    let fault = "fault" in document ? document.fault : file === undefined ? "nobody" : undefined;
    if (file !== undefined && fault === undefined)
      try {
        await applyFile(db, { ...file, id }, features.values(), true, keepVersion(at));
        await applied({ ...file, id });
      } catch (error) {
        log.warn({ err: error, organisation: id }, "settings could not be applied");
        fault = error instanceof Misfit ? "taken" : "other";
      }
    if (fault !== undefined)
      await db.inOrganisation(id, (tx) =>
        sql`update handrail.settings set version = version + 1,
            state = state || jsonb_build_object('fault', ${fault}::text)
          where (state ->> 'at')::bigint = ${at}`.execute(tx),
      );
    else await this.#done(id);
    await tell(id);
  }

  /** It need not be repeated. */
  async #done(id: OrganisationId): Promise<void> {
    await this.#parts.db.inOrganisation(id, (tx) =>
      tx
        .deleteFrom("timers")
        .where("feature", "=", "setup")
        .where("command", "=", "apply")
        .where(
          sql<boolean>`exists (select 1 from handrail.settings where state -> 'at' = state -> 'applied')`,
        )
        .execute(),
    );
  }

  /** The people of a version are known now: it is the same version, and nobody has read it yet. */
  async #amend(
    id: OrganisationId,
    at: number,
    { text, groups }: { readonly text: string; readonly groups: readonly SyncedGroup[] },
  ): Promise<void> {
    await this.#parts.db.inOrganisation(id, async (tx) => {
      await sql`update handrail.setting_versions set document = ${text}
        where version = ${at} and exists (
          select 1 from handrail.settings where (state ->> 'at')::bigint = ${at})`.execute(tx);
      await sql`update handrail.settings set version = version + 1, document = ${text},
          state = state - 'awaits' || jsonb_build_object('groups', ${JSON.stringify(groups)}::jsonb)
        where (state ->> 'at')::bigint = ${at}`.execute(tx);
    });
  }
}
