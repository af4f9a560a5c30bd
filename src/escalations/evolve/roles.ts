import type { PersonId } from "../../kernel/ids.ts";
import { type DangerRoles, type Request, ringingOf, rolesOf, stillAsked } from "../request.ts";
import { withoutUndefined } from "./parts.ts";

/** The roles after this person said no, or turned out to be out of reach. */
export function rolesWithout(request: Request, person: PersonId): DangerRoles | undefined {
  const roles = rolesOf(request);
  if (roles === undefined || ringingOf(request) === undefined) return roles;
  return rolesAmong(roles, stillAskedWithout(request, person));
}

/** Who may still answer, but for this person. */
export const stillAskedWithout = (request: Request, person: PersonId): readonly PersonId[] =>
  stillAsked(request).filter((id) => id !== person);

/**
 * With one supervisor in all, that one is the partner and calls for help as well (docs/features.md
 * E8). A person with both roles keeps them until another says that they call.
 */
export function rolesAmong(roles: DangerRoles, people: readonly PersonId[]): DangerRoles {
  const { partner, caller } = roles;
  if (caller !== undefined) return roles;
  const everybody = partner === undefined ? people : [...people, partner];
  const alone = new Set(everybody).size === 1;
  return withoutUndefined({ partner, alone, caller: alone ? partner : undefined });
}

/** A new partner takes over what the old one did alone, unless others are asked. */
export function withPartner(request: Request, partner: PersonId): DangerRoles | undefined {
  const roles = rolesOf(request);
  return roles?.alone === true
    ? rolesAmong({ partner, alone: true }, stillAsked(request))
    : roles && { ...roles, partner };
}

/** A person who cannot come cannot call for help either: somebody else is asked for both. */
export function rolesAfterLoss(request: Request, lost: PersonId): DangerRoles {
  const caller = rolesOf(request)?.caller;
  return caller === undefined || caller === lost ? { alone: false } : { alone: false, caller };
}
