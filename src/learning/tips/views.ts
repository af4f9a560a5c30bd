import type { PersonId } from "../../kernel/ids.ts";
import { sentence } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Button, Card, Notice } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { HomePart, Shell, Viewer } from "../../runtime/feature.ts";
import type { Answer, Refusal, Tip } from "./rules.ts";
import { editorsOf, tipsOf } from "./store.ts";

/** What became of it, for its author. */
export function show({ status, tip }: Tip, viewer: Viewer): Card | undefined {
  const card = { kind: "card", summary: msg("checkin.summary"), facts: [], lines: [] } as const;
  switch (status) {
    case "published":
      return {
        ...{ ...card, tone: "good", title: msg("tip.is.published") },
        buttons: [{ action: "tips.takeBack", label: msg("button.takeBack"), subject: tip }],
      };
    case "declined":
      return {
        ...{ ...card, tone: "calm", title: msg("tip.is.declined") },
        buttons: [{ action: "tips.why", label: msg("button.tipWhy"), subject: tip }],
      };
    case "back":
      return viewer.posted
        ? { ...card, tone: "closed", title: msg("tip.is.back"), buttons: [] }
        : undefined;
    case "waiting":
      return undefined;
  }
}

export const answer = (code: Answer): Notice => sentence(msg(`tip.${code}`));

const refusals = {
  "not-yours": "refused.notYours",
  "no-editors": "tip.noEditors",
  over: "tip.over",
} as const satisfies Record<Refusal, string>;

export const refusal = (code: Refusal): Notice => sentence(msg(refusals[code]));

/** For editors: what waits, and what is published. */
export async function home(tx: Tx, shell: Shell, self: PersonId): Promise<HomePart> {
  if (!editorsOf(shell).includes(self)) return {};
  const waiting = (await tipsOf(tx, "waiting")).length;
  const next: Button[] =
    waiting === 0 ? [] : [{ action: "tips.edit", label: msg("button.tipNext") }];
  const all: Button = { action: "tips.published", label: msg("button.tipAll") };
  return {
    rows: [
      {
        under: "team",
        tone: "calm",
        line: msg("tip.home", { count: waiting }),
        buttons: [...next, all],
      },
    ],
  };
}
