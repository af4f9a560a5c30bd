import type { Given } from "../../kernel/decision.ts";
import { type Decided, type Facts, refuse } from "../commands.ts";
import { type Request, isLive } from "../request.ts";
import { helperOf } from "./helper.ts";

/** *Thank Sam*: one tap, once, by the agent (docs/features.md A6). */
export function thank(request: Request, { at, by }: Given, { left = [] }: Facts): Decided {
  if (by === undefined || by !== request.requester) return refuse("not-yours");
  if (isLive(request)) return refuse("not-open");
  const to = helperOf(request);
  if (to === undefined) return refuse("nobody-to-thank");
  if (request.thanked !== undefined) return refuse("thanked-already");
  return left.includes(to)
    ? refuse("helper-left")
    : { events: [{ type: "thanked", at, by, to }], answer: "done" };
}
