import { newestOnly } from "../../platform/gone.ts";
import { notice, sentence } from "../../platform/notice.ts";
import {
  type Line,
  literal,
  type MessageKey,
  msg,
  people,
  person,
  time,
} from "../../platform/text.ts";
import type { Button, Card, Fact, Gone, Notice } from "../../platform/view.ts";
import type { Opened, Shell, Viewer } from "../../runtime/feature.ts";
import { byAddress } from "./hand.ts";
import { secondsOf } from "./forms.ts";
import { type Raw, type RawTeam, rawOf } from "./raw.ts";
import type { Answer, Refusal, Settings, Version } from "./rules.ts";
import { reachNotice } from "./try.ts";
import { isAdminOf, readSettings } from "./store.ts";

const button = (verb: string, label: MessageKey, argument?: string): Button => ({
  action: `setup.${verb}`,
  label: msg(label),
  argument,
});

export const setUpButton = button("open", "button.setUp");
export const checkButton = button("check", "button.checkSetUp");
const tryButton = button("try", "button.setupTry");

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

export function factsOf(raw: Raw): Fact[] {
  const { organisation: own } = raw;
  const teams = Object.entries(raw.teams ?? {});
  const parts = ["name", "time_zone", "country"].flatMap((name) =>
    typeof own[name] === "string" ? [own[name]] : [],
  );
  const phone = own["duty_phone"];
  const asks = teams.some(([, { check_ins = [] }]) => check_ins.length > 0);
  const more = teams.length - teamsShown;
  return [
    { label: msg("setup.label.company"), value: literal(parts.join(" · ")) },
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
      ? [{ label: msg("setup.label.checkins"), value: msg(asks ? "setup.on" : "setup.off") }]
      : []),
  ];
}

function teamIs({ supervisors = [], agents = [], hours }: RawTeam): Line {
  const team = msg("setup.teamIs", { supervisors: supervisors.length, agents: agents.length });
  return hours === undefined
    ? msg("setup.teamAlways", { team })
    : msg("setup.teamHours", { team, hours: literal(hours) });
}

