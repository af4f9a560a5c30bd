import type { Given } from "../../kernel/decision.ts";
import { type Decided, type Facts, refuse } from "../commands.ts";
import type { EventOf } from "../events.ts";
import type { Request } from "../request.ts";
import { isRepeated } from "./case.ts";

/**
 * So many references of one request are looked up: a slip can be put right, and nobody can try
 * references to learn which are known.
 */
const mostLookups = 3;

/** A line of words, a case reference, or both. */
export function describe(
  request: Request,
  worded: boolean,
  { at, by }: Given,
  { earlier }: Facts,
): EventOf<"described"> | undefined {
  if (by === undefined) return undefined;
  const described = { type: "described", at, by, worded } as const;
  if (earlier === undefined) return described;
  if ((request.lookups ?? 0) >= mostLookups) return { ...described, referred: true };
  const contacts = earlier.contacts + 1;
  return isRepeated({ contacts }) || earlier.planned
    ? {
        ...described,
        referred: true,
        repeat: { contacts },
        ...(earlier.planned ? { planned: true } : {}),
      }
    : { ...described, referred: true };
}

/** Its cards show the plan: they are drawn again. */
export const planChanged = ({ repeat, shrunk }: Request, { at }: Given): Decided =>
  repeat === undefined || shrunk ? refuse("not-open") : { events: [{ type: "planned", at }] };
