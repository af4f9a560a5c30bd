import { parse } from "csv-parse/sync";
import type { Gathering } from "../../people/roster/gather.ts";
import type { Instant } from "../../kernel/time.ts";
import { BadTime, timesIn } from "./when.ts";

/** What a CSV of shifts must be, in one sentence. */
const shape = "Its first line names the columns: email,start,end and, if you like, team.";

/** How somebody else's table goes on: where it cannot be read at all, nothing of it is applied. */
export interface Unreadable {
  readonly line: number;
  readonly what: string;
  readonly remedy: string;
}

/**
 * Reads `email,start,end[,team]`, separated by commas, semicolons or tabs. Times are ISO 8601, or
 * without an offset in the organisation's zone.
 * @param teams the names of the organisation's teams, in lower case: another one is a slip
 */
export function readCsv(
  text: string,
  timeZone: string,
  teams: ReadonlySet<string>,
  into: Gathering,
): Unreadable | undefined {
  const begin =
    text
      .slice(0, 10_000)
      .trimStart()
      .split(/\r?\n|\r/, 1)[0] ?? "";
  const delimiter = [";", "\t", ","].find((one) => begin.includes(one));
  if (delimiter === undefined)
    return { line: 1, what: "this is no table of shifts", remedy: shape };
  let columns: Columns | undefined;
  let missing: string[] = [];
  const timeOf = timesIn(timeZone);
  const row = (record: readonly string[], line: number) => {
    if (columns === undefined) {
      const names = record.map((name) => name.trim().toLowerCase());
      missing = ["email", "start", "end"].filter((name) => !names.includes(name));
      columns = {
        email: names.indexOf("email"),
        start: names.indexOf("start"),
        end: names.indexOf("end"),
        team: names.indexOf("team"),
      };
      return;
    }
    if (missing.length === 0) addRow(record, line, columns, timeOf, teams, into);
  };
  eachRecord(text, delimiter, row, (line) =>
    into.refuse(line, "the line cannot be read", "Look for a quote that is not closed."),
  );
  if (columns === undefined || missing.length > 0)
    return {
      line: 1,
      what: missing.length === 0 ? "the file is empty" : `there is no column ${missing.join(", ")}`,
      remedy: shape,
    };
  return undefined;
}

/**
 * The records of a table, one after another: a year of a large organisation is millions of them.
 * Without a quote a record is a line, and splitting it takes a fraction of what the parser takes.
 * @param skipped gets the line of what cannot be read
 */
export function eachRecord(
  text: string,
  delimiter: string,
  row: (record: readonly string[], line: number) => void,
  skipped: (line: number) => void,
): void {
  if (!text.includes('"')) return eachLine(text, delimiter, row);
  let lastLine = 1;
  parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (record: string[], { lines }) => {
      lastLine = lines;
      row(record, lines);
      // Nothing is collected.
      return null;
    },
    on_skip: () => {
      skipped(lastLine + 1);
      return undefined;
    },
  });
}

function eachLine(
  text: string,
  delimiter: string,
  row: (record: readonly string[], line: number) => void,
): void {
  const [end = "\n"] = /\r\n|\n|\r/.exec(text) ?? [];
  for (let from = 0, line = 1; from < text.length; line++) {
    const found = text.indexOf(end, from);
    const to = found < 0 ? text.length : found;
    if (to > from) row(text.slice(from, to).split(delimiter), line);
    from = to + end.length;
  }
}

interface Columns {
  readonly email: number;
  readonly start: number;
  readonly end: number;
  /** -1: there is none. */
  readonly team: number;
}

function addRow(
  record: readonly string[],
  line: number,
  columns: Columns,
  timeOf: ReturnType<typeof timesIn>,
  teams: ReadonlySet<string>,
  into: Gathering,
): void {
  if (record.every((cell) => cell.trim() === "")) return;
  const from = timeOf(record[columns.start] ?? "");
  const to = timeOf(record[columns.end] ?? "");
  const at = [readOr(from, "start", line, into), readOr(to, "end", line, into)] as const;
  if (at[0] === undefined || at[1] === undefined) return;
  const team = (record[columns.team] ?? "").trim().toLowerCase();
  if (team !== "" && !teams.has(team))
    into.note(
      line,
      "no team of the organisation's file has this name; the shift counts all the same",
      "Write the team as handrail.yaml does, or leave the column out.",
    );
  into.add({ who: record[columns.email] ?? "", from: at[0], to: at[1], line });
}

/** Says what is wrong with a time. @returns what counts all the same */
export function readOr(
  time: Instant | BadTime,
  which: string,
  line: number,
  into: Gathering,
): Instant | undefined {
  if (!(time instanceof BadTime)) return time;
  const what = `${which}: ${time.what}`;
  if (time.readAs === undefined) into.refuse(line, what, time.remedy);
  else into.note(line, what, time.remedy);
  return time.readAs;
}
