import type { PersonId } from "../../kernel/ids.ts";
import type { Scope } from "../../platform/api.ts";
import { notice, sentence } from "../../platform/notice.ts";
import {
  type MessageKey,
  type Text,
  dateAndTime,
  literal,
  msg,
  person,
} from "../../platform/text.ts";
import type { Notice, Row } from "../../platform/view.ts";
import { isScope, listKeys, secretWith } from "../../runtime/api/keys.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Note, Shell } from "../../runtime/feature.ts";
import { hashOf } from "../../runtime/secrets.ts";
import type { Answer, Refusal, Shown } from "./rules.ts";

/**
 * The secret comes with the command that made the key. Whoever sends the same again has another
 * one with them, and reads that it was shown.
 */
export function answer(
  code: Answer,
  shown: Shown | undefined,
  _by: PersonId,
  { organisation }: Shell,
  note?: Note,
): Notice {
  if (code === "revoked") return sentence(msg("keys.revoked"));
  const secret = secretWith(organisation.id, note?.["random"] ?? "");
  const isIts = shown !== undefined && shown.hash === hashOf(secret);
  return isIts
    ? { ...notice([msg("keys.made", { name: literal(shown.name) }), msg("keys.once")]), secret }
    : notice([msg("keys.shown"), msg("keys.shownWhat")]);
}

const refusals = {
  "not-an-admin": "keys.notAnAdmin",
  "too-many": "keys.tooMany",
  "too-fast": "keys.tooFast",
  gone: "keys.gone",
} as const satisfies Record<Refusal, string>;

export const refusal = (code: Refusal): Notice => sentence(msg(refusals[code]));

/** In words: what each scope lets a program do. */
export const mays = {
  escalate: "keys.may.escalate",
  "on-shift:read": "keys.may.onShift",
  "shifts:write": "keys.may.shifts",
  "figures:read": "keys.may.figures",
} as const satisfies Record<Scope, MessageKey>;

/** What a key lets a program do, one after the other. */
export const mayOf = (scopes: readonly string[]): Text =>
  scopes
    .filter(isScope)
    .map((scope): Text => msg(mays[scope]))
    .reduce((first, second) => msg("keys.and", { first, second }));

/** More is no page that anybody reads. */
const mostTold = 20;

/** Which programs may read of everybody here, and who let them. */
export async function keysAbout(tx: Tx): Promise<readonly Row[]> {
  const keys = await listKeys(tx);
  return keys.slice(0, mostTold).map(({ made_at, made_by, scopes }): Row => {
    const told = { date: dateAndTime(made_at), may: mayOf(scopes) };
    const line =
      made_by === null
        ? msg("keys.toldOperator", told)
        : msg("keys.told", { ...told, person: person(made_by) });
    return { tone: "calm", line, buttons: [] };
  });
}
