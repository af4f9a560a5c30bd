import type { EChartsCoreOption } from "echarts/core";
import type { PageChart } from "../../../src/platform/page.ts";
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
const size = { width: 1_000, height: 300 };

async function load() {
  const [core, charts, components, renderers] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/renderers"),
  ]);
  core.use([
    charts.BarChart,
    charts.LineChart,
    charts.HeatmapChart,
    components.GridComponent,
    components.LegendComponent,
    components.VisualMapComponent,
    renderers.SVGRenderer,
  ]);
  return core;
}
/** Loaded with the first chart: nobody else pays for it. */
let loaded: ReturnType<typeof load> | undefined;

/** Begins to load it before somebody waits for a chart. */
export const loadCharts = (): void => void (loaded ??= load());

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
  loaded ??= load();
  const { init } = await loaded;
  const made = init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    made.setOption(optionOf(chart, say));
    const dark = Object.entries(inTheDark)
      .map(
        ([light, other]) => `[fill="${light}"]{fill:${other}}[stroke="${light}"]{stroke:${other}}`,
      )
      .join("");
    const svg = made
      .renderToSVGString()
      .replace("</svg>", `<style>@media (prefers-color-scheme:dark){${dark}}</style></svg>`);
    return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  } finally {
    made.dispose();
  }
}

/** What is written at the axes stays inside the picture. */
const bounds = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" };
const text = { color: ink, fontSize: 13, fontFamily: "system-ui, sans-serif" };
const names = (chart: PageChart, say: Say) => chart.series.map(({ label }) => say(label));

function optionOf(chart: PageChart, say: Say): EChartsCoreOption {
  const columns = chart.columns.map((column) => say(column));
  const base = { animation: false, color: series, textStyle: text };
  const bottom = {
    type: "category",
    data: columns,
    axisLabel: text,
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
