import { readOrganisation } from "../../config/organisation.ts";
import type { Note } from "../../runtime/feature.ts";
import { addressIn, type Hand, inList } from "./hand.ts";
import { byAccount, forgetUnused, type Raw, type RawStep, rawOf, textOf } from "./raw.ts";

/* What a form changes in the document. Pure: from the document and what was sent to the next one. */

/** The parts of set-up, as versions and buttons name them. */
export const parts = [
  "organisation",
  "team",
  "policy",
  "breaks",
  "care",
  "roles",
  "removed",
] as const;
export type Part = (typeof parts)[number];

/** Why a document cannot be as it was asked for. */
export type Unfit =
  | "invalid"
  | "too-large"
  | "same-team"
  | "no-such-team"
  | "nobody"
  | "no-admin"
  | "few-contacts"
  | "no-country"
  | "no-line";
export type Edited = { readonly document: string } | { readonly unfit: Unfit };

/**
 * @param team its place among the teams; absent: a new one
 * @param members addresses of its agents whom no form shows: a channel or a group brings them
 */
export function edited(
  text: string,
  part: Part,
  values: Note,
  hand: Hand,
  team?: number,
  members: ReadonlySet<string> = new Set(),
): Edited {
  const raw = rawOf(text);
  const unfit = editors[part]({ raw, values, hand, team, members });
  if (unfit !== undefined) return { unfit };
  forgetUnused(raw);
  return checked(textOf(raw), isAwaited(values));
}

/** People who come from a group or a channel are not known yet. */
const isAwaited = (values: Note): boolean =>
  [values["group"], values["channel"]].some((one) => (one ?? "").trim() !== "");

/** A document, in characters. */
export const largest = 1_000_000;
/** A document as it may be kept, or why not. @param isFilling its people are still looked up */
export function checked(document: string, isFilling = false): Edited {
  if (document.length > largest) return { unfit: "too-large" };
  const { organisation, problems } = readOrganisation(
    { path: "set-up", text: document, version: 0 },
    { idRequired: false, mayBeEmpty: true },
  );
  if (organisation !== undefined)
    return organisation.admins.length === 0 ? { unfit: "no-admin" } : { document };
  const says = (pattern: RegExp) => problems.some(({ what }) => pattern.test(what));
  if (isFilling && problems.every(({ what }) => /has nobody in it|names nobody at all/.test(what)))
    return { document };
  if (says(/has nobody in it|names nobody at all/)) return { unfit: "nobody" };
  if (says(/is the same team/)) return { unfit: "same-team" };
  if (says(/to turn to/)) return { unfit: "few-contacts" };
  if (says(/no help lines can be shown/)) return { unfit: "no-country" };
  return { unfit: says(/knows no help line/) ? "no-line" : "invalid" };
}

interface Editing {
  readonly raw: Raw;
  readonly values: Note;
  readonly hand: Hand;
  readonly team: number | undefined;
  readonly members: ReadonlySet<string>;
}
type Editor = (editing: Editing) => Unfit | undefined;

const given = (values: Note, name: string): string => (values[name] ?? "").trim();

/** Sets what was written, and removes what was emptied. */
function put(group: Record<string, unknown>, name: string, value: unknown): void {
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    delete group[name];
  else group[name] = value;
}

/** A list as the form leaves it: who was chosen, and those whom it has not shown. */
function chosen({ raw, values, hand }: Editing, name: string, before: readonly string[] = []) {
  const list = values[shownOf(name)];
  const shown = new Set(inList(list ?? "").map((one) => addressIn(hand, one)));
  const wasShown = list === undefined ? hand.isThere : (address: string) => shown.has(address);
  const there = inList(given(values, name)).map((account) => {
    const known = addressIn(hand, account);
    if (known !== undefined) return known;
    // The address is not known before the platform is asked. The account is, and is exact.
    const address = byAccount(hand.platform, account);
    raw.people = { ...raw.people, [address]: { accounts: { [hand.platform]: account } } };
    return address;
  });
  return [...new Set([...before.filter((address) => !wasShown(address)), ...there])];
}

/** Of a field for people: all whom the form has shown (src/platform/view.ts). */
const shownOf = (name: string): string => `${name}.shown`;

function teamAt({ raw, team }: Editing) {
  const name = Object.keys(raw.teams ?? {})[team ?? -1];
  const found = name === undefined ? undefined : raw.teams?.[name];
  return name === undefined || found === undefined ? undefined : { name, found };
}

