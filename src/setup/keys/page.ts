import type { Instant } from "../../kernel/time.ts";
import { isAdminOf } from "../../people/support.ts";
import type { PageList, PageRow } from "../../platform/page.ts";
import type { Tone } from "../../platform/view.ts";
import { type Text, literal, msg, person } from "../../platform/text.ts";
import { listKeys } from "../../runtime/api/keys.ts";
import type { OnePage } from "../../runtime/web/pages.ts";
import { isByFormerAdmin } from "./findings.ts";
import { makeForm } from "./form.ts";
import { type KeyRow, isOver } from "./store.ts";
import { mayOf } from "./views.ts";

/** *Keys*: which programs may ask us, for admins. */
export const keysPage: OnePage = {
  may: isAdminOf,
  async make(tx, { now, organisation }) {
    const keys = await listKeys(tx);
    const of = (over: boolean) => keys.filter((key) => isOver(key, now) === over);
    const [inUse, ended] = [of(false), of(true)];
    return {
      title: msg("keys.title"),
      lines: [msg("keys.line")],
      parts: [
        {
          ...list(
            "keys.inUse",
            inUse.map((key) => ({
              ...rowOf(key, now, isByFormerAdmin(organisation, key)),
              buttons: [revoke(key)],
            })),
          ),
          empty: msg("keys.none"),
        },
        makeForm,
        ...(ended.length === 0
          ? []
          : [
              list(
                "keys.ended",
                ended.map((key) => rowOf(key, now)),
              ),
            ]),
      ],
    };
  },
};

const list = (heading: "keys.inUse" | "keys.ended", rows: readonly PageRow[]): PageList => ({
  ...{ kind: "list", heading: msg(heading), empty: msg("common.nothing"), rows },
});

const revoke = ({ key, name }: KeyRow) => ({
  ...{ action: "keys.open", label: msg("button.keyRevokeOpen"), subject: key },
  accessible: msg("keys.revokeNamed", { name: literal(name) }),
});

/** @param isFormer who made it is no admin any more */
function rowOf(key: KeyRow, now: Instant, isFormer = false): PageRow {
  const { name, scopes, made_at, made_by, used_at } = key;
  const date = { date: made_at };
  const made =
    made_by === null
      ? msg("keys.madeByOperator", date)
      : msg(isFormer ? "keys.madeByFormer" : "keys.madeBy", { ...date, person: person(made_by) });
  // By day: when a program runs is nobody's matter.
  const used = used_at === null ? msg("keys.unused") : msg("keys.used", { date: used_at });
  return {
    tone: toneOf(key, now, isFormer),
    line: literal(name),
    detail: msg("keys.row", { may: mayOf(scopes), made, end: endOf(key), used }),
  };
}

function toneOf(key: KeyRow, now: Instant, isFormer: boolean): Tone {
  if (isOver(key, now)) return "closed";
  return isFormer ? "urgent" : "calm";
}

function endOf({ revoked_at, expires_at }: KeyRow): Text {
  if (revoked_at !== null) return msg("keys.revokedOn", { date: revoked_at });
  return expires_at === null ? msg("keys.noEnd") : msg("keys.until", { date: expires_at });
}
