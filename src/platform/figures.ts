import type { TeamName } from "../kernel/ids.ts";
import type { Line, Text } from "./text.ts";

/*
 * Figures for whoever shows or answers them: a page draws them, a program reads ids and numbers.
 * Every number has been through the rule of counts already, and everything else is absent.
 */
export interface Figures {
  readonly period: Period;
  /** Which team; absent: all together. */
  readonly team?: TeamName;
  /** What this reader may choose: teams that are told apart, and all teams together. */
  readonly choices: { readonly all: boolean; readonly teams: readonly TeamName[] };
  /** Causes and cover before anything else. */
  readonly sections: readonly FigureSection[];
}

/** A finished week, a finished block of four, or two years. The same for everybody. */
export const periods = ["week", "block", "years"] as const;
export interface Period {
  readonly kind: (typeof periods)[number];
  /** Its first Monday and its last Sunday, as `2027-03-01`. Absent: no week is over yet. */
  readonly days?: { readonly first: string; readonly last: string };
  readonly label: Line;
}

export const units = ["count", "percent", "seconds"] as const;
export type FigureUnit = (typeof units)[number];

export interface FigureSection {
  /** Stable, for programs: `help`, `levels` … */
  readonly id: string;
  readonly heading: Text;
  /** What is counted, in a sentence. */
  readonly says: Line;
  /** Why there is no number in it. Too few looks the same as none. */
  readonly hidden?: Line;
  readonly numbers: readonly Figure[];
  readonly tables: readonly FigureTable[];
}

export interface Figure {
  readonly id: string;
  readonly label: Text;
  readonly unit: FigureUnit;
  /** Absent: too few, or none. */
  readonly value?: number;
}

/** A row for each name and a column for each number; or numbers over time, to be drawn as well. */
export interface FigureTable {
  readonly id: string;
  readonly heading: Text;
  readonly shape: "table" | "bars" | "lines";
  readonly columns: readonly {
    readonly id: string;
    readonly label: Line;
    readonly unit: FigureUnit;
  }[];
  readonly rows: readonly {
    readonly id: string;
    readonly label: Line;
    readonly values: readonly (number | undefined)[];
  }[];
}
