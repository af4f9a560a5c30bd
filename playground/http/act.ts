import { z } from "zod";
import type { Act, Passing } from "../protocol.ts";

const id = z.string().min(1).max(300);
const words = z.string().max(10_000);
const as = id;
/** The words for the timeline. */
const says = z.string().min(1).max(300).optional();

const act = z.discriminatedUnion("do", [
  z.strictObject({ as, says, do: z.literal("command"), text: words }),
  z.strictObject({
    as,
    says,
    do: z.literal("press"),
    where: z.enum(["message", "home", "dialog"]),
    id: z.string().max(300),
    actionId: id,
    blockId: id,
    // An Adaptive Card's data say which of several actions of one name it was.
    value: z.string().max(10_000).optional(),
    selected: z.string().max(2_000).optional(),
    inputs: z.record(id, words).optional(),
  }),
  z.strictObject({
    as,
    says,
    do: z.literal("submit"),
    id,
    values: z.record(id, z.record(id, z.unknown())),
  }),
  z.strictObject({ as, says, do: z.literal("close"), id }),
  z.strictObject({
    as,
    says,
    do: z.literal("shortcut"),
    callbackId: id,
    message: id.optional(),
  }),
  z.strictObject({ as, says, do: z.literal("home") }),
]);

const passing = z.union([
  z.strictObject({
    seconds: z.number().positive().max(604_800),
    away: z.boolean().optional(),
  }),
  z.strictObject({ next: z.literal(true) }),
]);

/** A body of `POST /playground/act`, or nothing when it is not one. */
export function actOf(body: unknown): { readonly act: Act; readonly says?: string } | undefined {
  const parsed = act.safeParse(body);
  if (!parsed.success) return undefined;
  const { says: words, ...wanted } = parsed.data;
  return words === undefined ? { act: wanted } : { act: wanted, says: words };
}

/** Whose token `POST /playground/token` asks for, or nothing when its body is not one. */
export function asOf(body: unknown): string | undefined {
  return z.strictObject({ as }).safeParse(body).data?.as;
}

/** A body of `POST /playground/time`, or nothing when it is not one. */
export function passingOf(body: unknown): Passing | undefined {
  const parsed = passing.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}
