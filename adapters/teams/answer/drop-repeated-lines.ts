import type { Line, Reader } from "../../../src/platform/text.ts";
import type { Card, Notice } from "../../../src/platform/view.ts";
import { written } from "../render/elements.ts";

/*
 * In a chat with us every answer stays, and every message rings. So an answer does not repeat what
 * a card says, be it the pressed one or one that follows.
 */

/**
 * The card with those lines of the notice that it does not contain. A press is answered with one
 * thing only (docs/platforms.md T20).
 */
export function withWords(card: Card, notice: Notice | undefined, reader: Reader): Card {
  const lines = missing(notice?.lines ?? [], card, reader);
  return lines.length === 0 ? card : { ...card, lines: [...lines, ...card.lines] };
}

/**
 * The notice without the lines of the card that follows it; `undefined` if none is left.
 */
export function besides(
  card: Card | undefined,
  notice: Notice | undefined,
  reader: Reader,
): Notice | undefined {
  if (card === undefined || notice === undefined) return notice;
  const lines = missing(notice.lines, card, reader);
  // The buttons are on the card, which is kept current. Here they would become outdated.
  return lines.length === 0 ? undefined : { ...notice, lines, first: [], buttons: [] };
}

function missing(lines: readonly Line[], card: Card, reader: Reader): Line[] {
  const there = new Set(
    [card.summary, card.title, ...card.lines].map((line) => written(line, reader)),
  );
  return lines.filter((line) => !there.has(written(line, reader)));
}
