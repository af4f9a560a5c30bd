import { inLines } from "../../../src/platform/standing.ts";
import { msg } from "../../../src/platform/text.ts";
import type { Board, Row, Section } from "../../../src/platform/view.ts";
import { type Action, actionSets, drawn, pressable, set, type Setting } from "./actions.ts";
import { aside, type Element, heading, onButton, rich, run, shapes, written } from "./elements.ts";
import { lighter } from "./lighter.ts";
import { limits, weight } from "../limits.ts";

/** Room that folds leave for what a message has around them, in bytes. */
const around = 8_192;
/** So much folds have in any case: what stands open gives way then. */
const foldsHave = limits.message / 2;

/**
 * The home card. A chat has no page to scroll: what goes on stands open, and what else there is
 * folds behind the names of its sections, under *More*.
 */
export function board({ standing, first, sections, more }: Board, setting: Setting): Element[] {
  const { reader } = setting;
  const stands = inLines(standing).map((line) =>
    line.map((sentence) => written(sentence, reader)).join(" "),
  );
  const open = [
    ...stands.map((line) => rich([run(line, { weight: "Bolder" })])),
    ...actionSets(first, undefined, setting),
    ...sections.flatMap((section) => whole(section, setting)),
  ];
  const most = Math.max(foldsHave, limits.message - around - weight(open));
  const folds = folded(more, { room: limits.actions - first.length, most }, setting);
  const all = [
    ...open,
    ...(folds.length === 0
      ? more.flatMap((section) => whole(section, setting))
      : [heading(written(msg("common.more"), reader)), ...set(folds)]),
  ];
  return all.length > 0 ? all : [aside(written(msg("common.nothing"), reader))];
}

/**
 * A fold for each section; more of them than the card has `room` for share the last. A folded card
 * may not fold again, so there each has its heading. Without any room they stand open.
 */
function folded(
  more: readonly Section[],
  { room, most }: { readonly room: number; readonly most: number },
  setting: Setting,
): Action[] {
  if (room < 1) return [];
  const own = more.length <= room ? more : more.slice(0, room - 1);
  const shared = more.slice(own.length);
  const bodies = own.map(({ heading: name, rows }) => ({
    title: written(name, setting.reader),
    body: rowsOf(rows, setting, limits.actions),
  }));
  if (shared.length > 0)
    bodies.push({
      title: written(msg("common.more"), setting.reader),
      body: shared.flatMap((section) => whole(section, setting)),
    });
  const heavy = weight(bodies.map(({ body }) => body));
  // Each gives way by its part of what is too much.
  return bodies.map(({ title, body }) =>
    fold(title, lighter(body, heavy <= most ? heavy : weight(body) * (most / heavy))),
  );
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
