import { missingOn } from "../../../src/platform/beside-card.ts";
import type { Reader } from "../../../src/platform/text.ts";
import type { Card, Notice } from "../../../src/platform/view.ts";

/**
 * The card with those lines of the notice that it does not contain. A press is answered with one
 * thing only (docs/platforms.md T20).
 */
export function withWords(card: Card, notice: Notice | undefined, reader: Reader): Card {
  const lines = missingOn(card, notice?.lines ?? [], reader);
  return lines.length === 0 ? card : { ...card, lines: [...lines, ...card.lines] };
}
