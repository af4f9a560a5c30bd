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
 * The home card. A chat has no page to scroll: what is going on stands open, and what one could do
 * folds behind the name of its section, beside the one thing to press. So it is as long as there is
 * news.
 */
export function board({ first, sections }: Board, setting: Setting): Element[] {
  const { reader } = setting;
  const buttons = drawn(first, setting);
  const quiet = sections.filter((section) => !isOpen(section));
  const room = limits.actions - buttons.length;
  const alone = quiet.length <= room ? quiet : quiet.slice(0, Math.max(0, room - 1));
  const rest = quiet.slice(alone.length);
  const folds = [
    ...alone.map(({ heading: name, rows }) =>
      fold(written(name, reader), rowsOf(rows, setting, count(rows) <= limits.actions)),
    ),
    ...(rest.length === 0
      ? []
      : [
          fold(
            written(msg("common.more"), reader),
            rest.flatMap((section) => whole(section, setting)),
          ),
        ]),
  ];
  const folding = folds.length <= room && weight(folds) <= foldsWeigh;
  const all = folding
    ? [
        ...set([...buttons, ...folds]),
        ...sections.filter(isOpen).flatMap((section) => whole(section, setting)),
      ]
    : [
        ...actionSets(first, undefined, setting),
        ...sections.flatMap((section) => whole(section, setting)),
      ];
  return all.length > 0 ? all : [aside(written(msg("common.nothing"), reader))];
}

const isOpen = ({ rows }: Section): boolean =>
  rows.length === 0 || rows.some(({ tone }) => tone !== "calm" && tone !== "closed");

function whole({ heading: title, rows, empty }: Section, setting: Setting): Element[] {
  const none =
    rows.length > 0 || empty === undefined ? [] : [aside(written(empty, setting.reader))];
  return [heading(written(title, setting.reader)), ...none, ...rowsOf(rows, setting)];
}

/**
 * A row's buttons are rows themselves: a list would soon have more of them than a card may have
 * actions; unless they are `few`.
 */
function rowsOf(rows: readonly Row[], setting: Setting, few = false): Element[] {
  const { reader } = setting;
  return rows.flatMap(({ tone, line, detail, buttons }) => [
    rich([run(shapes[tone] + written(line, reader))]),
    ...(detail === undefined
      ? []
      : [rich([run(written(detail, reader), { isSubtle: true })], { spacing: "None" })]),
    ...(few
      ? set(drawn(buttons, setting))
      : buttons.flatMap((button) => pressable(button, setting))),
  ]);
}

const count = (rows: readonly Row[]): number => rows.flatMap(({ buttons }) => buttons).length;

const fold = (title: string, body: readonly Element[]): Action => ({
  type: "Action.ShowCard",
  title: onButton(title),
  card: { type: "AdaptiveCard", body },
});
