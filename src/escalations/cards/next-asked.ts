import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Notify, policyOf } from "../policy.ts";
import { type Open, laterAt } from "../request.ts";

/** Who is asked next, as far as the policy tells, and when. */
export interface Next {
  readonly notify: Notify;
  readonly at: Instant;
}

/**
 * Whoever of the next step is away then is not asked, and the timeline says so.
 * @returns undefined: nobody, this is the last step
 */
export function nextAsked(request: Open, isKnown: (id: PersonId) => boolean): Next | undefined {
  const { ringing, requester, lost, passed } = request;
  const half = laterAt(ringing);
  if (half !== undefined) return { notify: ringing.later, at: half };
  if (request.level === "danger") return { notify: "everyone", at: ringing.dueAt };
  const { steps, repeat } = policyOf(request);
  for (let ahead = 1; ahead <= steps.length; ahead += 1) {
    const isLater = request.step + ahead >= steps.length;
    if (isLater && request.round >= repeat) return undefined;
    const notify = steps[(request.step + ahead) % steps.length]?.notify ?? "everyone";
    if (typeof notify === "string") return { notify, at: ringing.dueAt };
    // A new round asks those who passed on as well.
    const out = [requester, ...lost, ...(isLater ? [] : passed)];
    const people = notify.filter((id) => isKnown(id) && !out.includes(id));
    if (people.length > 0) return { notify: people, at: ringing.dueAt };
  }
  return undefined;
}