const faults: Readonly<Record<string, MessageKey>> = {
  group: "setup.fault.group",
  channel: "setup.fault.channel",
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

export function buttonsOf(
  { origin }: Settings,
  teams: number,
): Pick<Card, "buttons" | "behindMore"> {
  const more = [button("versions", "button.setupVersions"), button("export", "button.setupExport")];
  if (origin === "file")
    return {
      buttons: [button("teams", "button.setupTeams"), tryButton, checkButton],
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
    buttons: [button("teams", "button.setupTeams"), company, tryButton, checkButton],
    behindMore: [
      button("care", "button.setupCare"),
      button("roles", "button.setupRoles"),
      join,
      ...more,
    ],
  };
}

/** For admins: something to read or to go on from. */
const forAdmins =
  (
    draw: (
      settings: Settings,
      organisation: Shell["organisation"],
      argument: string | undefined,
    ) => Notice,
  ): Opened =>
  async (tx, { organisation }, by, _subject, argument) => {
    if (!isAdminOf(organisation, by)) return sentence(msg("setup.notAdmin"));
    const settings = await readSettings(tx);
    return settings === undefined
      ? sentence(msg("setup.unknown"))
      : draw(settings, organisation, argument);
  };

/** More than these do not fit a page: the others are reached from a file. */
const teamButtons = 20;

export const openTeams = forAdmins(({ origin, document, at }) => {
  const names = Object.keys(rawOf(document).teams ?? {});
  return {
    kind: "notice",
    tone: "calm",
    title: msg("button.setupTeams"),
    lines: [msg(names.length === 0 ? "setup.noTeams" : "setup.teams")],
    buttons: [
      ...names.slice(0, teamButtons).map((name, place): Button => ({
        action: "setup.look",
        label: msg("setup.teamName", { team: literal(name) }),
        argument: `${at}.${place}`,
      })),
      ...(origin === "file" ? [] : [button("team", "button.setupAddTeam")]),
    ],
  };
});

export const openTeamNotice = forAdmins((settings, organisation, argument) => {
  const place = Number((argument ?? "").split(".")[1] ?? "-1");
  const [name, team] = Object.entries(rawOf(settings.document).teams ?? {})[place] ?? [];
  if (name === undefined || team === undefined) return sentence(msg("setup.noSuchTeam"));
  const known = byAddress(organisation);
  const named = (addresses: readonly string[] = []) =>
    people(addresses.flatMap((address) => known.get(address) ?? []));
  const { supervisors = [], agents = [], hours } = team;
  const at = `${settings.at}.${place}`;
  return {
    kind: "notice",
    tone: "calm",
    title: msg("setup.form.team"),
    lines: [
      literal(name),
      supervisors.length === 0
        ? msg("setup.team.noSupervisors")
        : msg("setup.team.supervisors", { people: named(supervisors) }),
      agents.length === 0
        ? msg("setup.team.noAgents")
        : msg("setup.team.agents", { people: named(agents) }),
      hours === undefined
        ? msg("setup.team.always")
        : msg("setup.team.hours", { hours: literal(hours) }),
      ...policyIn(name, team, named),
    ],
    buttons:
      settings.origin === "file"
        ? []
        : [
            button("team", "button.setupPeople", at),
            button("policy", "button.setupPolicy", at),
            button("breaks", "button.setupBreaks", at),
            button("remove", "button.setupRemove", at),
          ],
  };
});

/** "First Billing's supervisors for 20 seconds. Then all supervisors for 45 seconds." */
function policyIn(
  name: string,
  { escalation }: RawTeam,
  named: (addresses: readonly string[]) => ReturnType<typeof people>,
): Line[] {
  const steps = escalation?.steps ?? [
    { notify: "supervisors", timeout: "20s" },
    { notify: "everyone", timeout: "45s" },
  ];
  return [
    ...steps.map(({ notify, timeout }, at): Line => {
      const count = secondsOf(timeout) ?? 0;
      if (Array.isArray(notify))
        return msg("setup.policy.people", { people: named(notify), count });
      if (notify === "everyone")
        return msg(at === 0 ? "setup.policy.everyoneFirst" : "setup.policy.everyone", { count });
      return msg("setup.policy.own", { team: literal(name), count });
    }),
    msg("setup.policy.again", { count: escalation?.repeat ?? 1 }),
  ];
}

const versionsShown = 8;
const versionsBack = 4;

export const openVersions = forAdmins(({ recent = [], origin, at }) => ({
  kind: "notice",
  tone: "calm",
  title: msg("setup.versions"),
  lines:
    recent.length === 0
      ? [msg("setup.noVersions")]
      : recent.slice(0, versionsShown).map((version) => versionLine(version)),
  buttons:
    origin === "file"
      ? []
      : recent
          .filter(({ version }) => version < at)
          .slice(0, versionsBack)
          .map(({ version }) => ({
            ...button("undo", "button.setupBack", `${at}.${version}`),
            label: msg("button.setupBack", { count: version }),
          })),
}));

export function versionLine({ version, what, by, at }: Version): Line {
  const said = {
    count: version,
    what: msg(`setup.what.${what}`),
    time: { time: at, dated: true },
  } as const;
  return by === undefined
    ? msg("setup.versionNobody", said)
    : msg("setup.version", { ...said, person: person(by) });
}

/** The longest text that a field of either platform holds. */
const longestPart = 2_900;
const mostParts = 90;

/** The document as text to copy: from fields, because they copy as they are. */
export const openExport: Opened = async (tx, { organisation }, by) => {
  if (!isAdminOf(organisation, by)) return sentence(msg("setup.notAdmin"));
  const settings = await readSettings(tx);
  if (settings === undefined) return sentence(msg("setup.unknown"));
  const parts = inParts(settings.document).slice(0, mostParts);
  return {
    kind: "form",
    form: "setup.exported",
    title: msg("setup.export"),
    submit: msg("note.copied"),
    lines: [msg("setup.exportIntro")],
    fields: parts.map((part, at) => ({
      type: "text",
      name: `part${at}`,
      label: msg("setup.exportPart", { count: at + 1 }),
      long: true,
      max: 3_000,
      value: part,
    })),
  };
};

/** Cut at ends of lines. */
export function inParts(text: string): string[] {
  const parts: string[] = [];
  for (const line of text.split("\n")) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length < longestPart)
      parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts;
}

export function answer(
  said: Answer,
  settings: Settings,
  { organisation, now }: Pick<Shell, "organisation" | "now">,
): Notice {
  if ("reach" in said) return reachNotice(organisation, settings.document, said.reach, now);
  if ("code" in said)
    return notice([
      msg("setup.code", { code: literal(said.code) }),
      msg("setup.codeLasts", { time: time(said.until) }),
    ]);
  const isFirst = Object.keys(rawOf(settings.document).teams ?? {}).length === 0;
  if (said.saved === "organisation" && isFirst)
    return notice([msg("setup.saved.next")], [button("team", "button.setupAddTeam")]);
  if (said.saved === "team") return notice([msg("setup.savedTeam")], [tryButton]);
  return notice([msg("setup.saved", { count: settings.at })]);
}

const refusals = {
  "not-admin": "setup.notAdmin",
  file: "setup.file",
  same: "setup.same",
  "no-version": "setup.noVersion",
  nothing: "setup.unknown",
  invalid: "setup.invalid",
  "too-large": "setup.tooLarge",
  "same-team": "setup.sameTeam",
  "no-such-team": "setup.noSuchTeam",
  nobody: "setup.nobody",
  "no-admin": "setup.noAdmin",
  "few-contacts": "setup.fewContacts",
  "no-country": "setup.noCountry",
  "no-line": "setup.noLine",
} as const satisfies Record<Exclude<Refusal, "outdated">, MessageKey>;

export function refusal(code: Refusal, settings: Settings | undefined): Notice {
  if (code !== "outdated") return sentence(msg(refusals[code]));
  const [last] = settings?.recent ?? [];
  if (last === undefined) return sentence(msg("setup.noVersion"));
  const said = { time: time(last.at), what: msg(`setup.what.${last.what}`) };
  return sentence(
    last.by === undefined
      ? msg("setup.outdatedNobody", said)
      : msg("setup.outdated", { ...said, person: person(last.by) }),
  );
}
