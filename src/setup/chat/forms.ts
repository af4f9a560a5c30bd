import { literal, msg } from "../../platform/text.ts";
import type { Option } from "../../platform/view.ts";
import { isAsking } from "./card.ts";
import { namedIn } from "./edit.ts";
import { groupField, groupLines } from "./groups/words.ts";
import { groupsOf, membersOf } from "./groups/rules.ts";
import { choice, formOf, people, text, written } from "./form-parts.ts";
import { secondsOf } from "./place.ts";

/* The forms of set-up. */

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
        "setup.form.languageHint",
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
  const { name = "", team, raw, settings } = drawn;
  const { groups = [] } = settings;
  const members = membersOf(raw, groups, name);
  const titles = groupsOf(groups, name).map(({ title }) => title);
  return {
    lines: [
      ...groupLines(groups, name),
      ...(titles.length === 0 ? [] : [msg("setup.follow.back")]),
    ],
    fields: [
      text("name", {
        label: "setup.form.teamName",
        value: drawn.name,
        required: "setup.bad.name",
        max: 60,
      }),
      people(drawn, "supervisors", {
        label: "setup.form.supervisors",
        hint: "setup.form.supervisorsHint",
        value: team?.supervisors,
      }),
      {
        ...people(drawn, "agents", {
          label: "setup.form.agents",
          value: team?.agents?.filter((address) => !members.has(address)),
        }),
        hint:
          titles.length === 0
            ? msg("setup.form.agentsHint")
            : msg("setup.form.agentsBeside", { titles: literal(titles.join(", ")) }),
      },
      ...groupField(groups, name),
      {
        type: "channel",
        name: "channel",
        label: msg("setup.form.channel"),
        hint: msg("setup.form.channelHint"),
      },
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
        isAsking(raw) ? "weekly" : "never",
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
