import { refusal } from "../errors.ts";
import type { Json } from "../../slack/types.ts";
import type { TeamsPerson } from "../types.ts";
import type { World } from "../world.ts";
import { placeOf } from "./places.ts";
import type { Answerer } from "./request.ts";

const PAGE = { least: 50, most: 500, usual: 200 };

/** One page, and a token for the next (docs/platforms.md T34). */
export const page: Answerer = (asked) => {
  const place = placeOf(asked);
  if ("status" in place) return place;
  const asks = Number(asked.query.get("pageSize") ?? PAGE.usual);
  const size = Math.min(PAGE.most, Math.max(PAGE.least, Number.isFinite(asks) ? asks : PAGE.usual));
  const from = Number(asked.query.get("continuationToken") ?? 0);
  if (!Number.isInteger(from) || from < 0) return refusal("BadArgument", "Bad continuation token.");
  const all = membersOf(asked.world, place.conversation.members);
  const more = from + size < all.length ? { continuationToken: String(from + size) } : {};
  return { status: 200, body: { members: all.slice(from, from + size), ...more } };
};

/** Everybody at once: deprecated, a bare list. */
export const all: Answerer = (asked) => {
  const place = placeOf(asked);
  return "status" in place
    ? place
    : { status: 200, body: membersOf(asked.world, place.conversation.members) as unknown as Json };
};

/** One member, by object id or Teams id. */
export const one: Answerer = (asked) => {
  const place = placeOf(asked);
  if ("status" in place) return place;
  const person = asked.world.personBy(asked.memberId);
  const here = person !== undefined && place.conversation.members.has(person.account);
  return here
    ? { status: 200, body: memberOf(asked.world, person) }
    : refusal("MemberNotFoundInConversation");
};

const membersOf = (world: World, accounts: ReadonlySet<string>): Json[] =>
  [...accounts].map((account) => memberOf(world, world.person(account)));

function memberOf(world: World, person: TeamsPerson): Json {
  const [givenName = "", ...rest] = person.name.split(" ");
  return {
    id: world.mri(person.account),
    name: person.name,
    objectId: person.account,
    aadObjectId: person.account,
    givenName,
    surname: rest.join(" "),
    email: person.email,
    userPrincipalName: person.email,
    tenantId: person.tenant ?? world.tenant,
    userRole: person.guest === true ? "guest" : "user",
  };
}
