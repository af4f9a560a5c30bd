import type { PersonId } from "../kernel/ids.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type { AnyFeature, Shell, Statement } from "../runtime/feature.ts";
import { rowsOf } from "./store.ts";

/**
 * What is kept of somebody: the rows as they are, and what is sealed, opened.
 * @param reader an operator's copy leaves out what is sealed under the person's own key
 */
export async function copyOf(
  tx: Tx,
  shell: Shell,
  features: readonly AnyFeature[],
  person: PersonId,
  reader: "themselves" | "operator" = "themselves",
): Promise<object> {
  const opened: Record<string, unknown> = {};
  const leftOut: string[] = [];
  for (const { name, care } of features) {
    if (reader === "operator" && care?.ownKey === true) {
      leftOut.push(name);
      continue;
    }
    const kept = await care?.kept?.(tx, shell, person);
    if (kept !== undefined) opened[name] = kept;
  }
  const ownRows = new Map(features.flatMap(({ care }) => Object.entries(care?.ownRow ?? {})));
  return {
    exportedAt: new Date(shell.now).toISOString(),
    organisation: shell.organisation.name,
    ...(reader === "operator" ? { underTheirOwnKey: leftOut } : {}),
    opened,
    rows: await rowsOf(tx, shell, person, ownRows),
  };
}

/** The statements of every feature that erase what somebody may have erased. */
export async function erasureOf(
  tx: Tx,
  shell: Shell,
  features: readonly AnyFeature[],
  person: PersonId,
): Promise<readonly Statement[]> {
  const erasing = features.map((feature) => feature.care?.erase?.(tx, shell, person));
  return (await together(...erasing)).flatMap((statements) => statements ?? []);
}
