import type { OtherWeeks } from "../people/figures.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { FigureSection, Figures } from "../platform/figures.ts";
import { sentence } from "../platform/notice.ts";
import { type Line, literal, msg } from "../platform/text.ts";
import type { Form, Row, Section } from "../platform/view.ts";
import type { HomePart, Opened, Shell } from "../runtime/feature.ts";
import { figuresButton } from "./buttons.ts";
import { readFigures } from "./read/figures.ts";
import { mayRead, readableBy } from "./readers.ts";
import { daysOf, said } from "./say.ts";

/** The last week at a glance, in a dialog that somebody opened (docs/features.md I1). */
export const showWith =
  (weeks: OtherWeeks): Opened =>
  async (tx, shell, by, _subject, team) => {
    if (!mayRead(shell.organisation, by)) return sentence(msg("figures.mayNot"));
    const figures = await readFigures(weeks, tx, shell, readableBy(shell.organisation, by), {
      team,
    });
    return figures === undefined
      ? sentence(msg("figures.notTheirs"))
      : dialog(figures, shell.organisation.timeZone);
  };

function dialog({ period, team, sections }: Figures, timeZone: string): Form {
  const shown = sections.filter(({ hidden }) => hidden === undefined).map(glance);
  const whose = msg("figures.of", {
    team: team === undefined ? msg("figures.all") : literal(team),
    ...daysOf(period, timeZone),
  });
  return {
    kind: "form",
    form: "figures.show",
    title: msg("figures.title"),
    lines: [
      ...(period.days === undefined ? [msg("figures.none")] : [whose]),
      ...(shown.length === 0 && period.days !== undefined ? [msg("figures.hidden")] : []),
      msg("figures.rule"),
    ],
    sections: shown.filter(({ rows }) => rows.length > 0),
    fields: [],
  };
}

/** Its headline numbers; of the causes each, because they have no other. */
function glance({ id, heading, numbers, tables }: FigureSection): Section {
  const rows = numbers.flatMap(({ label, unit, value }) =>
    value === undefined ? [] : [row(label, said(value, unit))],
  );
  const [table] = id === "causes" || id === "levels" ? tables : [];
  const first = id === "levels" ? 1 : 0;
  const listed = (table?.rows ?? []).flatMap(({ label, values }) => {
    const value = values[first];
    const unit = table?.columns[first]?.unit ?? "count";
    return value === undefined ? [] : [row(label, said(value, unit))];
  });
  return { heading, rows: [...rows, ...listed] };
}

const row = (label: Line, value: Line): Row => ({
  tone: "calm",
  line: label,
  detail: value,
  buttons: [],
});

/** For who runs a team, leads and heads. */
export async function home(
  _tx: unknown,
  { organisation }: Shell,
  self: PersonId,
): Promise<HomePart> {
  if (!mayRead(organisation, self)) return {};
  return {
    rows: [{ under: "team", tone: "calm", line: msg("figures.home"), buttons: [figuresButton] }],
  };
}
