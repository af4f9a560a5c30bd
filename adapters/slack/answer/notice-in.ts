import type { Reply } from "../../../src/platform/adapter.ts";
import { besides, lasting, missingOn } from "../../../src/platform/beside-card.ts";
import { sentence } from "../../../src/platform/notice.ts";
import { type Body, textAt } from "../../../src/platform/json.ts";
import { type Reader, msg, time } from "../../../src/platform/text.ts";
import type { Card, Notice } from "../../../src/platform/view.ts";

/** Where a gesture was made. */
interface Channel {
  /** Absent on the home page, in a dialog and for a global shortcut. */
  readonly id: string | undefined;
  /** With us or with a colleague: there a person's own cards are at hand. */
  readonly isOfTwo: boolean;
}

export function channelOf(body: Body): Channel {
  const id = textAt(body, "channel_id") ?? textAt(body, "channel", "id");
  return { id, isOfTwo: id?.startsWith("D") === true };
}

/**
 * What is said privately in a channel. It cannot be changed later (docs/platforms.md S3), so it does
 * not repeat what a card in the same chat says, and otherwise says what stays true.
 * @param posted whether a card follows in this channel; absent where none can: nobody waits for it
 */
export async function noticeIn(
  { id, isOfTwo }: Channel,
  { notice, card, stands, followed, reader }: Reply,
  posted: Promise<boolean> | undefined,
  now: number,
): Promise<Notice | undefined> {
  if (card !== undefined && stands === true) {
    const refused = missingOn(card, notice?.lines ?? [], reader);
    return sentence(...refused, msg("common.at", { time: time(now) }), card.title, ...card.lines);
  }
  const said = besidePressed(card, notice, reader);
  if (said === undefined || id === undefined) return said;
  if (followed !== undefined && (await posted) === true) return besides(followed, said, reader);
  return lasting(said, isOfTwo);
}

/** A pressed card is not the card of everything: what else may be pressed stays. */
function besidePressed(card: Card | undefined, notice: Notice | undefined, reader: Reader) {
  const said = besides(card, notice, reader);
  if (card === undefined || notice === undefined || said === undefined) return said;
  const { buttons, behindMore = [], more } = card;
  const there = [...buttons, ...behindMore, ...(more?.buttons ?? [])].map(({ action }) => action);
  return { ...said, buttons: notice.buttons.filter(({ action }) => !there.includes(action)) };
}
