import { expect, test } from "vitest";
import { chartBlock } from "../../../adapters/slack/render/chart.ts";
import { say } from "../../../src/platform/say.ts";
import type { Reader } from "../../../src/platform/text.ts";
import { charted } from "../../../src/trends/chart.ts";
import type { Figure, Picture } from "../../../src/trends/gate.ts";
import { windowLasts, windowOf } from "../../../src/trends/questions.ts";
import type { PastWindow, Trends } from "../../../src/trends/state.ts";

/* Drawn is what the gate gave, and nothing else (issue 6, 5). */

const start = windowOf(Date.UTC(2026, 3, 1));
const figure = (
  question: Figure["question"],
  from: number,
  to: number,
  team: Figure["team"] = "everyone",
): Figure => ({
  ...{ question, team, from, to, people: 20 },
});
const windowAt = (n: number, picture: Picture): PastWindow => ({
  ...{ start: start + n * windowLasts, teams: ["A"], picture, answered: picture.map(() => 20) },
});
const trendsOf = (...past: PastWindow[]): Trends => ({
  lastAt: start,
  window: start + 9 * windowLasts,
  past,
  looks: 0,
});
const reader: Reader = {
  platform: "slack",
  locale: "en",
  timeZone: "UTC",
  nameOf: () => undefined,
};

test("nothing shown, nothing drawn", () => {
  expect(charted(trendsOf())).toEqual({});
  expect(charted(trendsOf(windowAt(0, [])))).toEqual({});
});

test("each span is the gate's own; what is hidden leaves a gap, and a window without numbers is not there at all", () => {
  const { chart } = charted(
    trendsOf(
      windowAt(0, [figure("energy", 50, 75), figure("strain", 0, 25)]),
      windowAt(1, []),
      windowAt(2, [figure("energy", 60, 80)]),
    ),
  );
  expect(chart?.rows.map(({ spans }) => spans)).toEqual([
    [
      { from: 50, to: 75 },
      { from: 60, to: 80 },
    ],
    [{ from: 0, to: 25 }, undefined],
    [undefined, undefined],
  ]);
  expect(chart?.columns).toHaveLength(2);
});

test("no team is drawn, and no number of people", () => {
  const { chart } = charted(
    trendsOf(windowAt(0, [figure("energy", 50, 75), figure("energy", 20, 40, 0)])),
  );
  expect(chart?.rows[0]?.spans).toEqual([{ from: 50, to: 75 }]);
  expect(JSON.stringify(chart?.rows)).not.toMatch(/20|people/);
});

test("a screen reader hears every number of it, the newest first", () => {
  const { chart } = charted(
    trendsOf(windowAt(0, [figure("energy", 50, 75)]), windowAt(2, [figure("energy", 60, 80)])),
  );
  const said = chart?.alternative.map((line) => say(line, reader)) ?? [];
  expect(said).toHaveLength(2);
  expect(said[0]).toContain("60–80 %");
  expect(said[1]).toContain("50–75 %");
});

test("Slack draws the newest window, at least and at most; a question without a number has no bars", () => {
  const { chart } = charted(
    trendsOf(
      windowAt(0, [figure("energy", 0, 50), figure("help", 0, 50)]),
      windowAt(1, [figure("energy", 60, 80), figure("strain", 0, 25)]),
    ),
  );
  if (chart === undefined) throw new Error("no chart");
  expect(chartBlock(chart, reader)).toMatchObject([
    {
      type: "data_visualization",
      chart: {
        type: "bar",
        series: [
          { name: "at least", data: [{ value: 60 }, { value: 0 }] },
          { name: "at most", data: [{ value: 80 }, { value: 25 }] },
        ],
        axis_config: { categories: ["Battery 4–5 of 5", "Weight 4–5 of 5"] },
      },
    },
  ]);
  const nothing = { ...chart, rows: chart.rows.map((row) => ({ ...row, spans: [undefined] })) };
  expect(chartBlock(nothing, reader)).toEqual([]);
});
