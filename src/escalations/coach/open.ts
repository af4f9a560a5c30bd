import type { OwnOrder } from "../../kernel/coaching.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { channelOf } from "../../people/place.ts";
import type { ReadTips } from "../../people/tips.ts";
import { notice, sentence } from "../../platform/notice.ts";
import { type Line, literal, msg } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Opened, Shell } from "../../runtime/feature.ts";
import { mayLook } from "../forms.ts";
import { markedNotice } from "../practice/marks.ts";
import { type Live, isLive } from "../request.ts";
import { breatheButton, cardTiles, otherCalls, reasonTiles } from "./buttons.ts";
import { callOf } from "./call.ts";
import { type Card, cardFrom, cardLines, cardOf } from "./cards.ts";
import { type Saying, phrases } from "./phrases.ts";

/* Help to read in a call. What somebody opened is kept nowhere. */

/** The person's own coaching cards, which another feature keeps (docs/features.md K9). */
export type ReadOwnOrder = (tx: Tx, shell: Shell, person: PersonId) => Promise<OwnOrder>;

/** Four lines, with the microphone open: nothing moves and nothing sounds (docs/features.md C1). */
export const breathe: Opened = async () => ({
  kind: "form",
  form: "escalations.breathe",
  title: msg("button.breathe"),
  lines: ([1, 2, 3, 4] as const).map((n) => msg(`breathe.${n}`)),
  fields: [],
});

/** A card and its sentences, for the call or, without one, for any (docs/features.md C2, C7). */
export const sayWith =
  (readOrder: ReadOwnOrder, readTips: ReadTips): Opened =>
  async (tx, shell, by, subject, argument): Promise<Notice> => {
    const request = subject === undefined ? undefined : await mayLook(tx, shell, by, subject);
    if (subject !== undefined && request?.requester !== by)
      return sentence(msg("refused.notYours"));
    if (request !== undefined && !isLive(request)) return sentence(msg("refused.closed"));
    const asked = argument === undefined ? undefined : cardFrom(argument);
    if (argument !== undefined && asked === undefined) return sentence(msg("refused.noSuchCard"));
    const order = await readOrder(tx, shell, by);
    const call = callOf(request);
    const card = cardOf(call, asked, order);
    const tips = call.danger ? [] : await readTips(tx, shell, card);
    const lines = [
      ...cardLines(card, call),
      ...tips.map((words) => msg("tip.onCard", { words: literal(words) })),
      ...phrases(card, call, sayingOf(shell, by, request)),
    ];
    const about = request?.id;
    if (call.danger) return { ...withBreathe(lines), tiles: cardTiles(dangers, about) };
    return markedNotice(request ?? {}, {
      ...withBreathe([...lines, msg("reason.ask")]),
      tiles: reasonTiles(order.reason, about),
      behindMore: cardTiles(otherCalls(order), about),
    });
  };

const dangers: readonly Card[] = ["RSK", "SAF", "THR"];

const withBreathe = (lines: readonly Line[]): Notice => ({
  ...notice(lines, [breatheButton]),
  title: msg("button.say"),
});

/** The lock is that of the request's team, else of the first team whose calls they take. */
function sayingOf({ organisation }: Shell, by: PersonId, request: Live | undefined): Saying {
  const team = request?.team ?? organisation.people.get(by)?.agentOf[0];
  const settings = organisation.teams.get(team ?? "")?.settings["phrases"] as
    | { readonly apologyFault?: "check_first" }
    | undefined;
  return {
    channel: channelOf(organisation, by),
    checkFirst: settings?.apologyFault === "check_first",
  };
}
