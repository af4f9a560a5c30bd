import type { PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { msg } from "../platform/text.ts";
import type { Board, Card } from "../platform/view.ts";
import type { AnyFeature, Feature, HomePart } from "../runtime/feature.ts";
import { helpFor } from "./help.ts";
import { type Home, load } from "./store.ts";

type Command = { readonly do: "visit" | "board" };
type Event = { readonly type: "visited" | "boardAsked"; readonly at: Instant; readonly person: PersonId };
interface Facts {
  readonly supervises: boolean;
}

/**
 * A person's home page: each feature's part, in the order of the list. A visit asks for it to be drawn; from then on it
 * is kept current like any message.
 */
export function homeOf(features: readonly AnyFeature[]): Feature<Home, Command, Event, Facts, readonly HomePart[], "board", "not-yours"> {
  return {
    name: "home",
    journaled: false,
    words: {},
    presses: { board: () => ({ do: "board" }) },
    opens: { help: async (_tx, { organisation }, by) => helpFor(organisation, by) },
    forms: {},
    ticks: {},
    decide(_, command, { at, by }, { supervises }) {
      if (by === undefined) return { refused: "not-yours" };
      if (command.do === "visit") return { events: [{ type: "visited", at, person: by }] };
      // A copy of the supervisors' board, in their chat: who runs no team has none.
      return supervises ? { events: [{ type: "boardAsked", at, person: by }], answer: "board" } : { refused: "not-yours" };
    },
    evolve: (_, event) => ({ person: event.person, lastAt: event.at }),
    effects: ({ type, at, person }) => [
      type === "visited"
        ? { do: "tell", to: { person }, view: "home", occasion: "home", priority: "edit" }
        : { do: "tell", to: { person }, view: "board", occasion: at.toString(36), priority: "receipt" },
    ],
    timers: () => [],
    lastAt: (home) => home.lastAt,
    idOf: (home) => home.person,
    load,
    facts: async (_tx, shell, _state, _command, { by }) => ({
      supervises: (shell.organisation.people.get(by ?? "")?.supervises.length ?? 0) > 0,
    }),
    save: async () => undefined,
    read: (tx, shell, person: SubjectId, now) => inTurn(features, (feature) => feature.home?.(tx, shell, person, now)),
    shown: () => undefined,
    forgotten: async () => [],
    show: (view, parts, viewer): Board | Card | undefined =>
      view === "home"
        ? { kind: "board", first: parts.flatMap((part) => part.first), sections: parts.flatMap((part) => part.sections) }
        : parts.find((part) => part.cards?.[view] !== undefined)?.cards?.[view]?.(viewer),
    answer: () => ({ kind: "notice", tone: "calm", lines: [msg("board.posted")], buttons: [] }),
    refusal: (_code, _shown, { organisation }, by) => helpFor(organisation, by),
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
