import { msg, person } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import { sawAbuse } from "../boundary/ladder.ts";
import { type Closed, type Request, isLive } from "../request.ts";
import { helperOf } from "../thanks/helper.ts";

/* Buttons of what comes after a call. */

/** Where the case came back: also where there is a plan, to change it (docs/features.md C8). */
export const planButton = ({ id, repeat }: Request): Button | undefined =>
  repeat === undefined
    ? undefined
    : { action: "plans.open", label: msg("button.setPlan"), subject: id };

/** Once, where somebody came (docs/features.md A6). */
export function thankButton(request: Request): Button | undefined {
  if (isLive(request) || request.thanked !== undefined) return undefined;
  const helper = helperOf(request);
  return helper === undefined
    ? undefined
    : {
        action: "escalations.thank",
        label: msg("button.thank", { person: person(helper) }),
        subject: request.id,
      };
}

/** Nobody came in time. Who needed nobody, at once, was not alone. */
const wasAlone = (request: Closed): boolean =>
  !request.assisted && !(request.status === "withdrawn" && request.early);

/** A kind customer. After abuse or a danger, or with nobody there, the question would hurt. */
export const goodCallButton = (request: Request): Button | undefined =>
  request.level === "danger" ||
  request.level === "abuse" ||
  sawAbuse(request) ||
  (!isLive(request) && wasAlone(request))
    ? undefined
    : { action: "goodcalls.log", label: msg("button.goodCall"), subject: request.id };
