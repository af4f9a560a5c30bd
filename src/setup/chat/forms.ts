import * as is from "../../config/fields.ts";
import { type Line, literal, msg, type MessageKey } from "../../platform/text.ts";
import type { Field, Option } from "../../platform/view.ts";
import type { Asked, Note, Opened, Submitted } from "../../runtime/feature.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import { sentence } from "../../platform/notice.ts";
import { namedIn, type Part } from "./edit.ts";
import { byAddress } from "./hand.ts";
import { type Raw, type RawTeam, rawOf } from "./raw.ts";
import type { Command, Settings } from "./rules.ts";
import { isAdminOf, readSettings } from "./store.ts";

/* The forms of set-up. Each holds what is in force, and names the version that it was drawn from. */

interface Drawn {
  readonly settings: Settings;
  readonly raw: Raw;
  readonly organisation: Organisation;
  /** The team and its place, where the form is about one. */
  readonly name: string | undefined;
  readonly team: RawTeam | undefined;
  /** The time zone of who opens it. */
  readonly zone: string | undefined;
}

/** `4` or `4.1`: a version, and the place of a team in it. */
export function placeIn(argument: string | undefined): { base: number; team?: number } {
  const [base = "", team] = (argument ?? "").split(".");
  const place = Number(team ?? "");
  return {
    base: Number.parseInt(base, 10) || 0,
    ...(team === undefined || !Number.isInteger(place) ? {} : { team: place }),
  };
}

/** Opens a form for admins, where chat may change the settings. */
function formOf(
  part: Part,
  title: MessageKey,
  draw: (drawn: Drawn) => { lines?: readonly Line[]; fields: readonly Field[] },
): Opened {
  return async (tx, { organisation }, by, _subject, argument) => {
    if (!isAdminOf(organisation, by)) return sentence(msg("setup.notAdmin"));
    const settings = await readSettings(tx);
    if (settings === undefined) return sentence(msg("setup.unknown"));
    if (settings.origin === "file") return sentence(msg("setup.file"));
    const raw = rawOf(settings.document);
    const { team: place } = placeIn(argument);
    const entry = place === undefined ? undefined : Object.entries(raw.teams ?? {})[place];
    const [name, team] = entry ?? [];
    if (place !== undefined && team === undefined) return sentence(msg("setup.noSuchTeam"));
    const account = organisation.accountsOf.get(by)?.find(({ timeZone }) => timeZone !== undefined);
    const drawn = draw({ settings, raw, organisation, name, team, zone: account?.timeZone });
    return {
      kind: "form",
      form: `setup.${part}`,
      argument: place === undefined ? `${settings.at}` : `${settings.at}.${place}`,
      title: msg(title),
      submit: msg(part === "removed" ? "button.setupRemoveYes" : "setup.form.save"),
      lines: drawn.lines ?? [],
      fields: drawn.fields,
    };
  };
}

const written = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

interface Asking {
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly value?: string | undefined;
  readonly required?: MessageKey;
  readonly max?: number;
}
const text = (name: string, { label, hint, value, required, max = 80 }: Asking): Field => ({
  type: "text",
  name,
  label: msg(label),
  hint: hint && msg(hint),
  long: false,
  max,
  value,
  required: required && msg(required),
});

const choice = (
  name: string,
  label: MessageKey,
  options: readonly Option[],
  value: string,
): Field => ({
  type: "choice",
  name,
  label: msg(label),
  // What was set by hand is offered too.
  options,
  required: true,
  value,
});

function people(
  { organisation }: Drawn,
  name: string,
  { label, hint, value = [] }: Omit<Asking, "value"> & { value?: readonly string[] | undefined },
): Field {
  const known = byAddress(organisation);
  return {
    type: "people",
    name,
    label: msg(label),
    hint: hint && msg(hint),
    value: value.flatMap((address) => known.get(address) ?? []),
  };
}

