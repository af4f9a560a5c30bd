import { type Outputs, writeOutputs } from "./messages.ts";
import { type Meanings, type Rows, all, at, json } from "./meaning.ts";
import { takeOne } from "./gestures.ts";
import { loadKey, saveOwn } from "./own.ts";
import type { OwnRow, TimerRow } from "./rows.ts";
import type { Session } from "./session.ts";

/*
 * runtime/timers/joint/ and checkins/joint/: what several timers ask for together is, one after the other, what each would ask for.
 * Nobody has to wait for a turn here: an organisation of the simulation is smaller than what may be told at once.
 */

export const jointMeanings: Meanings = [
  ["with them as materialized", load],
  ["with due as materialized", take],
  ["insert into handrail.check_ins as c", save],
  [/^with moment as materialized \([^)]*\(\) as now\s*\), (asked|free|timers) as /, write],
];

async function load(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const people = at(text, values, /unnest\(\$(\d+)::uuid\[\]\)/) as string[];
  const nobody = { subject: null, state: null, version: null };
  const rows: object[] = [];
  for (const subject of people) {
    const [row] = (await loadKey(session, "check_ins", subject)) as { state: unknown }[];
    if (row !== undefined && row.state !== null) rows.push({ subject, ...row });
  }
  return rows.length > 0
    ? rows
    : [{ ...nobody, now: session.now(), revision: all(session, "organisations")[0]?.["revision"] }];
}

async function take(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const feature = String(at(text, values, /t\.feature = \$(\d+)/));
  const taken: Rows[number][] = [];
  for (const { subject, command, at: until } of json(values[0]) as {
    subject: string;
    command: string;
    at: string;
  }[])
    if (await takeOne(session, { feature, subject, command }, Date.parse(until)))
      taken.push({ subject });
  return taken;
}

async function save(session: Session, _: string, [rows]: readonly unknown[]): Promise<Rows> {
  for (const row of json(rows) as OwnRow[]) await saveOwn(session, "check_ins", row, false);
  return [];
}

type Tell = Outputs["tells"][number] & { readonly subject: string };

async function write(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const part = <T>(name: string, place: RegExp): T[] =>
    text.includes(`${name} as `) ? (json(at(text, values, place)) as T[]) : [];
  const tells = part<Tell>("asked", /recordset\(\$(\d+)::jsonb\) t\(subject uuid, view/);
  const timers = part<Omit<TimerRow, "due_at"> & { at: string }>(
    "timers",
    /recordset\(\$(\d+)::jsonb\) t\(feature text/,
  );
  const redrawn = text.includes("free as ")
    ? (at(text, values, /unnest\(\$(\d+)::uuid\[\]\) one/) as string[])
    : [];
  const feature = text.includes("told as ")
    ? at(text, values, /organisation\(\), \$(\d+), subject/)
    : undefined;
  const shared = {
    feature: String(feature ?? (redrawn.length > 0 ? at(text, values, /feature = \$(\d+)/) : "")),
  };
  const token = String(text.includes("lease_by = $") ? at(text, values, /lease_by = \$(\d+)/) : "");
  const leased: object[] = [];
  const one = { ...shared, version: 0, by: null, journal: [], token, timers: [] };
  for (const subject of new Set([...tells.map((tell) => tell.subject), ...redrawn]))
    leased.push(
      ...(await writeOutputs(session, {
        ...{ ...one, subject, redraw: redrawn.includes(subject) },
        tells: tells.filter((tell) => tell.subject === subject),
      })),
    );
  if (timers.length > 0)
    await writeOutputs(session, { ...one, subject: null, tells: [], redraw: false, timers });
  return leased;
}
