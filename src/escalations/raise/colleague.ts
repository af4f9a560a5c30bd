import type { PersonId } from "../../kernel/ids.ts";
import { routesOf } from "../../people/usual.ts";
import type { Person } from "../../runtime/directory/organisation.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";

/**
 * Whom a command is for: oneself, or who takes calls in a team of one's own. Who has no team may
 * mention anybody who takes calls. A mention is looked up where the person who typed it lives.
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
  if (person === undefined) return undefined;
  const mayAsk =
    person.id === by ||
    isColleague(organisation, by, person) ||
    // Such as a head of support: no help could be asked for themselves instead.
    ("account" in colleague && isOfNoTeam(organisation, by) && takesCalls(organisation, person));
  return mayAsk ? person : undefined;
}

const isOfNoTeam = ({ people }: Shell["organisation"], by: PersonId | undefined): boolean => {
  const me = people.get(by ?? "");
  return me?.listed === true && me.agentOf.length + me.supervises.length === 0;
};

const takesCalls = (
  organisation: Shell["organisation"],
  { id, listed, agentOf }: Person,
): boolean => listed && agentOf.length > 0 && routesOf(organisation, id).length > 0;

/** They take calls in a team where `by` takes calls, or that `by` runs. A message reaches them. */
export function isColleague(
  organisation: Shell["organisation"],
  by: PersonId | undefined,
  person: Person,
): boolean {
  const me = organisation.people.get(by ?? "");
  const own = [...(me?.agentOf ?? []), ...(me?.supervises ?? [])];
  return (
    takesCalls(organisation, person) &&
    person.id !== by &&
    person.agentOf.some((team) => own.includes(team))
  );
}
