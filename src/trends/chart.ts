import { msg } from "../platform/text.ts";
import type { Chart } from "../platform/view.ts";
import { earlierThan, figuresOf, newestShown, periodOf, row } from "./figures.ts";
import type { Trends } from "./state.ts";

/**
 * Draws the numbers of the whole organisation, of the newest window and a few before it. It uses
 * only what the gate gave.
 */
export function charted(trends: Trends): { readonly chart?: Chart } {
  const newest = newestShown(trends);
  if (newest === undefined) return {};
  const windows = [...earlierThan(newest, trends), newest].map((window) => ({
    window,
    figures: figuresOf(window, "everyone"),
  }));
  return {
    chart: {
      title: msg("trend.chart.title", periodOf(newest)),
      alternative: windows
        .map(({ window, figures }) => row(msg("trend.window", periodOf(window)), figures))
        .toReversed(),
      columns: windows.map(({ window }) => msg("trend.chart.from", periodOf(window))),
      rows: (["energy", "strain", "help"] as const).map((question) => ({
        label: msg(`trend.chart.${question}`),
        spans: windows.map(({ figures }) => {
          const figure = figures.find((one) => one.question === question);
          return figure === undefined ? undefined : { from: figure.from, to: figure.to };
        }),
      })),
    },
  };
}
