import type { PersonId, TeamName } from "../kernel/ids.ts";
import { type Line, type Text, literal, msg } from "../platform/text.ts";
import type { Button, Card, Notice } from "../platform/view.ts";
import type { Shell } from "../runtime/feature.ts";
import type { Figure } from "./gate.ts";
import { type Question, questions, windowLasts } from "./questions.ts";
import type { Answer } from "./rules.ts";
import type { PastWindow, Trends } from "./state.ts";
import { type Shown, leadsOf } from "./store.ts";

export const sayButton: Button = { action: "trends.doing", label: msg("button.weAreDoing") };
export const lookButton: Button = { action: "trends.look", label: msg("button.trend") };

/** Teams on one screen: with everything else there is, within what a message holds. */
const mostTeams = 10;
/** Earlier windows of the whole, for comparison. */
const mostEarlier = 3;

const statements = Object.keys(questions).filter((question) => questions[question as Question] === "theme") as Exclude<
  Question,
  "energy" | "strain" | "help"
>[];

/** For a wellbeing lead, when a window is over. */
export function picture(shown: Shown, shell: Shell): Card | undefined {
  if (newestShown(shown.trends) === undefined) return undefined;
  return {
    ...{ kind: "card", tone: "calm", summary: msg("trend.summary"), title: msg("trend.title"), facts: [] },
    lines: [...whole(shown.trends), ...doing(shown)],
    buttons: [lookButton, sayButton],
    footer: footer(shown, shell),
  };
}

/** The same numbers for everybody; staff read the whole and their own teams, a lead every team. */
export function answer(code: Answer, shown: Shown, by: PersonId, shell: Shell): Notice {
  const notice = (lines: readonly Line[], buttons: readonly Button[] = []): Notice => ({ kind: "notice", tone: "calm", lines, buttons });
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
    footer(shown, shell),
  ];
  const more: Button[] = teams.length > next ? [{ ...lookButton, label: msg("button.moreTeams"), argument: String(next) }] : [];
  return notice(lines, [...more, ...(lead ? [sayButton] : [])]);
}

const doing = (shown: Shown): Line[] => (shown.doing === undefined ? [] : [msg("trend.doing", { doing: literal(shown.doing) })]);

const footer = ({ trends }: Shown, { organisation }: Shell): Text =>
  msg("trend.footer", { looks: trends.looks, organisation: literal(organisation.name) });

/** The newest window that shows anything: a window with nothing looks as if it had not been. */
const newestShown = (trends: Trends): PastWindow | undefined => trends.past.findLast(({ picture: figures }) => figures.length > 0);

/** Everyone's numbers: the newest window, and a few before it. */
function whole(trends: Trends): Line[] {
  const newest = newestShown(trends);
  if (newest === undefined) return [msg("trend.nothing", { date: trends.window + windowLasts })];
  const earlier = trends.past.filter((window) => window.start < newest.start && window.picture.length > 0).slice(-mostEarlier);
  const figures = figuresOf(newest, "everyone");
  return [
    msg("trend.window", dates(newest)),
    msg("trend.legend"),
    row(msg("trend.everyone"), figures),
    ...statements.flatMap((question) => statement(question, figures)),
    ...earlier.toReversed().map((window) => row(msg("trend.window", dates(window)), figuresOf(window, "everyone"))),
  ];
}

/** By name, never by number: no ranks (DOMAIN 3.4). */
function teamsShown(trends: Trends): { name: TeamName; figures: readonly Figure[] }[] {
  const newest = newestShown(trends);
  if (newest === undefined) return [];
  return newest.teams.map((name, index) => ({ name, figures: figuresOf(newest, index) })).filter(({ figures }) => figures.length > 0);
}

const dates = ({ start }: PastWindow) => ({ from: start, to: start + windowLasts - 24 * 3_600_000 });

const figuresOf = (window: PastWindow, team: Figure["team"]) => window.picture.filter((figure) => figure.team === team);

function row(who: Line, figures: readonly Figure[]): Line {
  const span = (question: Question) => spanOf(figures.find((figure) => figure.question === question));
  return msg("trend.row", { who, energy: span("energy"), strain: span("strain"), help: span("help") });
}

function statement(question: (typeof statements)[number], figures: readonly Figure[]): Line[] {
  const found = figures.find((figure) => figure.question === question);
  return found === undefined ? [] : [msg(`trend.statement.${question}`, { span: spanOf(found) })];
}

/** A number that is hidden and one that was never given look the same. */
const spanOf = (figure: Figure | undefined): Text =>
  figure === undefined ? msg("trend.none") : msg("trend.span", { from: figure.from, to: figure.to, people: figure.people });
