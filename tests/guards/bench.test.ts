import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { svgOf } from "../../tools/bench/draw-bars.ts";
import { spread } from "../../tools/bench/figures.ts";
import { processorSeconds, residentMegabytes } from "../../tools/bench/processes.ts";
import { growing } from "../../tools/bench/rows-read.ts";

describe("what the bench says", () => {
  it("is a median and a 99th of a hundred by nearest rank, and the most", () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(spread(values)).toEqual({ count: 200, median: 100, p99: 198, most: 200 });
    expect(spread([])).toEqual({ count: 0, median: 0, p99: 0, most: 0 });
  });

  it("names what grows with the past, and not what others read now and then", () => {
    const small = new Map([
      ["requests by scan", { ways: 20, rows: 20 * 100 }],
      ["messages by scan", { ways: 20, rows: 20 * 12 }],
    ]);
    const large = new Map([
      ["requests by scan", { ways: 20, rows: 20 * 1_000 }],
      ["timers by scan", { ways: 1, rows: 3_000 }],
      ["people by people_pkey", { ways: 40, rows: 40 }],
      // Read whole while it was small: by an index it is not more.
      ["messages by messages_pkey", { ways: 20, rows: 20 * 12 }],
    ]);
    expect(growing(small, large, 20)).toEqual(["requests: 100 → 1000 rows"]);
  });
});

describe.runIf(process.platform === "linux")("what a request costs", () => {
  const busy = "while (process.cpuUsage().user < 250_000);";

  it("counts the work of processes that an app started, also after they have ended", async () => {
    const starter = spawn(process.execPath, [
      "--eval",
      `require("node:child_process").execFileSync(process.execPath, ["--eval", ${JSON.stringify(busy)}]);
       console.log("done"); setInterval(() => undefined, 1000);`,
    ]);
    const pid = starter.pid ?? 0;
    await once(starter.stdout, "data");
    expect(processorSeconds([pid])).toBeGreaterThan(0.2);
    expect(residentMegabytes([pid])).toBeGreaterThan(10);
    starter.kill();
    await once(starter, "exit");
    expect(processorSeconds([pid])).toBe(0);
    expect(residentMegabytes([pid])).toBe(0);
  });
});

describe("the picture", () => {
  const picture = svgOf(
    [
      {
        title: "Pages & <answers>",
        under: "median",
        bars: [
          { label: "bare", value: 10, upTo: 20, says: "10 ms, p99 20 ms", ours: false },
          { label: "Handrail", value: 20, upTo: 40, says: "20 ms, p99 40 ms", ours: true },
        ],
      },
    ],
    "from a small run",
  );
  const widths = [...picture.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  );

  it("has bars as long as their values, the longest as long as there is room", () => {
    const [bareTo, bare, oursTo, ours] = widths;
    expect([bareTo, bare, ours].map((width) => (width ?? 0) / (oursTo ?? 1))).toEqual([
      0.5, 0.25, 0.5,
    ]);
  });

  it("says every value in words, for those who do not see the bars", () => {
    expect(/<desc>(.*)<\/desc>/.exec(picture)?.[1]).toBe(
      "Pages &amp; &lt;answers&gt;; bare: 10 ms, p99 20 ms; Handrail: 20 ms, p99 40 ms",
    );
    expect(picture).toContain('role="img"');
  });

  it("lets nothing in a label become mark-up, and says what it is from", () => {
    expect(picture).not.toContain("<answers>");
    expect(picture).toContain("from a small run");
  });
});
