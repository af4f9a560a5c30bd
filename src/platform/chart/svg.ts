import { BarChart } from "echarts/charts";
import { GridComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Drawing } from "./drawing.ts";

use([BarChart, GridComponent, TitleComponent, SVGRenderer]);

/** In points. */
export const size = { width: 640, height: 250 } as const;
export const font = "Open Sans";
const [ink, quiet, rule] = ["#242424", "#5c5c5c", "#e3e3e3"];
/**
 * The newest window, and earlier ones. Both are told apart from white by three to one (WCAG
 * 1.4.11).
 */
const [now, before] = ["#1f6f68", "#7a9c98"];

/** Between two lines of the scale: two of a long one, each step of a short one. */
const intervalOf = (most = 100): number => (most > 10 ? most / 2 : 1);

/**
 * A panel for each row, side by side; floating bars on one scale from 0 to 100 %, or
 * bars of numbers up to `most`. Drawn without a
 * browser.
 */
export function svgOf({ columns, rows, most }: Drawing): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  const [left, right, gap] = [44, 16, 28];
  const width = (size.width - left - right - gap * (rows.length - 1)) / Math.max(1, rows.length);
  const at = (index: number) => left + index * (width + gap);
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: font },
    title: rows.map(({ label }, index) => ({
      text: label,
      left: at(index),
      top: 8,
      padding: 0,
      textStyle: {
        fontFamily: font,
        fontSize: 14,
        fontWeight: 600,
        color: ink,
        width,
        overflow: "truncate",
      },
    })),
    grid: rows.map((_, index) => ({ left: at(index), width, top: 52, bottom: 36 })),
    xAxis: rows.map((_, index) => ({
      type: "category",
      gridIndex: index,
      data: columns,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: quiet } },
      axisLabel: {
        color: quiet,
        fontSize: 11,
        // The first and the last, where there is no room for all.
        interval: columns.length > 4 ? columns.length - 2 : 0,
        width: columns.length > 4 ? width / 2 : width / Math.max(1, columns.length),
        overflow: "break",
      },
    })),
    yAxis: rows.map((_, index) => ({
      type: "value",
      gridIndex: index,
      min: 0,
      max: most ?? 100,
      interval: intervalOf(most),
      axisLabel: {
        show: index === 0,
        color: quiet,
        fontSize: 11,
        formatter: most === undefined ? "{value} %" : "{value}",
      },
      splitLine: { lineStyle: { color: rule } },
    })),
    series: rows.flatMap(({ spans }, index) => {
      const bar = {
        type: "bar",
        xAxisIndex: index,
        yAxisIndex: index,
        stack: `row ${index}`,
        barMaxWidth: 44,
      };
      return [
        { ...bar, data: spans.map((span) => span?.from ?? 0), itemStyle: { color: "transparent" } },
        {
          ...bar,
          data: spans.map((span, column) => ({
            value: span === undefined ? 0 : span.to - span.from,
            itemStyle: { color: column === spans.length - 1 ? now : before },
            label: {
              show: span !== undefined,
              position: "top",
              distance: 3,
              color: ink,
              fontSize: 11,
              fontFamily: font,
              formatter: most === undefined ? `${span?.from}–${span?.to}` : `${span?.to}`,
            },
          })),
        },
      ];
    }),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
