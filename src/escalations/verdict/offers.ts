import type { Shell } from "../../runtime/feature.ts";
import type { Category } from "../categories.ts";
import type { Request } from "../request.ts";

/** What was offered, opened for who may read it; `undefined`: nothing, or it is not read here. */
export type Offered = { readonly text: string } | "unreadable" | undefined;

/** Characters of an offer in one's own words. */
export const longestOffer = 300;

type Offers = Readonly<Partial<Record<Category, readonly string[]>>>;

/**
 * What the team may offer for the reason of this request. No reason said yet: what is outside an
 * agent's authority, because that is what a supervisor is asked for.
 */
export function offersOf({ organisation }: Shell, request: Request): readonly string[] {
  const { team, category = "AUT" } = request;
  const offers = organisation.teams.get(team)?.settings["offers"] as Offers | undefined;
  return offers?.[category] ?? [];
}
