import type { Facts } from "../../../src/promises/commands.ts";
import { evolve } from "../../../src/promises/evolve.ts";
import type { Open, Promised } from "../../../src/promises/promise.ts";
import { stageAt } from "../../../src/promises/times.ts";

const id = "00000000-0000-4000-8000-000000000001";

/** Ana is there, and nobody else needs to be known. */
export const nobodyAround = {
  given: { by: undefined, via: undefined, newId: id, seed: 1 },
  facts: {
    closed: false,
    holder: "there",
    colleagues: [],
    supervisors: [],
    mayHold: false,
    watchers: [],
  } satisfies Facts,
};

/** Ana keeps one for that time. */
export function keptAt(dueAt: number, zone: string, at: number): Open {
  const homes: string[] = [];
  const proposal = { when: { is: "clear", dueAt }, zone } as const;
  const draft = evolve(undefined, {
    type: "shownBack",
    at,
    homes,
    id,
    by: "ana",
    team: "Billing",
    proposal,
  });
  const kept: Promised = evolve(draft, {
    type: "kept",
    at,
    homes,
    dueAt,
    zone,
    stage: stageAt(dueAt, at),
  });
  if (kept.status !== "open") throw new Error("it is not kept");
  return kept;
}
