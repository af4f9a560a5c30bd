import type { PersonId } from "../../kernel/ids.ts";
import type { Account, Organisation } from "../../runtime/directory/organisation.ts";
import type { Hand } from "./edit.ts";

/** How people are known on the platform of this account: the form came from there. */
export function handOf(
  organisation: Organisation,
  { platform, workspace }: Pick<Account, "platform" | "workspace">,
): Hand {
  const there = (person: PersonId): boolean =>
    (organisation.accountsOf.get(person) ?? []).some(
      (account) => account.platform === platform && account.workspace === workspace,
    );
  const people = byAddress(organisation);
  return {
    platform,
    addressOf(account) {
      const known = organisation.byAddress.get(`${platform} ${workspace} ${account}`);
      return known?.person === undefined ? undefined : organisation.people.get(known.person)?.email;
    },
    isThere(address) {
      const person = people.get(address);
      return person !== undefined && there(person);
    },
  };
}

export const byAddress = ({ people }: Organisation): ReadonlyMap<string, PersonId> =>
  new Map(
    [...people.values()].flatMap(({ id, email }) => (email === undefined ? [] : [[email, id]])),
  );
