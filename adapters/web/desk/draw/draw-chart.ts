import { Worker } from "node:worker_threads";
import type { EChartsCoreOption } from "echarts/core";
import type { PageChart } from "../../../../src/platform/page.ts";
import type { Say } from "./write.ts";

/*
 * Charts as SVG, drawn on the server: readable without scripts. One picture serves both schemes: it
 * has colours for light, and says itself which become others in the dark.
 */

const ink = "#5b5c62";
const lines = "#e2ded7";
const empty = "#f0ede7";
/** Told apart in both schemes, and by people who see few colours (https://jfly.uni-koeln.de/color/). */
const series = ["#0b6e5f", "#d55e00", "#3a6fb0", "#a8870b", "#b3123f", "#6b6d74"];
const inTheDark: Readonly<Record<string, string>> = {
  [ink]: "#a9aeb6",
  [lines]: "#2e343b",
  [empty]: "#22272d",
  "#0b6e5f": "#35ab95",
  "#3a6fb0": "#7ab8f5",
  "#b3123f": "#ff8da6",
  "#6b6d74": "#c0c4cb",
};
/** Of the thread that draws: made with the first chart, so nobody else pays for it. */
let drawer: Worker | undefined;
let asked = 0;
interface Waiting {
  readonly resolve: (svg: string) => void;
  readonly reject: (fault: Error) => void;
}
const waiting = new Map<number, Waiting>();

function drawerNow(): Worker {
  if (drawer !== undefined) return drawer;
  const made = new Worker(new URL("./chart-worker.ts", import.meta.url));
  // It does not keep the process alive.
  made.unref();
  made.on("message", ({ id, svg }: { id: number; svg: string }) => {
    waiting.get(id)?.resolve(svg);
    waiting.delete(id);
  });
  made.on("error", (fault: Error) => {
    // The next chart gets another thread.
    drawer = undefined;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  });
  drawer = made;
  return made;
}

/** Begins to load it before somebody waits for a chart. */
export const loadCharts = (): void => void drawerNow();

/** Figures change once a week, and are of no person: what was drawn serves again. */
const drawn = new Map<string, string>();
const mostDrawn = 200;

/** @returns the picture as an address for an image */
export async function drawChart(chart: PageChart, say: Say): Promise<string> {
  const words = [...chart.columns, ...chart.series.map(({ label }) => label)].map(say);
  const { shape, unit } = chart;
  const key = JSON.stringify([shape, unit, words, chart.series.map(({ values }) => values)]);
  const known = drawn.get(key) ?? (await draw(chart, say));
  if (drawn.size >= mostDrawn) drawn.clear();
  drawn.set(key, known);
  return known;
}

async function draw(chart: PageChart, say: Say): Promise<string> {
  const id = ++asked;
  const drawing = new Promise<string>((resolve, reject) => waiting.set(id, { resolve, reject }));
  drawerNow().postMessage({ id, option: optionOf(chart, say) });
  const dark = Object.entries(inTheDark)
    .map(([light, other]) => `[fill="${light}"]{fill:${other}}[stroke="${light}"]{stroke:${other}}`)
    .join("");
  const svg = (await drawing).replace(
    "</svg>",
    `<style>@media (prefers-color-scheme:dark){${dark}}</style></svg>`,
  );
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

/** What is written at the axes stays inside the picture. */
const bounds = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" };
const text = { color: ink, fontSize: 13, fontFamily: "system-ui, sans-serif" };
/** Of so few columns each has its name beneath it, in lines where it is long. */
const fewColumns = 8;
const named = (columns: number) => ({
  ...text,
  interval: 0,
  width: Math.floor(880 / columns) - 12,
  overflow: "break",
});
const names = (chart: PageChart, say: Say) => chart.series.map(({ label }) => say(label));

function optionOf(chart: PageChart, say: Say): EChartsCoreOption {
  const columns = chart.columns.map((column) => say(column));
  const base = { animation: false, color: series, textStyle: text };
  const bottom = {
    type: "category",
    data: columns,
    axisLabel: columns.length > fewColumns ? text : named(columns.length),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: lines } },
  };
  if (chart.shape === "heat") return { ...base, ...heat(chart, bottom, say) };
  const several = chart.series.length > 1;
  return {
    ...base,
    grid: { left: 8, right: 16, top: several ? 40 : 16, bottom: 8, ...bounds },
    legend: several
      ? { top: 0, left: 0, textStyle: text, icon: "roundRect", itemGap: 28 }
      : undefined,
    xAxis: bottom,
    yAxis: {
      type: "value",
      max: chart.unit === "percent" ? 100 : undefined,
      minInterval: chart.unit === "count" ? 1 : undefined,
      axisLabel: { ...text, formatter: suffix[chart.unit] },
      splitLine: { lineStyle: { color: lines } },
    },
    series: chart.series.map(({ values }, index) => ({
      type: chart.shape === "bars" ? "bar" : "line",
      name: names(chart, say)[index],
      data: values.map((value) => value ?? "-"),
      barMaxWidth: 36,
      itemStyle: { borderRadius: [4, 4, 0, 0] },
      lineStyle: { width: 3 },
      symbolSize: 8,
      symbol: "circle",
    })),
  };
}

const suffix = { count: "{value}", percent: "{value} %", seconds: "{value} s" } as const;

/** One row of squares for each series, the first on top. */
function heat(chart: PageChart, bottom: object, say: Say): EChartsCoreOption {
  const data = chart.series.flatMap(({ values }, row) =>
    values.flatMap((value, column) => (value === undefined ? [] : [[column, row, value]])),
  );
  const most = Math.max(1, ...data.map(([, , value = 0]) => value));
  return {
    grid: { left: 8, right: 16, top: 8, bottom: 8, ...bounds },
    xAxis: bottom,
    yAxis: {
      type: "category",
      data: names(chart, say),
      inverse: true,
      axisLabel: text,
      axisTick: { show: false },
      axisLine: { show: false },
    },
    visualMap: { show: false, min: 0, max: most, inRange: { color: ["#bfe0d8", "#0b6e5f"] } },
    series: [{ type: "heatmap", data, itemStyle: { borderRadius: 3 } }],
  };
}
