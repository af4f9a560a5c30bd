import { inLines } from "../../../src/platform/standing.ts";
import { msg } from "../../../src/platform/text.ts";
import type { Board, Row, Section } from "../../../src/platform/view.ts";
import { type Action, actionSets, drawn, pressable, set, type Setting } from "./actions.ts";
import { aside, type Element, heading, onButton, rich, run, shapes, written } from "./elements.ts";
import { limits, weight } from "../limits.ts";

/**
 * What folds may weigh together, in bytes: what is too much for a message is taken from what stands
 * open.
 */
const foldsWeigh = limits.message / 4;

/**
 * The home card. A chat has no page to scroll: what goes on stands open, and what else there is
 * folds behind the names of its sections, under *More*.
 */
export function board({ standing, first, sections, more }: Board, setting: Setting): Element[] {
  const { reader } = setting;
  const folds = more.map(({ heading: name, rows }) =>
    fold(written(name, reader), rowsOf(rows, setting, limits.actions)),
  );
  const room = limits.actions - first.length;
  const folding = folds.length <= room && weight(folds) <= foldsWeigh;
  const stands = inLines(standing).map((line) =>
    line.map((sentence) => written(sentence, reader)).join(" "),
  );
  const all = [
    ...stands.map((line) => rich([run(line, { weight: "Bolder" })])),
    ...actionSets(first, undefined, setting),
    ...sections.flatMap((section) => whole(section, setting)),
    ...(folding
      ? folds.length === 0
        ? []
        : [heading(written(msg("common.more"), reader)), ...set(folds)]
      : more.flatMap((section) => whole(section, setting))),
  ];
  return all.length > 0 ? all : [aside(written(msg("common.nothing"), reader))];
}

const whole = ({ heading: title, rows }: Section, setting: Setting): Element[] => [
  heading(written(title, setting.reader)),
  ...rowsOf(rows, setting),
];

/**
 * A row's buttons are rows themselves: a list would soon have more of them than a card may have
 * actions. As many as the card has `room` for are buttons, those of one row together or not at all.
 */
function rowsOf(rows: readonly Row[], setting: Setting, room = 0): Element[] {
  const { reader } = setting;
  const asButtons = chosen(rows, room);
  return rows.flatMap((row) => {
    const { tone, line, detail, buttons } = row;
    return [
      rich([run(shapes[tone] + written(line, reader))]),
      ...(detail === undefined
        ? []
        : [rich([run(written(detail, reader), { isSubtle: true })], { spacing: "None" })]),
      ...(asButtons.has(row)
        ? set(drawn(buttons, setting))
        : buttons.flatMap((button) => pressable(button, setting))),
    ];
  });
}

/** Rows with the most buttons first: each of those would be a row of its own. */
function chosen(rows: readonly Row[], room: number): ReadonlySet<Row> {
  const taken = new Set<Row>();
  let left = room;
  for (const row of rows.toSorted((a, b) => b.buttons.length - a.buttons.length)) {
    if (row.buttons.length > left) continue;
    left -= row.buttons.length;
    taken.add(row);
  }
  return taken;
}

const fold = (title: string, body: readonly Element[]): Action => ({
  type: "Action.ShowCard",
  title: onButton(title),
  card: { type: "AdaptiveCard", body },
});
