import type { Command } from "../commands.ts";
import { isBehaviour } from "./ladder.ts";

/** A behaviour, and how many steps the pressed card showed: `insults-1`. */
export function boundaryFrom(argument = ""): Command & { do: "boundary" } {
  const [, behaviour, after] = /^([a-z]+)-(\d)$/.exec(argument) ?? [];
  const step = isBehaviour(behaviour) ? { behaviour, after: Number(after) } : undefined;
  return { do: "boundary", step };
}
