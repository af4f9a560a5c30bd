import type { PersonId, TeamName } from "../kernel/ids.ts";
import { literal, msg } from "../platform/text.ts";
import type { Field } from "../platform/view.ts";
import { zoneOf } from "../people/place.ts";
import { teamOf } from "../people/team.ts";
import type { Shell } from "../runtime/feature.ts";
import { membersOf } from "./people.ts";
import { mayHold } from "./store.ts";
import { zoneOptions } from "./zones.ts";

const longestWhen = 200;

/** What a menu holds on both platforms (docs/platforms.md S23). */
export const mostColleagues = 100;

/** Who may keep it in somebody's place, by name. */
export function colleaguesOf({ organisation }: Shell, by: PersonId, team: TeamName | undefined) {
  return membersOf(organisation, team)
    .filter((id) => id !== by && mayHold(organisation, id, team))
    .map((id) => ({ id, name: organisation.people.get(id)?.name ?? "—" }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }) => ({ value: id, label: literal(name) }));
}

/** Oneself, unless somebody else is chosen; not asked where there is nobody else. */
export function whoseField(shell: Shell, by: PersonId, whose: PersonId): Field[] {
  const colleagues = colleaguesOf(shell, by, teamOf(shell.organisation, by));
  if (colleagues.length === 0) return [];
  const options = [
    { value: by, label: msg("promise.form.me") },
    ...colleagues.slice(0, mostColleagues - 1),
  ];
  const value = options.some((one) => one.value === whose) ? whose : by;
  const label = msg("promise.form.whose");
  return [{ type: "choice", name: "whose", label, options, required: false, value }];
}

export const whenField = (value: string): Field => ({
  type: "text",
  name: "when",
  label: msg("promise.form.when"),
  hint: msg("promise.form.whenHint"),
  long: false,
  max: longestWhen,
  required: msg("promise.form.noWhen"),
  value: value.slice(0, longestWhen),
});

export function zoneField(
  { organisation, now }: Shell,
  by: PersonId,
  zone: string | undefined,
): Field {
  const own = zoneOf(organisation, by);
  const value = zone ?? own;
  return {
    type: "choice",
    name: "zone",
    label: msg("promise.form.zone"),
    options: zoneOptions([value, own, organisation.timeZone], now),
    required: true,
    value,
  };
}
