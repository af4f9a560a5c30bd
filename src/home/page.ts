import { type Text, msg } from "../platform/text.ts";
import type { Board, Button, Row, Section } from "../platform/view.ts";
import type { HomePart, HomeRow } from "../runtime/feature.ts";

/** More than these, and nobody sees which one to press. */
const mostFirst = 3;

const headings: Readonly<Record<HomeRow["under"], Text>> = {
  forYou: msg("home.forYou"),
  team: msg("home.team"),
  settings: msg("home.settings"),
};

/**
 * The page of a person: how things stand, at most three buttons, what goes on, and the rest.
 * @param parts of the features, in the order of their weight
 */
export function pageOf(parts: readonly HomePart[]): Board {
  const news = parts.flatMap((part) => part.news ?? []);
  const presence = parts.flatMap((part) => part.presence ?? []);
  const candidates = parts.flatMap(({ first = [], rows = [] }) => [
    ...first,
    ...rows.flatMap((row) => row.first ?? []),
  ]);
  const first = candidates.slice(0, mostFirst);
  const rows = parts.flatMap((part) => part.rows ?? []);
  return {
    kind: "board",
    standing: news.length > 0 ? news : [...presence, msg("home.nothing")],
    first: first.map(plain),
    sections: parts
      .flatMap((part) => part.sections ?? [])
      .filter(({ rows: its }) => its.length > 0),
    more: (Object.keys(headings) as HomeRow["under"][]).flatMap((under): Section[] => {
      const its = rows.filter((row) => row.under === under).flatMap((row) => below(row, first));
      return its.length === 0 ? [] : [{ heading: headings[under], rows: its }];
    }),
  };
}

/** The row, with those of its first buttons that found no room above; with nothing left it goes. */
function below(row: HomeRow, above: readonly Button[]): Row[] {
  const { tone, line, detail, first = [] } = row;
  const buttons = [...first.filter((button) => !above.includes(button)), ...row.buttons];
  return buttons.length === 0 && first.length > 0
    ? []
    : [{ tone, line, detail, buttons: buttons.map(plain) }];
}

/** The order says what comes first: of many things on a page none is the main one. */
const plain = (button: Button): Button =>
  button.style === "main" ? { ...button, style: undefined } : button;
