import { msg } from "../../platform/text.ts";
import type { Feature } from "../../runtime/feature.ts";
import { openCheck } from "./check.ts";
import { parts } from "./edit.ts";
import {
  openBreaks,
  openCare,
  openCompany,
  openPolicy,
  openRemove,
  openRoles,
  openTeam,
} from "./forms.ts";
import { placeIn } from "./place.ts";
import { submitted } from "./submitted.ts";
import { home } from "./home.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Facts,
  type Refusal,
  type Settings,
  decide,
  effects,
  evolve,
  timers,
} from "./rules.ts";
import { healthPage } from "./health-page.ts";
import { setUpPage } from "./page.ts";
import { facts, forgotten, load, read, readSettings, tidy, write } from "./store.ts";
import { openTry, openWeek, tried } from "./try.ts";
import { show } from "./card.ts";
import { openTeamNotice, openTeams } from "./teams.ts";
import { fileOfSettings, openExport, openVersions } from "./versions.ts";
import { answer, refusal } from "./views.ts";

/** Where a button names none that could be: that one is gone, as the answer says. */
const noVersion = -1;

/**
 * Set-up in chat (docs/features.md P2): the organisation's settings as versions of one document,
 * applied like a file. What is saved here is applied by `Settings` in `apply-settings.ts`.
 */
export const setup: Feature<
  Settings,
  Command,
  Event,
  Facts,
  Settings,
  Answer,
  Refusal,
  string | undefined
> = {
  name: "setup",
  // The versions are its history.
  journaled: false,
  lasting: true,
  rules: {
    ...{ decide, evolve, effects, timers },
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ subject }) => subject,
  },
  doors: {
    presses: {
      open: () => ({ do: "open" }),
      code: () => ({ do: "code" }),
      undo: (argument) => {
        const { base, team: to } = placeIn(argument);
        return { do: "undo", base, to: to ?? noVersion };
      },
    },
    opens: {
      company: openCompany,
      team: openTeam,
      policy: openPolicy,
      breaks: openBreaks,
      care: openCare,
      roles: openRoles,
      remove: openRemove,
      teams: openTeams,
      look: openTeamNotice,
      versions: openVersions,
      export: openExport,
      try: openTry,
      week: openWeek,
      check: openCheck,
    },
    forms: {
      ...Object.fromEntries(parts.map((part) => [part, submitted(part)])),
      reach: (values) => {
        const asked = tried(values);
        return asked === undefined
          ? { errors: { time: msg("setup.bad.time") } }
          : { command: { do: "try", ...asked } };
      },
    },
    // Both are carried out beside the clock: see `open.ts`.
    ticks: { apply: { do: "apply" }, look: { do: "apply" } },
  },
  store: {
    load,
    read,
    facts,
    write,
    show: (tx) => readSettings(tx),
  },
  views: {
    shown: (settings) => settings,
    show: (_view, settings, viewer, shell) => show(settings, viewer, shell),
    answer: (said, settings, _by, shell) => answer(said, settings, shell),
    refusal: (code, settings) => refusal(code, settings),
    home: async (_tx, { organisation }, person) => home(organisation, person),
  },
  pages: { "set-up": setUpPage, health: healthPage },
  files: { settings: fileOfSettings },
  care: { forgotten, tidy },
};
