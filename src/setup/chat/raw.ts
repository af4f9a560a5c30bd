import { stringify } from "yaml";
import { readYaml } from "../../config/yaml.ts";
import type { Platform } from "../../kernel/ids.ts";

/*
 * A document as plain data, as YAML reads it. Keys that chat does not know stay as they are, so an
 * imported file loses none of its settings, only its comments.
 */

export interface RawTeam {
  hours?: string;
  supervisors?: string[];
  agents?: string[];
  escalation?: { steps?: RawStep[]; repeat?: number; [more: string]: unknown };
  breaks?: { lengths?: string[]; preselect?: string; limit?: unknown; [more: string]: unknown };
  check_ins?: { name: string; cron: string; questions?: string }[];
  [more: string]: unknown;
}
export interface RawStep {
  notify: string | string[];
  timeout: string;
}
export interface RawPerson {
  name?: string;
  accounts?: { [on in Platform]?: string };
  [more: string]: unknown;
}

export interface Raw {
  organisation: Record<string, unknown>;
  workspaces?: { slack?: string[]; teams?: string[] };
  people?: Record<string, RawPerson | null>;
  teams?: Record<string, RawTeam>;
  roles?: Record<string, string[]>;
  wellbeing?: { leads?: string[]; contacts?: string[]; employee_assistance?: string };
  [more: string]: unknown;
}

/** Stands in for an address; `.invalid` is nobody's (RFC 2606). */
export const byAccount = (platform: Platform, account: string): string =>
  `${account.toLowerCase()}@${platform}.invalid`;
/** Of an address, or of a whole document: one stands somewhere in it. */
export const isByAccount = (text: string): boolean => /@(?:slack|teams)\.invalid\b/.test(text);

/** A document that was accepted before: it is a group of settings. Each call gives a new copy. */
export function rawOf(text: string): Raw {
  if (text === remembered?.text) return structuredClone(remembered.raw);
  const { value } = readYaml(text);
  const raw = typeof value === "object" && value !== null ? (value as Partial<Raw>) : {};
  return { ...raw, organisation: raw.organisation ?? {} };
}

let remembered: { readonly text: string; readonly raw: Raw } | undefined;

/** The newest large document, read already: to read it again takes half a second. */
export const rememberRaw = (text: string, raw: Raw): void => {
  remembered = { text, raw };
};

/** As `handrail.yaml` is written, without the sections that are empty. */
export function textOf(raw: Raw): string {
  const filled = Object.entries(raw).filter(
    ([, value]) => typeof value !== "object" || value === null || Object.keys(value).length > 0,
  );
  return stringify(Object.fromEntries(filled), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Every list of addresses in the document, each with what puts another in its place. */
function eachList(raw: Raw, change: (list: string[]) => string[]): void {
  const inside = (group: Record<string, unknown> | null | undefined, ...names: string[]) => {
    for (const name of names)
      if (group !== null && group !== undefined && Array.isArray(group[name]))
        group[name] = change(group[name] as string[]);
  };
  for (const team of Object.values(raw.teams ?? {})) {
    inside(team, "supervisors", "agents");
    inside(team.breaks, "real_time_desk");
    const levels = Object.values((team.escalation?.["levels"] ?? {}) as Record<string, unknown>);
    for (const policy of [team.escalation, ...levels] as (RawTeam["escalation"] | null)[])
      for (const step of policy?.steps ?? []) inside(step as never, "notify");
  }
  inside(raw.roles, ...Object.keys(raw.roles ?? {}));
  inside(raw.wellbeing, "leads", "contacts");
}

/** Somebody is known by another address from now on, everywhere in the document. */
export function readdress(raw: Raw, from: string, to: string): void {
  eachList(raw, (list) => [...new Set(list.map((address) => (address === from ? to : address)))]);
  const { [from]: entry, ...others } = raw.people ?? {};
  const there = others[to];
  raw.people = {
    ...others,
    [to]: { ...entry, ...there, accounts: { ...entry?.accounts, ...there?.accounts } },
  };
}

/** Drops who is named nowhere, and whose entry says no more than their account. */
export function forgetUnused(raw: Raw): void {
  const used = new Set<string>();
  eachList(raw, (list) => {
    for (const address of list) used.add(address);
    return list;
  });
  for (const [address, entry] of Object.entries(raw.people ?? {})) {
    const more = Object.keys(entry ?? {}).some((key) => key !== "accounts");
    if (!used.has(address) && !more) delete raw.people?.[address];
  }
}
