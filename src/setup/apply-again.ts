import type { OrganisationFile } from "../config/types.ts";
import type { OrganisationId } from "../kernel/ids.ts";
import { Unavailable } from "../platform/errors.ts";
import type { Database } from "../runtime/database/database.ts";
import type { Directory } from "../runtime/directory/directory.ts";
import type { Organisation } from "../runtime/directory/organisation.ts";
import type { AnyFeature } from "../runtime/feature.ts";
import type { Log } from "../runtime/log.ts";
import { applyFile } from "./apply.ts";
import { tellInForce } from "./in-force.ts";

/**
 * Applies the files while Handrail runs. One that cannot be applied does not keep the others back.
 * @param known the content of each file as this process last read it; brought up to date
 */
export async function applyAgain(
  db: Database,
  organisations: readonly OrganisationFile[],
  known: Map<OrganisationId, string>,
  features: ReadonlyMap<string, AnyFeature>,
  log: Log,
): Promise<{ applied: OrganisationFile[]; failed?: unknown }> {
  const applied: OrganisationFile[] = [];
  let failed: unknown;
  for (const file of organisations) {
    // Who has a file read again that is another than before means it, however old it is.
    const changed = known.get(file.id) !== file.hash;
    try {
      const result = await applyFile(db, file, features.values(), changed);
      known.set(file.id, file.hash);
      tellInForce(file, result, log);
      if (result.tried !== "refused") applied.push(file);
    } catch (error) {
      log.warn({ organisation: file.id }, `nothing was changed for ${file.id}`);
      failed ??= error;
    }
  }
  for (const id of known.keys())
    if (!organisations.some((file) => file.id === id)) {
      log.warn({ organisation: id }, `no file describes ${id} any more; its last one is in force`);
      known.delete(id);
    }
  return { applied, failed };
}

/** Makes calls wait for each other. */
export function inTurn<T>(work: (given: T) => Promise<void>): (given: T) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (given) => {
    const next = last.then(() => work(given));
    last = next.catch(() => undefined);
    return next;
  };
}

type Facts = Pick<Organisation, "dutyPhone" | "locale" | "timeZone">;

/**
 * What an outage's answer says of an organisation: from what is in force, never from a file that was
 * not applied, and known without a database.
 */
export class FactsInForce {
  readonly #directory: Directory;
  readonly #isOne: boolean;
  #facts = new Map<OrganisationId, Facts>();
  #named: ReturnType<typeof namedIn> = () => undefined;

  /** @param isOne requests come from the token's workspace alone: nobody else can add the app */
  constructor(directory: Directory, isOne: boolean) {
    this.#directory = directory;
    this.#isOne = isOne;
  }

  /** Reads what is in force now. */
  async renew(organisations: readonly OrganisationFile[]): Promise<void> {
    // Read for `lastHomeOf`: a file may claim a workspace and not be applied.
    await this.#directory.homeOf("slack", "").catch(() => undefined);
    const facts = new Map<OrganisationId, Facts>();
    for (const { id } of organisations) {
      const known = await this.#read(id);
      if (known !== undefined) facts.set(id, known);
    }
    this.#facts = facts;
    this.#named = namedIn(organisations, this.#isOne);
  }

  /** As it last was where it cannot be read; `undefined` where nothing was ever applied. */
  async #read(id: OrganisationId): Promise<Facts | undefined> {
    try {
      const { dutyPhone, locale, timeZone } = await this.#directory.organisation(id);
      return dutyPhone === undefined ? { locale, timeZone } : { dutyPhone, locale, timeZone };
    } catch (error) {
      const last = this.#facts.get(id);
      if (last === undefined && error instanceof Unavailable) throw error;
      return last;
    }
  }

  of(workspace: string): Facts | undefined {
    // A workspace that the app was removed from is nobody's home, and its file still names it.
    const id = this.#directory.lastHomeOf(workspace) ?? this.#named(workspace);
    // Another instance may have applied a newer file meanwhile: the directory sees that.
    return id === undefined ? undefined : (this.#directory.lastOf(id) ?? this.#facts.get(id));
  }
}

/**
 * Whose workspace it is by the files. One file that names none on Slack has that of the token, and
 * there is no other, unless anybody may add the app. A tenant of Teams is always named.
 */
export function namedIn(
  organisations: readonly Pick<OrganisationFile, "id" | "workspaces">[],
  isOne: boolean,
): (workspace: string) => OrganisationId | undefined {
  const named = new Map(
    organisations.flatMap(({ id, workspaces }) =>
      [...workspaces.slack, ...workspaces.teams].map((workspace) => [workspace, id]),
    ),
  );
  const [only] = organisations;
  const unnamed =
    isOne && organisations.length === 1 && only?.workspaces.slack.length === 0
      ? only.id
      : undefined;
  return (workspace) => named.get(workspace) ?? (isTenant(workspace) ? undefined : unnamed);
}

const isTenant = (workspace: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(workspace);
