import { randomUUID } from "node:crypto";
import { features } from "../../src/features.ts";
import type { Given } from "../../src/kernel/decision.ts";
import type { OrganisationId, PersonId } from "../../src/kernel/ids.ts";
import type { Instant } from "../../src/kernel/time.ts";
import type { Database } from "../../src/runtime/database/database.ts";
import type { Directory } from "../../src/runtime/directory/directory.ts";
import type { Note, Shell } from "../../src/runtime/feature.ts";
import type { Vault } from "../../src/runtime/keys.ts";

/** The parts of the running app that samples are made with. */
export interface Parts {
  readonly db: Database;
  readonly directory: Directory;
  readonly vault: Vault;
}

export interface Sample {
  readonly feature: string;
  readonly command: { readonly do: string };
  readonly note?: Note;
  /** Absent: a timer did it. */
  readonly by?: PersonId;
  /** When it is to have happened. */
  readonly at: Instant;
  /** Begins from nothing, whatever is stored. */
  readonly anew?: boolean;
}

export async function shellAt(
  { directory, vault }: Parts,
  organisation: OrganisationId,
  now: Instant,
): Promise<Shell> {
  return { organisation: await directory.organisation(organisation), vault, now };
}

/**
 * A command of a feature as if it had been given at some time in the past: its own rules decide,
 * and its own store keeps it. Nobody is told, and no timer is set.
 */
export async function asOf(
  parts: Parts,
  organisation: OrganisationId,
  { feature: name, command, note, by, at, anew = false }: Sample,
): Promise<void> {
  const feature = features.get(name);
  const store = feature?.store;
  if (feature === undefined || store === undefined) throw new Error(`no feature ${name}`);
  const shell = await shellAt(parts, organisation, at);
  const asked = { command, note };
  await parts.db.command(organisation, async (tx) => {
    const row = await store
      .load?.(organisation, { by: by ?? "" })
      .execute(tx)
      .then(({ rows: [found] }) => found);
    const state: unknown = anew ? undefined : row?.state;
    const read: unknown = await store.read?.(tx, shell, { ...asked, by, subject: undefined });
    const given: Given = { at, by, via: undefined, newId: randomUUID(), seed: 0 };
    const locked = { ...asked, state, given };
    const more: unknown = (await store.readMore?.(tx, shell, locked, read)) ?? read;
    const facts: unknown = await store.facts?.(shell, locked, more);
    const decision = feature.rules.decide(state, command, given, facts);
    if ("refused" in decision)
      throw new Error(`${name} ${command.do}: ${String(decision.refused)}`);
    const { events } = decision;
    const after: unknown = events.reduce(
      (before: unknown, event) => feature.rules.evolve(before, event) as unknown,
      state,
    );
    const version = (row?.version ?? 0) + 1;
    const change = { ...asked, events, given, facts, version };
    const statements = events.length === 0 ? [] : await store.write?.(shell, after, change);
    return { statements: statements ?? [], done: () => undefined };
  });
}
