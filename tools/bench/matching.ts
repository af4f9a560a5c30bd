import { assign } from "../../src/debriefs/batch.ts";
import { rounds } from "../../src/debriefs/pairing.ts";
import { crowd, everybodyIn } from "../fairness/crowds.ts";

/*
 * The matching alone, by the processor's time, and each several times: others on the machine must not look like a slow
 * matching, nor a first run like the usual one.
 */

export interface Matching {
  readonly ms: number[];
  /** People who were matched, in the last run. */
  readonly matched: number;
}

export function measureBatch(looking: number, listening: number, runs: number): Matching {
  const { seekers, supporters, now } = crowd(looking, listening);
  return repeated(runs, (seed) => assign(seekers, supporters, now, seed).size);
}

export function measureRound(people: number, runs: number): Matching {
  const members = everybodyIn(people);
  const at = Date.UTC(2026, 10, 16, 9);
  return repeated(runs, (seed) => rounds(members, at, seed).flat().length);
}

function repeated(runs: number, work: (seed: number) => number): Matching {
  const ms: number[] = [];
  let matched = work(0);
  for (let run = 1; run <= runs; run++) {
    const began = process.cpuUsage();
    matched = work(run);
    const { user, system } = process.cpuUsage(began);
    ms.push((user + system) / 1_000);
  }
  return { ms, matched };
}
