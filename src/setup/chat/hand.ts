import type { PersonId, Platform } from "../../kernel/ids.ts";
import type { Account, Organisation } from "../../runtime/directory/organisation.ts";
import type { Note } from "../../runtime/feature.ts";
import { byAccount } from "./raw.ts";

/** Where the form was sent from, and who its accounts are. */
export interface Hand {
  readonly platform: Platform;
  /** The address of an account there; `undefined`: nobody that the organisation knows. */
  readonly addressOf: (account: string) => string | undefined;
  /** Whether the form could show this person: who has no account there stays as they were. */
  readonly isThere: (address: string) => boolean;
}

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

export const inList = (list: string): string[] =>
  list
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** A page sends addresses of people who have no account where the form is. */
export const addressIn = (hand: Hand, chosenAs: string): string | undefined =>
  chosenAs.includes("@") ? chosenAs.toLowerCase() : hand.addressOf(chosenAs);

/** The addresses that a team's form names one by one. */
export const chosenIn = (values: Note, hand: Hand): ReadonlySet<string> =>
  new Set(
    ["agents", "supervisors"].flatMap((name) =>
      inList(values[name] ?? "").map(
        (one) => addressIn(hand, one) ?? byAccount(hand.platform, one),
      ),
    ),
  );
