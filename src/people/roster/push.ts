import type { ApiShifts, ShiftsGiven } from "../../platform/api.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/shell.ts";
import { replaceShifts } from "./store.ts";

/** Shifts that a program pushes: what was known in the window is replaced by them. */
export async function shiftsFromApi(
  tx: Tx,
  { organisation }: Shell,
  { from, to, shifts }: ShiftsGiven,
): Promise<ApiShifts> {
  const given = shifts.map(({ person: who, start, end }, line) => ({
    who,
    line,
    from: start,
    to: end,
  }));
  const replaced = await replaceShifts(tx, organisation, { from, to }, given);
  if ("refused" in replaced) return replaced;
  const problems = replaced.problems.map(({ line, what, remedy, applied }) => ({
    shift: line,
    says: what,
    remedy,
    applied: applied === true,
  }));
  return { applied: replaced.applied, problems };
}
