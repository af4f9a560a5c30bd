import { pictureOf } from "../../../src/platform/chart/picture.ts";
import type { Reader } from "../../../src/platform/text.ts";
import type { View } from "../../../src/platform/view.ts";
import { cut } from "../../../src/platform/cut.ts";
import { type Element, written } from "./elements.ts";
import { limits } from "../limits.ts";

export interface Picture {
  readonly png: Uint8Array;
  readonly alternative: string;
}

/**
 * The chart of a view, drawn; nothing where it has none. Part of an occasion, because drawing takes
 * its time.
 * @param patience in milliseconds
 */
export async function pictured(
  view: View,
  reader: Reader,
  patience: number,
): Promise<{ readonly picture?: Picture; readonly late?: true }> {
  const chart = chartOf(view);
  if (chart === undefined) return {};
  const png = await pictureOf(chart, reader, patience);
  if (png === "late") return { late: true };
  return png === undefined
    ? {}
    : {
        picture: {
          png,
          alternative: cut(
            chart.alternative.map((line) => written(line, reader)).join(" "),
            limits.altText,
          ),
        },
      };
}

export const chartOf = (view: View) => ("chart" in view ? view.chart : undefined);

/**
 * It stands in the message itself: no address that others could open, and nothing for Teams to
 * fetch from us.
 */
export function image(picture: Picture | undefined): Element[] {
  if (picture === undefined) return [];
  const url = `data:image/png;base64,${Buffer.from(picture.png).toString("base64")}`;
  return [{ type: "Image", url, altText: picture.alternative, size: "Stretch" }];
}
