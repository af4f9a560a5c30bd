import type { PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { msg } from "../platform/text.ts";
import type { Board, Notice } from "../platform/view.ts";
import type { AnyFeature, Feature, HomePart } from "../runtime/feature.ts";
import { type Home, load } from "./store.ts";

type Command = { readonly do: "visit" };
type Event = { readonly type: "visited"; readonly at: Instant; readonly person: PersonId };

/** The one thing to press, first, whatever else was asked (CONTRACT: `/handrail`, `help`, anything not understood). */
const helpNotice: Notice = {
  kind: "notice",
  tone: "calm",
  lines: [msg("help.title"), msg("help.words"), msg("help.shift")],
  buttons: [{ action: "escalations.escalate", label: msg("button.getHelp"), style: "danger" }],
};

/**
 * A person's home page: each feature's part, in the order of the list. A visit asks for it to be drawn; from then on it
 * is kept current like any message.
 */
export function homeOf(features: readonly AnyFeature[]): Feature<Home, Command, Event, undefined, readonly HomePart[], never, never> {
  return {
    name: "home",
    journaled: false,
    words: {},
    presses: {},
    opens: { help: async () => helpNotice },
    forms: {},
    ticks: {},
    decide: (_, __, given) => ({ events: given.by === undefined ? [] : [{ type: "visited", at: given.at, person: given.by }] }),
    evolve: (_, event) => ({ person: event.person, lastAt: event.at }),
    effects: (event) => [{ do: "tell", to: { person: event.person }, view: "home", occasion: "home", priority: "edit" }],
    timers: () => [],
    lastAt: (home) => home.lastAt,
    idOf: (home) => home.person,
    load,
    facts: async () => undefined,
    save: async () => undefined,
    read: (tx, shell, person: SubjectId, now) => inTurn(features, (feature) => feature.home?.(tx, shell, person, now)),
    shown: () => undefined,
    forgotten: async () => [],
    show: (_, parts): Board => ({
      kind: "board",
      first: parts.flatMap((part) => part.first),
      sections: parts.flatMap((part) => part.sections),
    }),
    answer: () => undefined,
    refusal: () => helpNotice,
  };
}

/** One after the other: they share one connection. */
async function inTurn(features: readonly AnyFeature[], part: (feature: AnyFeature) => Promise<HomePart> | undefined): Promise<HomePart[]> {
  const parts: HomePart[] = [];
  for (const feature of features) {
    const made = await part(feature);
    if (made !== undefined) parts.push(made);
  }
  return parts;
}
