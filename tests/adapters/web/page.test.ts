import { expect, test } from "vitest";
import { drawn } from "../../../adapters/web/desk/draw/page.ts";
import type { PagePart } from "../../../src/platform/page.ts";
import { literal, msg, person } from "../../../src/platform/text.ts";
import type { Reader } from "../../../src/platform/text.ts";

const hostile = `<img src=x onerror="alert(1)">`;
const reader: Reader = {
  platform: "slack",
  locale: "en-GB",
  timeZone: "UTC",
  nameOf: () => hostile,
};
const page = async (...parts: PagePart[]) =>
  String(
    await drawn({
      page: { title: msg("web.now"), lines: [], parts },
      reader,
      menu: [],
      at: 100_000,
    }),
  );
const text = { heading: msg("web.figures"), empty: msg("web.nobodyWaits") };
const chart: Extract<PagePart, { kind: "chart" }> = {
  ...text,
  kind: "chart",
  shape: "bars",
  unit: "percent",
  columns: [literal("Mon"), literal(hostile)],
  series: [{ label: literal("Within target"), values: [80, undefined] }],
};

test("a name, a link and a button are never mark-up", async () => {
  const html = await page({
    ...text,
    kind: "list",
    rows: [
      {
        tone: "urgent",
        line: msg("web.person", { person: person("p") }),
        detail: literal(hostile),
        since: 37_000,
        link: { page: "requests", query: { request: hostile } },
        buttons: [{ action: hostile, label: literal(hostile) as never, argument: hostile }],
      },
    ],
  });
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;img");
  expect(html).toMatch(/data-since="37000"\s*>1:03</);
});

test.each(["bars", "lines", "heat"] as const)(
  "a chart of %s has its numbers as a table",
  async (shape) => {
    const html = await page({ ...chart, shape });
    const [, picture = ""] = /src="data:image\/svg\+xml;base64,([^"]+)"/.exec(html) ?? [];
    const svg = Buffer.from(picture, "base64").toString();
    expect(svg).toMatch(/^<svg[\s\S]*prefers-color-scheme:dark[\s\S]*<\/svg>$/);
    expect(svg).not.toContain("<img");
    expect(html).toContain("80 %");
    expect(html).toContain("—");
    expect(html.match(/<img/g)).toHaveLength(1);
  },
);

test("a chart without a number says so in its place", async () => {
  const html = await page({ ...chart, series: [{ label: literal("x"), values: [undefined] }] });
  expect(html).toContain("Nobody waits.");
  expect(html).not.toContain("<img");
});
