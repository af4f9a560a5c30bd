import type { OrganisationFile } from "../config/types.ts";
import type { OrganisationId, PersonId, Platform } from "../kernel/ids.ts";
import type { AccountFacts, Adapter } from "../platform/adapter.ts";
import { meet, setQuiet } from "../runtime/directory/accounts.ts";
import type { Database } from "../runtime/database/database.ts";
import type { Directory } from "../runtime/directory/directory.ts";
import type { Log } from "../runtime/log.ts";
import { openWorkspace } from "./apply.ts";

interface Parts {
  readonly db: Database;
  readonly directory: Directory;
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  readonly log: Log;
  readonly organisations: readonly OrganisationFile[];
  readonly signal: AbortSignal;
  /** Applies the file once more: an account has another entry's address now. */
  readonly applyAgain: (file: OrganisationFile) => Promise<void>;
  /** Somebody of the file can be written to from now on. */
  readonly found: (organisation: OrganisationId, person: PersonId) => Promise<void>;
}

/**
 * Finds the people of the files on their platforms. It runs beside everything else. A platform that
 * does not answer, or a person who is not found, is a warning and never stops a start.
 */
export async function introduceEverybody(parts: Parts): Promise<void> {
  for (const file of parts.organisations) {
    for (const adapter of parts.adapters.values()) {
      await introduce(parts, file, adapter).catch((err: unknown) =>
        parts.log.warn(
          { err, organisation: file.id, platform: adapter.platform },
          "people could not be looked up",
        ),
      );
    }
  }
  if (!parts.signal.aborted) await parts.db.refreshStatistics();
}

/** A file with those of its people alone whom no platform knows yet: the others were looked up. */
export async function newOnes(
  directory: Directory,
  file: OrganisationFile,
): Promise<OrganisationFile> {
  const { people, accountsOf } = await directory.organisation(file.id);
  const isMember = ({ kind }: { readonly kind: string }) => kind === "member";
  const known = new Set(
    [...people.values()]
      .filter(({ id }) => (accountsOf.get(id) ?? []).some(isMember))
      .map(({ email }) => email),
  );
  const isNew = ({ email, named, accounts }: OrganisationFile["people"][number]) =>
    !known.has(email) || (!named && Object.keys(accounts).length > 0);
  return { ...file, people: file.people.filter(isNew) };
}

async function introduce(parts: Parts, file: OrganisationFile, adapter: Adapter): Promise<void> {
  const { db, directory, log, signal } = parts;
  let workspaces = file.workspaces[adapter.platform];
  if (workspaces.length === 0 && parts.organisations.length === 1) {
    // One token, one organisation: the token says which workspace it is.
    const found = await adapter.workspace?.();
    if (found === undefined || signal.aborted) return;
    await db.inOrganisation(file.id, (tx) => openWorkspace(tx, adapter.platform, found));
    workspaces = [found];
    directory.forget(file.id);
  }
  const supervisors = new Set(file.teams.flatMap((team) => team.supervisors));
  // Agents are looked up at their first message, their supervisors before.
  const people = file.people.toSorted(
    (a, b) => Number(supervisors.has(b.email)) - Number(supervisors.has(a.email)),
  );
  for (const workspace of workspaces) {
    const found = new Set<string>();
    let told = 0;
    /**
     * People who may be asked are looked up first: for hundreds of people it takes minutes
     * (docs/platforms.md S17).
     */
    const known = () => {
      told = performance.now();
      directory.forget(file.id);
    };
    let hasMoved = false;
    /** Of people who may be asked: whether they are in do-not-disturb is told after a start. */
    const asked = new Set<string>();
    const met = async (facts: AccountFacts, email: string | undefined) => {
      const { moved, found: person } = await meet(db, file.id, adapter.platform, workspace, facts);
      hasMoved ||= moved;
      if (person !== undefined) await parts.found(file.id, person);
      if (email === undefined) return;
      found.add(email);
      if (supervisors.has(email)) asked.add(facts.account);
      if (supervisors.has(email) && performance.now() - told > 1_000) known();
    };
    const look = async () => {
      for (const { email, accounts } of people) {
        const account = accounts[adapter.platform];
        if (account === undefined || found.has(email) || signal.aborted) continue;
        const facts = await adapter.describe(workspace, account);
        if (facts !== undefined) await met(facts, email);
      }
    };
    await look();
    const emails = people
      .filter(({ accounts }) => accounts[adapter.platform] === undefined)
      .map(({ email }) => email);
    if (signal.aborted) return;
    for await (const facts of adapter.find(workspace, emails)) {
      if (signal.aborted) return;
      await met(facts, facts.email);
    }
    // Teams tells only after our start who has the app: the first look can come too early.
    await look();
    if (hasMoved) await parts.applyAgain(file);
    known();
    for await (const [account, until] of adapter.quiet?.(workspace, [...asked]) ?? [])
      await setQuiet(db, file.id, { platform: adapter.platform, workspace, account }, until);
    // People with a pinned account on another platform only are not expected here.
    const elsewhere = ({ accounts }: OrganisationFile["people"][number]): boolean =>
      accounts[adapter.platform] === undefined &&
      Object.values(accounts).some((account) => account !== undefined);
    const missing = file.people
      .filter((entry) => !found.has(entry.email) && !elsewhere(entry))
      .map(({ name }) => name);
    // By name: an operator looks for them one by one. All of a large file would hide the rest.
    const named = { missing: missing.length, people: missing.slice(0, 20) };
    if (missing.length > 0)
      log.warn(
        { organisation: file.id, platform: adapter.platform, ...named },
        "people of the file are not on this platform",
      );
  }
}
