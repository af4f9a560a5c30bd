import type { Reader } from "../../../src/platform/text.ts";
import { msg } from "../../../src/platform/text.ts";
import type { Chart } from "../../../src/platform/view.ts";
import { cut } from "../../../src/platform/cut.ts";
import { written } from "./blocks.ts";
import { limits } from "../limits.ts";
import type { Block } from "../sdk.ts";

/**
 * A chart that Slack draws itself. So we upload no file, need no permission for files, and have no
 * public address. Slack draws no span, so a span is two bars: "at least" and "at most". Of several
 * windows it shows the newest; the others are in the lines.
 */
export function chartBlock({ title, rows }: Chart, reader: Reader): Block[] {
  const shown = rows.flatMap(({ label, spans }) => {
    const span = spans.at(-1);
    return span === undefined
      ? []
      : [{ label: cut(written(label, reader), limits.chartLabel), span }];
  });
  if (shown.length === 0) return [];
  const series = (["from", "to"] as const).map((end) => ({
    name: cut(
      written(msg(end === "from" ? "chart.atLeast" : "chart.atMost"), reader),
      limits.chartLabel,
    ),
    data: shown.map(({ label, span }) => ({ label, value: span[end] })),
  }));
  return [
    {
      type: "data_visualization",
      title: cut(written(title, reader), limits.chartTitle),
      chart: {
        type: "bar",
        series,
        axis_config: { categories: shown.map(({ label }) => label), y_label: "%" },
      },
    },
  ];
}