export const openCompany = formOf("organisation", "setup.form.company", ({ raw, zone }) => {
  const { organisation: own } = raw;
  const value = (name: string) => written(own[name]);
  return {
    lines: [msg("setup.form.companyIntro")],
    fields: [
      text("name", {
        label: "setup.form.name",
        value: value("name"),
        required: "setup.bad.name",
      }),
      text("time_zone", {
        label: "setup.form.zone",
        hint: "setup.form.zoneHint",
        value: value("time_zone") ?? zone,
        required: "setup.bad.zone",
        max: 60,
      }),
      text("country", {
        label: "setup.form.country",
        hint: "setup.form.countryHint",
        value: value("country"),
        max: 2,
      }),
      choice(
        "locale",
        "setup.form.language",
        [
          { value: "en", label: msg("setup.form.english") },
          { value: "es", label: msg("setup.form.spanish") },
        ],
        (value("locale") ?? "en").startsWith("es") ? "es" : "en",
      ),
      text("duty_phone", {
        label: "setup.form.phone",
        hint: "setup.form.phoneHint",
        value: value("duty_phone"),
        max: 40,
      }),
    ],
  };
});

export const openTeam = formOf("team", "setup.form.team", (drawn) => {
  const { name, team } = drawn;
  return {
    fields: [
      text("name", {
        label: "setup.form.teamName",
        value: name,
        required: "setup.bad.name",
        max: 60,
      }),
      people(drawn, "supervisors", {
        label: "setup.form.supervisors",
        hint: "setup.form.supervisorsHint",
        value: team?.supervisors,
      }),
      people(drawn, "agents", {
        label: "setup.form.agents",
        hint: "setup.form.agentsHint",
        value: team?.agents,
      }),
      { type: "channel", name: "channel", label: msg("setup.form.channel") },
      {
        type: "group",
        name: "group",
        label: msg("setup.form.group"),
        hint: msg("setup.form.groupHint"),
      },
      text("hours", {
        label: "setup.form.hours",
        hint: "setup.form.hoursHint",
        value: team?.hours,
        max: 200,
      }),
    ],
  };
});

const spans = [5, 10, 15, 20, 30, 45, 60, 90, 120];

/** With what is set now among them. */
function secondsFor(now: string | undefined, mayBeNone: boolean): Option[] {
  const current = secondsOf(now);
  const all = current === undefined || spans.includes(current) ? spans : [...spans, current];
  return [
    ...(mayBeNone ? [{ value: "no", label: msg("setup.form.skip") }] : []),
    ...all
      .toSorted((a, b) => a - b)
      .map((count) => ({ value: `${count}`, label: msg("setup.form.seconds", { count }) })),
  ];
}

export function secondsOf(duration: string | undefined): number | undefined {
  const match = /^(\d+)\s?([smh])$/.exec(duration ?? "");
  if (match === null) return undefined;
  return Number(match[1]) * { s: 1, m: 60, h: 3_600 }[match[2] as "s" | "m" | "h"];
}

export const openPolicy = formOf("policy", "setup.form.policy", (drawn) => {
  const { steps, repeat } = drawn.team?.escalation ?? {};
  const timeoutOf = (is: (notify: string | string[]) => boolean, usual: string) =>
    steps === undefined ? usual : steps.find(({ notify }) => is(notify))?.timeout;
  const own = timeoutOf((notify) => notify === "supervisors", "20s");
  const next = timeoutOf((notify) => Array.isArray(notify), "30s");
  const everyone = timeoutOf((notify) => notify === "everyone", "45s");
  const value = (timeout: string | undefined) => `${secondsOf(timeout) ?? "no"}`;
  return {
    fields: [
      choice("own", "setup.form.own", secondsFor(own, true), value(own)),
      people(drawn, "people", { label: "setup.form.next", value: namedIn(steps) }),
      choice("next", "setup.form.nextFor", secondsFor(next, false), value(next ?? "30s")),
      choice("everyone", "setup.form.everyone", secondsFor(everyone, true), value(everyone)),
      choice(
        "repeat",
        "setup.form.repeat",
        [0, 1, 2, 3].map((count) => ({
          value: `${count}`,
          label: msg("setup.form.times", { count }),
        })),
        `${repeat ?? 1}`,
      ),
    ],
  };
});

