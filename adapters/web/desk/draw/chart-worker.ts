import { parentPort } from "node:worker_threads";
import type { EChartsCoreOption } from "echarts/core";
// One file: its three hundred modules take a second longer to load. See docs/decisions/0094.
import { init } from "echarts/dist/echarts.esm.min.mjs";

/* Draws charts in a thread of its own: loading and drawing takes longer than a call for help may wait. */

const size = { width: 1_000, height: 300 };

parentPort?.on("message", ({ id, option }: { id: number; option: EChartsCoreOption }) => {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption(option);
  parentPort?.postMessage({ id, svg: chart.renderToSVGString() });
  chart.dispose();
});
