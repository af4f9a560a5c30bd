import type { SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { type FloorNow, present, readPeople } from "../../people/floor.ts";
import { type PromiseHeld, promisesHeldBy } from "../../people/promises.ts";
import { shiftEnd } from "../../people/shift-end.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Locked, Shell, Wanted } from "../../runtime/feature.ts";
import type { Command, Ending, Facts } from "./rules.ts";

export interface Read {
  readonly held: readonly PromiseHeld[];
  readonly floor: FloorNow;
}

export async function read(
  tx: Tx,
  _shell: Shell,
  { subject = "" }: Wanted<Command>,
): Promise<Read> {
  const [held, floor] = await together(
    promisesHeldBy(tx, subject),
    readPeople(tx, new Set([subject])),
  );
  return { held, floor };
}

export function facts(
  { organisation }: Shell,
  { given: { at, subject = "" } }: Locked<Ending, Command>,
  { held, floor }: Read,
): Facts {
  const now = present(floor, organisation, at).find(({ person }) => person === subject);
  const ends = now?.onShift === true ? shiftEnd(organisation, subject, undefined, at) : undefined;
  return { ends, later: held.some(({ due_at: due }) => ends !== undefined && due >= ends) };
}

/** What is open of theirs beyond their shift, as it is now. */
export interface Shown {
  readonly ends: Instant | undefined;
  readonly held: readonly PromiseHeld[];
}

export async function readShown(
  tx: Tx,
  { organisation, now }: Shell,
  person: SubjectId,
): Promise<Shown> {
  const ends = shiftEnd(organisation, person, undefined, now);
  const held = await promisesHeldBy(tx, person);
  return {
    ends,
    held: held.filter(({ due_at: due }) => ends === undefined || due >= ends),
  };
}
