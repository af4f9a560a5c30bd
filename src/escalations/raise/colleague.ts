import type { PersonId } from "../../kernel/ids.ts";
import { routesOf } from "../../people/usual.ts";
import type { Person } from "../../runtime/directory/organisation.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";

/**
 * Whom a command is for: named in the organisation's file, with an account that a message reaches.
 * A mention is looked up where the person who typed it lives.
 * @returns undefined: for nobody else, or for somebody we do not know
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
  return person?.listed === true && routesOf(organisation, person.id).length > 0
    ? person
    : undefined;
}
