import { type Instant, minutes } from "../kernel/time.ts";
import type { Duty } from "../people/duty/rules.ts";
import { type Line, type Text, msg, time } from "../platform/text.ts";
import type { Button, Card } from "../platform/view.ts";
import type { HomePart, OpenRow, Viewer } from "../runtime/feature.ts";

/* What is open as somebody's shift begins or ends (docs/features.md P1, decisions/0091). */

/** More buttons, and nobody sees which one to press. */
const mostButtons = 5;
/** More lines are on nobody's card: the board and the home page have all of them. */
const mostLines = 10;
/** So long the card of a beginning is true; then the board says how things are. */
const beginLasts = minutes(30);

/** Occasions of both cards are times: when the shift began, and when it ends. */
export const occasionOf = (at: Instant): string => at.toString(36);
const instantOf = (occasion: string): Instant => Number.parseInt(occasion, 36);

/** For who comes on shift. `undefined`: nothing is open, and nothing is said. */
export function beginsCard(
  parts: readonly HomePart[],
  viewer: Viewer,
  board: Button | undefined,
): Card | undefined {
  const rows = parts.flatMap((part) => part.begins?.() ?? []);
  if (rows.length === 0 || viewer.now > instantOf(viewer.occasion) + beginLasts)
    return viewer.posted
      ? closed(msg("begins.over"), board === undefined ? [] : [board])
      : undefined;
  const pressed = buttonsOf(rows);
  const buttons =
    board === undefined
      ? pressed.slice(0, mostButtons)
      : [...pressed.slice(0, mostButtons - 1), board];
  return {
    ...{ kind: "card", tone: "calm", summary: msg("begins.summary"), title: msg("begins.title") },
    ...{ facts: [], lines: linesOf(rows), buttons },
  };
}

/** For whose shift ends: what they may give away. What they do not give stays theirs. */
export function leavesCard(
  parts: readonly HomePart[],
  viewer: Viewer,
  duty: Duty | undefined,
): Card | undefined {
  const end = instantOf(viewer.occasion);
  const rows = duty?.end === end ? parts.flatMap((part) => part.leaves?.(end) ?? []) : [];
  if (rows.length === 0) return viewer.posted ? closed(msg("leaves.over")) : undefined;
  if (duty?.kept === true) return { ...closed(msg("leaves.stays")), lines: linesOf(rows) };
  const keep: Button = { action: "duty.keep", label: msg("button.keepIt") };
  return {
    ...{ kind: "card", tone: "calm", summary: msg("leaves.summary"), facts: [] },
    title: msg(duty?.on === true ? "leaves.title" : "leaves.after", { time: time(end) }),
    lines: linesOf(rows),
    buttons: [...buttonsOf(rows).slice(0, mostButtons - 1), keep],
  };
}

const buttonsOf = (rows: readonly OpenRow[]): Button[] =>
  rows.flatMap(({ button }) => (button === undefined ? [] : [button]));

const linesOf = (rows: readonly OpenRow[]): Line[] => [
  ...rows.slice(0, mostLines).map(({ line }) => line),
  ...(rows.length > mostLines ? [msg("common.andMore", { count: rows.length - mostLines })] : []),
];

const closed = (title: Text, buttons: readonly Button[] = []): Card => ({
  ...{ kind: "card", tone: "closed", summary: title, title, facts: [], lines: [], buttons },
});
