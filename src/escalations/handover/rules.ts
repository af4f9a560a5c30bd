import type { PersonId } from "../../kernel/ids.ts";
import type { Given } from "../../kernel/decision.ts";
import { type Command, type Decided, type Facts, nothing, refuse } from "../commands.ts";
import { type Request, isLive } from "../request.ts";
import { mayTake } from "../rules/presses.ts";

/**
 * While the request runs the agent adds to the handover; afterwards they and who had it correct the
 * note. Nothing is written over a text that changed since the form was opened.
 */
export function takeNote(
  request: Request,
  { need, category }: Command & { do: "note" },
  { at, by }: Given,
  facts: Facts,
): Decided {
  if (by === undefined || !mayNote(request, by, facts)) return refuse("not-yours");
  // A danger waits for nobody to write.
  if (isLive(request) && request.level === "danger") return refuse("in-danger");
  const isTapped =
    need === request.noted?.need && (category ?? request.category) === request.category;
  if (facts.note?.isSame === true && isTapped) return nothing("noted");
  if (facts.note?.isChanged === true) return nothing("note-changed");
  return { events: [{ type: "noted", at, by, need }], answer: "noted" };
}

/** Rights are those of the moment: who ran a team and does not any more writes nothing. */
const mayNote = (request: Request, by: PersonId, facts: Facts): boolean =>
  by === request.requester ||
  (!isLive(request) && request.helpers.includes(by) && mayTake(request, by, facts));
