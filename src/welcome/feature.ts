import { msg } from "../platform/text.ts";
import type { Card } from "../platform/view.ts";
import { sentence } from "../platform/notice.ts";
import type { Feature } from "../runtime/feature.ts";
import {
  type Command,
  decide,
  effects,
  type Event,
  evolve,
  type Refusal,
  type Welcome,
} from "./rules.ts";
import { load, settle, show } from "./store.ts";

/** Whoever adds Handrail to their workspace is told what comes next. */
export const welcome: Feature<Welcome, Command, Event, undefined, Welcome, never, Refusal> = {
  name: "welcome",
  // That they added it stands with the install.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ person }) => person,
  },
  doors: { ticks: { greet: { do: "greet" }, settle: { do: "settle" } } },
  store: { load, show },
  views: {
    shown: (state) => state,
    show: (_view, state, viewer) => (viewer.person === state.person ? cardOf(state) : undefined),
    refusal: () => sentence(msg("common.nothing")),
  },
  care: { sealed: [{ table: "installs", column: "sealed" }], begin: settle },
};

function cardOf({ isSetUp }: Welcome): Card {
  const common = { kind: "card", summary: msg("welcome.title"), facts: [] } as const;
  if (isSetUp)
    return {
      ...common,
      tone: "closed",
      title: msg("welcome.title"),
      lines: [msg("welcome.isSetUp")],
      buttons: [],
    };
  return {
    ...common,
    tone: "calm",
    title: msg("welcome.title"),
    lines: [msg("welcome.nobodyYet"), msg("welcome.next")],
    buttons: [{ action: "setup.open", label: msg("button.setUp"), style: "main" }],
  };
}
