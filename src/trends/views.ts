import type { PersonId, TeamName } from "../kernel/ids.ts";
import { notice } from "../platform/notice.ts";
import { type Line, type Text, literal, msg } from "../platform/text.ts";
import type { Button, Card, Notice } from "../platform/view.ts";
import type { Shell } from "../runtime/feature.ts";
import type { Figure } from "./gate.ts";
import { type Question, questions, windowLasts } from "./questions.ts";
import { charted } from "./chart.ts";
import { earlierThan, figuresOf, newestShown, periodOf, row, spanOf } from "./figures.ts";
import { type Answer, isOpen } from "./rules.ts";
import type { Trends } from "./state.ts";
import { type Shown, leadsOf } from "./store.ts";

export const sayButton: Button = { action: "trends.doing", label: msg("button.weAreDoing") };
export const lookButton: Button = { action: "trends.look", label: msg("button.trend") };

/** Teams on one screen, so that the rest of the message fits too. */
const mostTeams = 10;

const statements = Object.keys(questions).filter(
  (question) => questions[question as Question] === "theme",
) as Exclude<Question, "energy" | "strain" | "help">[];

/** For a wellbeing lead, when a window is over. */
export function picture(shown: Shown, shell: Shell): Card | undefined {
  if (newestShown(shown.trends) === undefined) return undefined;
  return {
    kind: "card",
    tone: "calm",
    summary: msg("trend.summary"),
    title: msg("trend.title"),
    facts: [],
    lines: [...whole(shown.trends), ...doing(shown), ...waits(shown, true, shell)],
    ...charted(shown.trends),
    buttons: [lookButton, { ...sayButton, style: "main" }],
    footer: footer(shown, shell),
  };
}

/**
 * For a wellbeing lead, while nothing was said about the last numbers; afterwards it shows what was
 * said.
 */
export function reminder(shown: Shown, shell: Shell): Card {
  const waiting = waits(shown, true, shell);
  return {
    kind: "card",
    tone: waiting.length > 0 ? "calm" : "good",
    summary: msg("trend.remindSummary"),
    title: msg("trend.form.title"),
    facts: [],
    lines: waiting.length > 0 ? waiting : words(shown),
    buttons: [{ ...sayButton, style: "main" }, lookButton],
  };
}

/** For everybody, once for each round: what is being done, and about which numbers. */
export function weAreDoing(shown: Shown, shell: Shell): Card {
  return {
    kind: "card",
    tone: "calm",
    summary: msg("trend.doingSummary"),
    title: msg("trend.form.title"),
    facts: [],
    lines: [
      ...words(shown),
      ...(newestShown(shown.trends) === undefined ? [] : whole(shown.trends)),
    ],
    ...charted(shown.trends),
    buttons: [lookButton],
    footer: footer(shown, shell),
  };
}

/** The same numbers for everybody. Staff read the whole and their own teams, a lead every team. */
export function answer(code: Answer, shown: Shown, by: PersonId, shell: Shell): Notice {
  if (code === "said") return notice([msg("trend.said")]);
  const lead = leadsOf(shell).includes(by);
  const known = shell.organisation.people.get(by);
  const own = new Set([...(known?.agentOf ?? []), ...(known?.supervises ?? [])]);
  const teams = teamsShown(shown.trends).filter(({ name }) => lead || own.has(name));
  const next = code.from + mostTeams;
  const lines = [
    ...(code.from === 0 ? whole(shown.trends) : []),
    ...teams.slice(code.from, next).map(({ name, figures }) => row(literal(name), figures)),
    ...doing(shown),
    ...waits(shown, lead, shell),
    footer(shown, shell),
  ];
  const more: Button[] =
    teams.length > next
      ? [{ ...lookButton, label: msg("button.moreTeams"), argument: String(next) }]
      : [];
  return {
    ...notice(lines, [...more, ...(lead ? [sayButton] : [])]),
    ...(code.from === 0 ? charted(shown.trends) : {}),
  };
}

/** Under a title that says what they are. */
const words = (shown: Shown): Line[] => (shown.doing === undefined ? [] : [literal(shown.doing)]);

const doing = (shown: Shown): Line[] =>
  shown.doing === undefined ? [] : [msg("trend.doing", { doing: literal(shown.doing) })];

const waits = ({ trends }: Shown, lead: boolean, shell: Shell): Line[] =>
  isOpen(trends, { leads: leadsOf(shell) })
    ? []
    : [msg(lead ? "trend.waitsForYou" : "trend.waits")];

const footer = ({ trends }: Shown, { organisation }: Shell): Text =>
  msg("trend.footer", { looks: trends.looks, organisation: literal(organisation.name) });

/** Everyone's numbers: the newest window, and a few before it. */
function whole(trends: Trends): Line[] {
  const newest = newestShown(trends);
  if (newest === undefined) return [msg("trend.nothing", { date: trends.window + windowLasts })];
  const earlier = earlierThan(newest, trends);
  const figures = figuresOf(newest, "everyone");
  return [
    msg("trend.window", periodOf(newest)),
    msg("trend.legend"),
    row(msg("trend.everyone"), figures),
    ...statements.flatMap((question) => statement(question, figures)),
    ...earlier
      .toReversed()
      .map((window) => row(msg("trend.window", periodOf(window)), figuresOf(window, "everyone"))),
  ];
}

/** By name, never by number: no ranks (docs/features.md K5). */
function teamsShown(trends: Trends): { name: TeamName; figures: readonly Figure[] }[] {
  const newest = newestShown(trends);
  if (newest === undefined) return [];
  return newest.teams
    .map((name, index) => ({ name, figures: figuresOf(newest, index) }))
    .filter(({ figures }) => figures.length > 0);
}

function statement(question: (typeof statements)[number], figures: readonly Figure[]): Line[] {
  const found = figures.find((figure) => figure.question === question);
  return found === undefined ? [] : [msg(`trend.statement.${question}`, { span: spanOf(found) })];
}
