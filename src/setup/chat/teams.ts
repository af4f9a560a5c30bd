import { sentence } from "../../platform/notice.ts";
import { type Line, literal, msg, people } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import { button } from "./buttons.ts";
import { forAdmins } from "./for-admins.ts";
import { membersOf } from "./groups/rules.ts";
import { groupLines } from "./groups/words.ts";
import { byAddress } from "./hand.ts";
import { secondsOf } from "./place.ts";
import { type RawTeam, rawOf } from "./raw.ts";
import type { Settings } from "./rules.ts";

/** More than these do not fit a dialog: the others are reached on the page, or from a file. */
const mostTeams = 20;

export const openTeams = forAdmins(({ origin, document, at }) => {
  const names = Object.keys(rawOf(document).teams ?? {});
  return {
    kind: "notice",
    tone: "calm",
    title: msg("button.setupTeams"),
    lines: [msg(names.length === 0 ? "setup.noTeams" : "setup.teams")],
    buttons: [
      ...names.slice(0, mostTeams).map((name, place): Button => ({
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
  const lines = teamLines(settings, organisation, place);
  if (lines === undefined) return sentence(msg("setup.noSuchTeam"));
  const name = Object.keys(rawOf(settings.document).teams ?? {})[place] ?? "";
  return {
    kind: "notice",
    tone: "calm",
    title: msg("setup.form.team"),
    lines: [literal(name), ...lines],
    buttons: teamButtons(settings, place),
  };
});

/** A team in words; `undefined`: there is none at this place. */
export function teamLines(
  settings: Settings,
  organisation: Organisation,
  place: number,
): Line[] | undefined {
  const raw = rawOf(settings.document);
  const [name, team] = Object.entries(raw.teams ?? {})[place] ?? [];
  if (name === undefined || team === undefined) return undefined;
  const { groups = [] } = settings;
  const members = membersOf(raw, groups, name);
  const known = byAddress(organisation);
  const named = (addresses: readonly string[] = []) =>
    people(addresses.flatMap((address) => known.get(address) ?? []));
  const { supervisors = [], hours } = team;
  const agents = (team.agents ?? []).filter((address) => !members.has(address));
  return [
    supervisors.length === 0
      ? msg("setup.team.noSupervisors")
      : msg("setup.team.supervisors", { people: named(supervisors) }),
    ...(agents.length > 0
      ? [msg("setup.team.agents", { people: named(agents) })]
      : members.size > 0
        ? []
        : [msg("setup.team.noAgents")]),
    ...groupLines(groups, name),
    hours === undefined
      ? msg("setup.team.always")
      : msg("setup.team.hours", { hours: literal(hours) }),
    ...policyIn(name, team, named),
  ];
}

/** What changes a team: nothing where a file is given. */
export function teamButtons({ origin, at: version }: Settings, place: number): Button[] {
  const at = `${version}.${place}`;
  return origin === "file"
    ? []
    : [
        button("team", "button.setupPeople", at),
        button("policy", "button.setupPolicy", at),
        button("breaks", "button.setupBreaks", at),
        button("remove", "button.setupRemove", at),
      ];
}

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
