import type { Instant } from "../../kernel/time.ts";
import { isAdminOf } from "../../people/support.ts";
import type { OrganisationFile } from "../../config/types.ts";
import { sentence } from "../../platform/notice.ts";
import { type Line, literal, msg, people } from "../../platform/text.ts";
import type { Field, Notice } from "../../platform/view.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import type { Note, Opened } from "../../runtime/feature.ts";
import { fileOf } from "../documents.ts";
import { type Asked, chainAt, onlyQuestions, rosterOf, spansOf, weekAhead } from "../reach.ts";
import { byAddress } from "./hand.ts";
import { readSettings } from "./store.ts";

/* Whom would a call reach? The real rules are asked, and nobody else (docs/features.md P2). */

/** A team and a time of today. */
export const openTry: Opened = async (tx, shell, by) => {
  const { organisation } = shell;
  if (!isAdminOf(organisation, by)) return sentence(msg("setup.notAdmin"));
  const file = await fileIn(tx);
  if (file === undefined || file.teams.length === 0) return sentence(msg("setup.noTeams"));
  return {
    kind: "form",
    form: "setup.reach",
    title: msg("setup.try"),
    submit: msg("setup.tryGo"),
    lines: [msg("setup.tryIntro")],
    fields: tryFields(file, shell.now),
  };
};

export function tryFields({ teams, timeZone }: OrganisationFile, at: Instant): Field[] {
  const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone);
  return [
    {
      type: "choice",
      name: "team",
      label: msg("setup.tryTeam"),
      required: true,
      options: teams.map(({ name }, place) => ({ value: `${place}`, label: literal(name) })),
      value: "0",
    },
    {
      type: "text",
      name: "time",
      label: msg("setup.tryTime"),
      hint: msg("setup.tryTimeHint"),
      long: false,
      max: 5,
      value: now.toPlainTime().toString({ smallestUnit: "minute" }),
      required: msg("setup.bad.time"),
    },
  ];
}

const fileIn = async (tx: Parameters<Opened>[0]): Promise<OrganisationFile | undefined> => {
  const settings = await readSettings(tx);
  return settings === undefined
    ? undefined
    : fileOf({ text: settings.document, madeAt: settings.lastAt });
};

/** `17:40` or `9.05`: minutes of the day. */
export function minuteIn(written: string): number | undefined {
  const [, hour, minute] = /^(\d{1,2})[:.](\d\d)$/.exec(written.trim()) ?? [];
  const at = Number(hour) * 60 + Number(minute);
  return Number(hour) < 24 && Number(minute) < 60 ? at : undefined;
}

/** Reads what the form of `openTry` asked for. */
export function tried(values: Note): { team: number; minute: number } | undefined {
  const minute = minuteIn(values["time"] ?? "");
  const team = Number(values["team"] ?? "-1");
  return minute === undefined || !Number.isInteger(team) ? undefined : { team, minute };
}

/** The chain at that time of today, step by step. */
export function reachNotice(
  organisation: Organisation,
  document: string,
  { team: place, minute }: { readonly team: number; readonly minute: number },
  now: number,
): Notice {
  const file = fileOf({ text: document, madeAt: now });
  const team = file?.teams[place];
  if (file === undefined || team === undefined) return sentence(msg("setup.noSuchTeam"));
  const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(now))
    .toZonedDateTimeISO(file.timeZone)
    .withPlainTime({ hour: Math.floor(minute / 60), minute: minute % 60 }).epochMilliseconds;
  const { isOpen, steps } = chainAt(askedIn(organisation, file), team, at);
  const known = byAddress(organisation);
  const isHeard = steps.some((step) => step.people.length > 0);
  return {
    kind: "notice",
    tone: isHeard ? "calm" : "urgent",
    title: msg("setup.try"),
    lines: [
      msg("setup.reach.title", {
        time: { time: at, zone: file.timeZone },
        team: literal(team.name),
      }),
      ...(isOpen ? [] : [msg("setup.reach.closed")]),
      ...(isHeard
        ? steps.map(({ step: count, people: asked, timeout }) =>
            asked.length === 0
              ? msg("setup.reach.nobody", { count })
              : msg("setup.reach.first", {
                  count,
                  people: people(asked.flatMap((address) => known.get(address) ?? [])),
                  seconds: Math.round(timeout / 1_000),
                }),
          )
        : [msg("setup.reach.none")]),
    ],
    buttons: [
      { action: "setup.try", label: msg("button.setupTry") },
      { action: "setup.week", label: msg("button.setupWeek") },
    ],
  };
}

const askedIn = (organisation: Organisation, file: OrganisationFile): Asked => ({
  ...{ file, rostered: rosterOf(organisation), lost: lostIn(organisation, file) },
});

/** People whom no message reaches today. */
function lostIn(organisation: Organisation, file: OrganisationFile): ReadonlySet<string> {
  const known = byAddress(organisation);
  return new Set(
    file.people
      .map(({ email }) => email)
      .filter((email) => {
        const accounts = organisation.accountsOf.get(known.get(email) ?? "") ?? [];
        return !accounts.some(({ kind, open }) => kind === "member" && open);
      }),
  );
}

/** A week at a glance: which open hours reach nobody. */
export const openWeek: Opened = async (tx, { organisation, now }, by) => {
  if (!isAdminOf(organisation, by)) return sentence(msg("setup.notAdmin"));
  const file = await fileIn(tx);
  if (file === undefined || file.teams.length === 0) return sentence(msg("setup.noTeams"));
  const weeks = weekLines(organisation, file, now);
  return {
    kind: "notice",
    tone: weeks.every(({ isHeard }) => isHeard) ? "calm" : "urgent",
    title: msg("setup.week"),
    lines: [msg("setup.week.intro"), ...weeks.map(({ line }) => line)],
    buttons: [{ action: "setup.try", label: msg("button.setupTry") }],
  };
};

/** Each team's week: at which open hours a call would reach nobody. */
export function weekLines(
  organisation: Organisation,
  file: OrganisationFile,
  now: Instant,
): { readonly line: Line; readonly isHeard: boolean }[] {
  return weekAhead(askedIn(organisation, file), now).map(({ team, unheard }) => {
    const named = { team: literal(team.name) };
    const isHeard = onlyQuestions(unheard);
    if (unheard.length === 0) return { line: msg("setup.week.good", named), isHeard };
    // The worst of them: what happens in a danger is among it.
    const worst = unheard.toSorted((a, b) => b.levels.length - a.levels.length)[0];
    const said =
      worst?.always === true ? msg("setup.week.any") : spansOf(worst?.moments ?? [], file.timeZone);
    return {
      line: msg(isHeard ? "setup.week.short" : "setup.week.bad", { ...named, spans: said }),
      isHeard,
    };
  });
}
