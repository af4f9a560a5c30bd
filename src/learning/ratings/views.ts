import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { ReadHelp } from "../../people/requests.ts";
import { notice, sentence } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { HomePart, Shell } from "../../runtime/feature.ts";
import { hindranceOf } from "../after-help.ts";
import { type Refusal, ratings } from "./rules.ts";
import { isRated, lastWeek } from "./store.ts";

/** *Rate the help*: one choice of three, in one press (docs/features.md A4). */
export const askWith =
  (readHelp: ReadHelp) =>
  async (tx: Tx, shell: Shell, by: PersonId, request: SubjectId | undefined): Promise<Notice> => {
    const help = request === undefined ? undefined : await readHelp(tx, request);
    const hindrance = hindranceOf(help, by, shell.now);
    if (hindrance !== undefined || request === undefined) return refusal(hindrance ?? "not-yours");
    if (await isRated(tx, request)) return refusal("already");
    return {
      ...notice([msg("rating.ask"), msg("rating.how")]),
      title: msg("button.rate"),
      tiles: ratings.map((rating) => ({
        ...{ action: "ratings.rate", label: msg(`rating.${rating}`) },
        ...{ subject: request, argument: rating },
      })),
    };
  };

export const counted = (): Notice => sentence(msg("rating.counted"));

const refusals = {
  "not-yours": "refused.notYours",
  "not-over": "rating.notOver",
  nobody: "rating.nobody",
  "too-late": "rating.tooLate",
  already: "rating.already",
} as const satisfies Record<Refusal, string>;

export const refusal = (code: Refusal): Notice => sentence(msg(refusals[code]));

/** How useful help was in the last finished week, in all teams together. */
export async function home(tx: Tx, shell: Shell, self: PersonId, now: Instant): Promise<HomePart> {
  const week = await lastWeek(tx, shell, self, now);
  if (week === undefined) return {};
  const row = { under: "team", tone: "calm", buttons: [] } as const;
  return { rows: [{ ...row, line: msg("rating.home"), detail: msg("rating.week", week) }] };
}
