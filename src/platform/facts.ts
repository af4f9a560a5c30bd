import type { AccountFacts } from "./adapter.ts";

/** Characters of a name that are kept: longer than any card shows. */
const longestName = 80;
/** How to reach somebody is a few ids and an address. */
const longestRoute = 2_000;

/**
 * What a platform says of an account, as far as it can be used. That is a time zone and a language
 * tag that `Intl` knows, and a name of one line. What cannot be used is left out, as if the
 * platform had not said it.
 */
export function checkedFacts(facts: AccountFacts): AccountFacts {
  return {
    account: facts.account,
    kind: facts.kind,
    name: nameOf(facts.name, facts.account),
    ...optional("email", facts.email?.trim().toLowerCase(), isAddress),
    ...optional("timeZone", facts.timeZone, isTimeZone),
    ...optional("locale", facts.locale?.replaceAll("_", "-"), isLocale),
    ...(facts.runsWorkspace === true ? { runsWorkspace: true } : {}),
    ...optional("route", facts.route, (route) => route.length <= longestRoute),
  };
}

function optional<K extends "email" | "timeZone" | "locale" | "route">(
  key: K,
  value: string | undefined,
  isUsable: (value: string) => boolean,
): { readonly [P in K]?: string } {
  return value !== undefined && isUsable(value) ? ({ [key]: value } as { [P in K]: string }) : {};
}

/** Control characters, line breaks and direction marks would change the text beside the name. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu;

function nameOf(name: string, account: string): string {
  const line = name.replaceAll(unseen, " ").replaceAll(/\s+/g, " ").trim();
  const cut = [...line].slice(0, longestName).join("").trim();
  return cut === "" ? account : cut;
}

const isAddress = (email: string): boolean => email.length <= 320 && /^\S+@\S+$/.test(email);

const zones = new Map<string, boolean>();

/** Whether this process knows the zone: drawing a message in its reader's time must not fail. */
export function isTimeZone(zone: string): boolean {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const is = isKnownZone(zone);
  if (zones.size < 1_000) zones.set(zone, is);
  return is;
}

function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone }).format(0);
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId !== "";
  } catch {
    return false;
  }
}

function isLocale(tag: string): boolean {
  try {
    return tag.length <= 35 && new Intl.Locale(tag).language !== "";
  } catch {
    return false;
  }
}
