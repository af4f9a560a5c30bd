import { isAdminOf } from "../../people/support.ts";
import { type Line, msg, type MessageKey } from "../../platform/text.ts";
import { sentence } from "../../platform/notice.ts";
import type { Field, Option } from "../../platform/view.ts";
import type { Organisation, Person } from "../../runtime/directory/organisation.ts";
import type { Opened } from "../../runtime/feature.ts";
import type { Part } from "./edit.ts";
import { byAddress } from "./hand.ts";
import { exampleZone, placeIn } from "./place.ts";
import { type Raw, type RawTeam, rawOf } from "./raw.ts";
import type { Settings } from "./rules.ts";
import { readSettings } from "./store.ts";

/* What the forms of set-up are made of. Each holds what is in force, and names its version. */

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

/** Opens a form for admins, where chat may change the settings. */
export function formOf(
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

export const written = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

interface Asking {
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly value?: string | undefined;
  readonly required?: MessageKey;
  readonly max?: number;
}
export const text = (name: string, { label, hint, value, required, max = 80 }: Asking): Field => ({
  type: "text",
  name,
  label: msg(label),
  hint: hint && msg(hint, exampleZone),
  long: false,
  max,
  value,
  required: required && msg(required, exampleZone),
});

export const choice = (
  name: string,
  label: MessageKey,
  options: readonly Option[],
  value: string,
  hint?: MessageKey,
): Field => ({
  type: "choice",
  name,
  label: msg(label),
  hint: hint && msg(hint),
  options,
  required: true,
  value,
});

/** In the settings, or a member of a chat whom we have met. */
const isHere =
  ({ accountsOf }: Organisation) =>
  ({ id, listed }: Person): boolean =>
    listed || (accountsOf.get(id) ?? []).some(({ kind, open }) => kind === "member" && open);

export function people(
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
    known: [...organisation.people.values()].filter(isHere(organisation)).map(({ id }) => id),
  };
}
