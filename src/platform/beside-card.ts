import { say } from "./say.ts";
import type { Line, Reader } from "./text.ts";
import type { Card, Notice } from "./view.ts";

/*
 * In somebody's chat with us an answer does not repeat what a card there says, be it the pressed one
 * or one that follows. And what nobody can change later says only what stays true.
 */

/** The notice without what the card has; `undefined` if it says nothing more. */
export function besides(
  card: Card | undefined,
  notice: Notice | undefined,
  reader: Reader,
): Notice | undefined {
  if (card === undefined || notice === undefined) return notice;
  const lines = missingOn(card, notice.lines, reader);
  if (lines.length === 0) return undefined;
  const { first: _, lasting: __, ...rest } = notice;
  // The buttons are on the card, which is kept current. Here they would become outdated.
  return { ...rest, lines, buttons: [] };
}

/** The lines that the card does not have. */
export function missingOn(card: Card, lines: readonly Line[], reader: Reader): Line[] {
  const there = new Set([card.summary, card.title, ...card.lines].map((line) => say(line, reader)));
  return lines.filter((line) => !there.has(say(line, reader)));
}

/**
 * The notice as it stays on the screen.
 * @param cardIsAtHand in the same chat, where its buttons are kept current
 */
export function lasting(notice: Notice, cardIsAtHand: boolean): Notice {
  const { lasting: lines, ...rest } = notice;
  if (lines === undefined) return notice;
  return cardIsAtHand ? { ...rest, lines, first: [], buttons: [] } : { ...rest, lines };
}
