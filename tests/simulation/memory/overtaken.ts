import { isOvertaken } from "../../../src/escalations/request.ts";
import { type Meanings, all } from "./meaning.ts";

/* escalations/overtaken/store.ts. */

export const overtakenMeanings: Meanings = [
  [
    "state->>'news' = 'overtaken'",
    (s) =>
      all(s, "requests")
        .filter((row) => isOvertaken(row.state as never))
        .toSorted((a, b) => a.opened_at - b.opened_at)
        .map(({ state }) => ({ state })),
  ],
  [
    "where organisation_id = handrail.organisation() and feature = 'overtaken'",
    (s) =>
      all(s, "messages")
        .filter(({ feature, view }) => feature === "overtaken" && view === "list")
        .toSorted((a, b) => b.created_at - a.created_at || (a.occasion < b.occasion ? -1 : 1))
        .slice(0, 1)
        .map(({ occasion, created_at: at }) => ({ occasion, at })),
  ],
];
