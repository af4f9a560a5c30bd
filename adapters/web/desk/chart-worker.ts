import { parentPort } from "node:worker_threads";
import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, VisualMapComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

/* Draws charts in a thread of its own: loading and drawing takes longer than a call for help may wait. */

use([
  BarChart,
  LineChart,
  HeatmapChart,
  GridComponent,
  LegendComponent,
  VisualMapComponent,
  SVGRenderer,
]);

const size = { width: 1_000, height: 300 };

parentPort?.on("message", ({ id, option }: { id: number; option: EChartsCoreOption }) => {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption(option);
  parentPort?.postMessage({ id, svg: chart.renderToSVGString() });
  chart.dispose();
});
