import type { PersonId } from "../../kernel/ids.ts";
import { routesOf } from "../../people/usual.ts";
import type { Person } from "../../runtime/directory/organisation.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";

/**
 * Whom a command is for: oneself, or somebody who takes calls in a team of one's own. A mention is
 * looked up where the person who typed it lives.
 * @returns undefined: for nobody else, or for somebody whom one may not ask for
 */
export function colleagueIn(
  { organisation }: Shell,
  by: PersonId | undefined,
  command: Command,
): Person | undefined {
  if (command.do !== "raise") return undefined;
  const { colleague } = command;
  const id =
    "person" in colleague
      ? colleague.person
      : organisation.accountsOf
          .get(by ?? "")
          ?.map(({ platform, workspace }) =>
            organisation.byAddress.get(`${platform} ${workspace} ${colleague.account}`),
          )
          .find((account) => account !== undefined)?.person;
  const person = organisation.people.get(id ?? "");
  return person !== undefined && (person.id === by || isColleague(organisation, by, person))
    ? person
    : undefined;
}

/** They take calls in a team where `by` takes calls, or that `by` runs. A message reaches them. */
export function isColleague(
  organisation: Shell["organisation"],
  by: PersonId | undefined,
  { id, listed, agentOf }: Person,
): boolean {
  const me = organisation.people.get(by ?? "");
  const own = [...(me?.agentOf ?? []), ...(me?.supervises ?? [])];
  return (
    listed &&
    id !== by &&
    agentOf.some((team) => own.includes(team)) &&
    routesOf(organisation, id).length > 0
  );
}
