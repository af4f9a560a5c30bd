import { isAdminOf } from "../../people/support.ts";
import { newestOnly } from "../../platform/gone.ts";
import {
  type Line,
  type MessageKey,
  type Text,
  country,
  literal,
  msg,
} from "../../platform/text.ts";
import type { Card, Fact, Gone } from "../../platform/view.ts";
import type { Shell, Viewer } from "../../runtime/feature.ts";
import { button, checkButton, testButton, tryButton } from "./buttons.ts";
import { type Raw, type RawTeam, rawOf } from "./raw.ts";
import type { Settings } from "./rules.ts";

const teamsShown = 8;

/** The card of set-up: what is in force, and what can be changed. For who opened it. */
export function show(
  settings: Settings,
  viewer: Viewer,
  { organisation }: Shell,
): Card | Gone | undefined {
  const newest = `s${settings.cards?.[viewer.account] ?? 0}`;
  return newestOnly(newest, viewer, () => {
    const raw = rawOf(settings.document);
    const isAdmin = isAdminOf(organisation, viewer.person);
    const title = msg("setup.title", { name: literal(organisation.name) });
    const plain = {
      ...{ kind: "card" as const, title },
      summary: msg("setup.summary", { name: literal(organisation.name) }),
    } as const;
    if (!isAdmin)
      return { ...plain, tone: "closed", facts: [], lines: [msg("setup.notAdmin")], buttons: [] };
    const teams = Object.entries(raw.teams ?? {});
    return {
      ...plain,
      tone: settings.fault === undefined ? "calm" : "urgent",
      facts: factsOf(raw),
      lines: [...standing(settings), ...next(settings, teams.length)],
      ...buttonsOf(settings, teams.length),
    };
  });
}

const companyIs = ({ name, time_zone: zone, country: code }: Raw["organisation"]): Text => {
  const named = { name: literal(String(name)), zone: literal(String(zone)) };
  return typeof code === "string"
    ? msg("setup.companyIs", { ...named, country: country(code) })
    : msg("setup.companyNowhere", named);
};

export function factsOf(raw: Raw): Fact[] {
  const { organisation: own } = raw;
  const teams = Object.entries(raw.teams ?? {});
  const phone = own["duty_phone"];
  const more = teams.length - teamsShown;
  return [
    { label: msg("setup.label.company"), value: companyIs(own) },
    {
      label: msg("setup.label.phone"),
      value: typeof phone === "string" ? literal(phone) : msg("setup.none"),
    },
    ...teams.slice(0, teamsShown).map(([name, team]) => ({
      label: msg("setup.teamName", { team: literal(name) }),
      value: teamIs(team),
    })),
    ...(more > 0
      ? [{ label: msg("button.setupTeams"), value: msg("setup.moreTeams", { count: more }) }]
      : []),
    ...(teams.length > 0
      ? [
          {
            label: msg("setup.label.checkins"),
            value: msg(isAsking(raw) ? "setup.on" : "setup.off"),
          },
        ]
      : []),
  ];
}

export const isAsking = ({ teams = {} }: Raw): boolean =>
  Object.values(teams).some(({ check_ins = [] }) => check_ins.length > 0);

export function teamIs({ supervisors = [], agents = [], hours }: RawTeam): Line {
  const team = msg("setup.teamIs", { supervisors: supervisors.length, agents: agents.length });
  return hours === undefined
    ? msg("setup.teamAlways", { team })
    : msg("setup.teamHours", { team, hours: literal(hours) });
}

const faults: Readonly<Record<string, MessageKey>> = {
  group: "setup.fault.group",
  channel: "setup.fault.channel",
  unreadable: "setup.fault.unreadable",
  large: "setup.fault.large",
  taken: "setup.fault.taken",
  nobody: "setup.fault.nobody",
};

export function standing({ origin, at, applied, fault }: Settings): Line[] {
  if (origin === "file") return [msg("setup.file")];
  if (fault !== undefined)
    return [msg("setup.fault", { count: at }), msg(faults[fault] ?? "setup.fault.other")];
  return [msg(at === applied ? "setup.inForce" : "setup.applying", { count: at })];
}

const next = ({ origin }: Settings, teams: number): Line[] =>
  teams > 0
    ? [msg("setup.ready"), msg("setup.readyTest")]
    : origin === "file"
      ? []
      : [msg("setup.next")];

function buttonsOf({ origin }: Settings, teams: number): Pick<Card, "buttons" | "behindMore"> {
  const more = [button("versions", "button.setupVersions"), button("export", "button.setupExport")];
  if (origin === "file")
    return {
      buttons: [button("teams", "button.setupTeams"), tryButton, testButton, checkButton],
      behindMore: more,
    };
  const company = button("company", "button.setupCompany");
  const join = button("code", "button.setupJoin");
  if (teams === 0)
    return {
      buttons: [{ ...button("team", "button.setupAddTeam"), style: "main" }, company, join],
      behindMore: [button("roles", "button.setupRoles"), ...more],
    };
  return {
    buttons: [button("teams", "button.setupTeams"), company, tryButton, testButton, checkButton],
    behindMore: [
      button("care", "button.setupCare"),
      button("roles", "button.setupRoles"),
      join,
      ...more,
    ],
  };
}
