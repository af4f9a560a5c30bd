import { sentence } from "../../platform/notice.ts";
import { msg, time } from "../../platform/text.ts";
import type { Card } from "../../platform/view.ts";
import type { Feature, Viewer } from "../../runtime/feature.ts";
import {
  type Command,
  type Ending,
  type Event,
  type Facts,
  decide,
  effects,
  evolve,
} from "./rules.ts";
import { toGive } from "./held.ts";
import { type Read, type Shown, facts, read, readShown } from "./store.ts";

/**
 * Shortly before their shift ends, somebody reads which of their promises are due after it, and gives
 * them to a colleague (docs/features.md P1).
 */
export const shiftEndings: Feature<Ending, Command, Event, Facts, Shown, never, "nothing", Read> = {
  name: "shiftEndings",
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ person }) => person,
  },
  doors: { ticks: { look: { do: "look" } } },
  store: { read, facts, show: readShown },
  views: {
    show: (view, shown, viewer) => (view === "ending" ? card(shown, viewer) : undefined),
    refusal: () => sentence(msg("swap.refused.closed")),
  },
};

function card({ ends, held }: Shown, viewer: Viewer): Card | undefined {
  if (held.length === 0 || ends === undefined)
    return viewer.posted
      ? {
          ...{
            kind: "card",
            tone: "closed",
            summary: msg("ending.over"),
            title: msg("ending.over"),
          },
          ...{ facts: [], lines: [], buttons: [] },
        }
      : undefined;
  return {
    ...{ kind: "card", tone: "calm", summary: msg("ending.summary"), facts: [] },
    title: msg("ending.title", { time: time(ends) }),
    ...toGive(held),
  };
}
