import { type Line, type Text, msg } from "../platform/text.ts";
import type { Figure } from "./gate.ts";
import { type Question, windowLasts } from "./questions.ts";
import type { PastWindow, Trends } from "./state.ts";

/* Reads what the gate gave, for the words and for the chart. */

/** Earlier windows of the whole, for comparison. */
const mostEarlier = 3;

/** The newest window that shows anything: a window with nothing looks as if it had not been. */
export const newestShown = (trends: Trends): PastWindow | undefined =>
  trends.past.findLast(({ picture: figures }) => figures.length > 0);

export const earlierThan = (newest: PastWindow, { past }: Trends): readonly PastWindow[] =>
  past
    .filter((window) => window.start < newest.start && window.picture.length > 0)
    .slice(-mostEarlier);

export const periodOf = ({ start }: PastWindow) => ({
  from: start,
  to: start + windowLasts - 24 * 3_600_000,
});

export const figuresOf = (window: PastWindow, team: Figure["team"]) =>
  window.picture.filter((figure) => figure.team === team);

/** Who, and the three numbers. */
export function row(who: Line, figures: readonly Figure[]): Line {
  const span = (question: Question) =>
    spanOf(figures.find((figure) => figure.question === question));
  return msg("trend.row", {
    who,
    energy: span("energy"),
    strain: span("strain"),
    help: span("help"),
  });
}

/** A number that is hidden and one that was never given look the same. */
export const spanOf = (figure: Figure | undefined): Text =>
  figure === undefined
    ? msg("trend.none")
    : msg("trend.span", { from: figure.from, to: figure.to, people: figure.people });