const editors: Readonly<Record<Part, Editor>> = {
  organisation({ raw, values }) {
    for (const name of ["name", "time_zone", "country", "locale", "duty_phone"])
      put(raw.organisation, name, given(values, name));
    return undefined;
  },
  team(editing) {
    const { raw, values, team, members } = editing;
    const at = teamAt(editing);
    if (team !== undefined && at === undefined) return "no-such-team";
    const name = given(values, "name");
    const next = { ...at?.found };
    const supervisors = chosen(editing, "supervisors", at?.found.supervisors);
    put(next, "supervisors", supervisors);
    const { agents = [] } = next;
    const picked = chosen(
      editing,
      "agents",
      agents.filter((one) => !members.has(one)),
    );
    const all = new Set([...picked, ...agents.filter((one) => members.has(one))]);
    put(
      next,
      "agents",
      [...all].filter((one) => !supervisors.includes(one)),
    );
    put(next, "hours", given(values, "hours"));
    const teams = Object.entries(raw.teams ?? {});
    if (teams.some(([other]) => other !== at?.name && other.toLowerCase() === name.toLowerCase()))
      return "same-team";
    raw.teams = Object.fromEntries(
      at === undefined
        ? [...teams, [name, next]]
        : teams.map(([other, its]) => (other === at.name ? [name, next] : [other, its])),
    );
    return undefined;
  },
  policy(editing) {
    const { values } = editing;
    const at = teamAt(editing);
    if (at === undefined) return "no-such-team";
    const named = chosen(editing, "people", namedIn(at.found.escalation?.steps));
    const step = (notify: string | string[], seconds: string): RawStep[] =>
      seconds === "" || seconds === "no" ? [] : [{ notify, timeout: `${Number(seconds)}s` }];
    const steps = [
      ...step("supervisors", given(values, "own")),
      ...(named.length === 0 ? [] : step(named, given(values, "next") || "30")),
      ...step("everyone", given(values, "everyone")),
    ];
    if (steps.length === 0) return "nobody";
    at.found.escalation = {
      ...at.found.escalation,
      steps,
      repeat: Number(given(values, "repeat") || "1"),
    };
    return undefined;
  },
  breaks(editing) {
    const { values } = editing;
    const at = teamAt(editing);
    if (at === undefined) return "no-such-team";
    const breaks: Record<string, unknown> = { ...at.found.breaks };
    const preselect = given(values, "preselect");
    const lengths = at.found.breaks?.lengths;
    if (lengths !== undefined && preselect !== "" && !lengths.includes(preselect))
      breaks["lengths"] = [...lengths, preselect];
    put(breaks, "preselect", preselect);
    const limit = given(values, "limit");
    put(breaks, "limit", limit === "" || limit === "auto" ? undefined : Number(limit));
    put(breaks, "phone_code", given(values, "phone_code"));
    at.found.breaks = breaks;
    return undefined;
  },
  care(editing) {
    const { raw, values } = editing;
    const wellbeing: Record<string, unknown> = { ...raw.wellbeing };
    put(wellbeing, "contacts", chosen(editing, "contacts", raw.wellbeing?.contacts));
    put(wellbeing, "leads", chosen(editing, "leads", raw.wellbeing?.leads));
    put(wellbeing, "employee_assistance", given(values, "employee_assistance"));
    raw.wellbeing = wellbeing;
    const isOn = given(values, "check_ins") === "weekly";
    for (const team of Object.values(raw.teams ?? {})) {
      if (!isOn) delete team.check_ins;
      else if ((team.check_ins ?? []).length === 0)
        team.check_ins = [{ name: "weekly", cron: "0 15 * * 5", questions: "weekly" }];
    }
    return undefined;
  },
  roles(editing) {
    const { raw } = editing;
    const roles: Record<string, string[]> = { ...raw.roles };
    for (const name of ["admins", "heads", "editors"])
      put(roles, name, chosen(editing, name, raw.roles?.[name]));
    if (!Object.hasOwn(roles, "admins")) return "no-admin";
    raw.roles = roles;
    return undefined;
  },
  removed(editing) {
    const at = teamAt(editing);
    if (at === undefined) return "no-such-team";
    delete editing.raw.teams?.[at.name];
    return undefined;
  },
};

/** Whom the first step that names people asks. */
export const namedIn = (steps: readonly RawStep[] = []): string[] =>
  steps.map(({ notify }) => notify).find((notify) => Array.isArray(notify)) ?? [];