export const openBreaks = formOf("breaks", "setup.form.breaks", ({ team }) => {
  const { lengths = ["5m", "10m", "20m", "30m"], preselect = "20m", limit } = team?.breaks ?? {};
  return {
    fields: [
      choice(
        "preselect",
        "setup.form.preselect",
        [...new Set([...lengths, preselect])].map((length) => ({
          value: length,
          label: msg("setup.form.minutes", { count: Math.round((secondsOf(length) ?? 0) / 60) }),
        })),
        preselect,
      ),
      choice(
        "limit",
        "setup.form.limit",
        [
          { value: "auto", label: msg("setup.form.limitAuto") },
          ...[...new Set([1, 2, 3, 4, 5, ...(typeof limit === "number" ? [limit] : [])])]
            .toSorted((a, b) => a - b)
            .map((count) => ({ value: `${count}`, label: literal(`${count}`) })),
        ],
        typeof limit === "number" ? `${limit}` : "auto",
      ),
      text("phone_code", {
        label: "setup.form.code",
        hint: "setup.form.codeHint",
        value: written(team?.breaks?.["phone_code"]),
        max: 40,
      }),
    ],
  };
});

export const openCare = formOf("care", "setup.form.care", (drawn) => {
  const { raw } = drawn;
  const asks = Object.values(raw.teams ?? {}).some(({ check_ins = [] }) => check_ins.length > 0);
  return {
    lines: [msg("setup.form.careIntro")],
    fields: [
      choice(
        "check_ins",
        "setup.form.checkins",
        [
          { value: "weekly", label: msg("setup.form.weekly") },
          { value: "never", label: msg("setup.form.never") },
        ],
        asks ? "weekly" : "never",
      ),
      people(drawn, "contacts", {
        label: "setup.form.contacts",
        value: raw.wellbeing?.contacts,
      }),
      people(drawn, "leads", { label: "setup.form.leads", value: raw.wellbeing?.leads }),
      text("employee_assistance", {
        label: "setup.form.assistance",
        value: raw.wellbeing?.employee_assistance,
        max: 120,
      }),
    ],
  };
});

export const openRoles = formOf("roles", "setup.form.roles", (drawn) => ({
  fields: (["admins", "heads", "editors"] as const).map((name) =>
    people(drawn, name, { label: `setup.form.${name}`, value: drawn.raw.roles?.[name] }),
  ),
}));

export const openRemove = formOf("removed", "setup.form.remove", ({ name = "" }) => ({
  lines: [msg("setup.form.removeIntro", { team: literal(name) })],
  fields: [],
}));

type Check = readonly [
  name: string,
  kind: { safeParse(value: unknown): { success: boolean } },
  bad: MessageKey,
  required?: true,
];

const checks: Readonly<Partial<Record<Part, readonly Check[]>>> = {
  organisation: [
    ["name", is.text(80), "setup.bad.name", true],
    ["time_zone", is.timeZone, "setup.bad.zone", true],
    ["country", is.country, "setup.bad.country"],
    ["locale", is.locale, "setup.bad.text"],
    ["duty_phone", is.text(40), "setup.bad.text"],
  ],
  team: [
    ["name", is.text(60), "setup.bad.name", true],
    ["hours", is.openingHours, "setup.bad.hours"],
  ],
  breaks: [["phone_code", is.text(40), "setup.bad.text"]],
  care: [["employee_assistance", is.text(120), "setup.bad.text"]],
};

/** What was sent, if each field can be read by itself. */
export const submitted =
  (part: Part) =>
  (values: Note, argument?: string): Submitted<Command> => {
    const { base, team } = placeIn(argument);
    // Two letters are often typed small.
    const note: Note =
      values["country"] === undefined
        ? values
        : { ...values, country: values["country"].trim().toUpperCase() };
    const errors: Record<string, Line> = {};
    for (const [name, kind, bad, required] of checks[part] ?? []) {
      const value = (note[name] ?? "").trim();
      if (value === "" ? required === true : !kind.safeParse(value).success)
        errors[name] = msg(bad);
    }
    if (Object.keys(errors).length > 0) return { errors };
    const asked: Asked<Command> = {
      command: { do: "change", what: part, base, ...(team === undefined ? {} : { team }) },
      note,
    };
    return asked;
  };
