import { say } from "../say.ts";
import type { Reader } from "../text.ts";
import type { Chart, Span } from "../view.ts";

/** A chart in one reader's language, and the key of its picture. */
export interface Drawing {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly spans: readonly (Span | undefined)[];
  }[];
  /** The top of the scale, where it is not per cent. */
  readonly most?: number;
}

export function drawingOf({ columns, rows, most }: Chart, reader: Reader): Drawing {
  return {
    columns: columns.map((column) => say(column, reader)),
    rows: rows.map(({ label, spans }) => ({ label: say(label, reader), spans })),
    ...(most === undefined ? {} : { most }),
  };
}
