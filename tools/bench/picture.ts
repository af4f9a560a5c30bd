import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Bar, type Panel, svgOf } from "./draw-bars.ts";
import { load, results, round, type Spread } from "./figures.ts";

/** What a run left: its figures by server. */
interface Saved<Report> {
  readonly quick?: boolean;
  readonly servers?: Readonly<Record<string, Report>>;
}
interface Pages {
  readonly costs: Readonly<
    Record<"bare" | "durable" | "handrail", { readonly page: Spread; readonly processor: number }>
  >;
}
interface Teams {
  readonly card: Readonly<Record<"bare" | "handrail", Spread>>;
}
interface Steps {
  readonly late: Spread;
}
interface History {
  readonly costs: readonly { readonly old: number; readonly request: Spread }[];
}

/** Draws one picture of the figures, from the files that exist. @returns its path */
export function drawPicture(): string {
  const pages = load<Saved<Pages>>("pages");
  const teams = load<Saved<Teams>>("teams");
  const steps = load<Saved<Steps>>("steps");
  const history = load<Saved<History>>("history");
  const panels: Panel[] = [
    {
      title: "From typing /escalate until a supervisor has it",
      under: "median, in the light bar 99 of 100; 60 a second",
      bars: [
        ...each(pages, (server, { costs }) => [
          { label: "a bot that stores nothing", ...ends(costs.bare.page), ours: false },
          { label: "one that stores requests", ...ends(costs.durable.page), ours: false },
          { label: `Handrail, ${short(server)}`, ...ends(costs.handrail.page), ours: true },
        ]),
        ...each(teams, (_, { card }) => [
          { label: "Teams: stores nothing", ...ends(card.bare), ours: false },
          { label: "Handrail in Teams", ...ends(card.handrail), ours: true },
        ]),
      ],
    },
    {
      title: "Processor time that one request costs",
      under: "the bot's and its database server's together",
      bars: each(pages, (server, { costs }) => [
        { label: "a bot that stores nothing", ...cost(costs.bare.processor), ours: false },
        { label: "one that stores requests", ...cost(costs.durable.processor), ours: false },
        { label: `Handrail, ${short(server)}`, ...cost(costs.handrail.processor), ours: true },
      ]),
    },
    {
      title: "A step's page after its due time",
      under: "beside 20,000 timers of tomorrow; promised: 99 of 100 within 250 ms",
      bars: each(steps, (_, { late }) => [{ label: "Handrail", ...ends(late), ours: true }]),
    },
    {
      title: "One request, by how many there were before",
      under: "asked, taken, done: the three answers, median",
      bars: each(history, (_, { costs }) =>
        costs.map(({ old, request }) => ({
          label: `${old.toLocaleString("en")} old`,
          ...cost(request.median),
          ours: true,
        })),
      ),
    },
  ];
  const small = [pages, teams, steps, history].some((one) => one?.quick === true);
  const file = join(results, "picture.svg");
  writeFileSync(
    file,
    svgOf(
      panels.filter(({ bars }) => bars.length > 0),
      small ? "from a small run: not for publishing" : undefined,
    ),
  );
  return file;
}

const each = <Report>(
  saved: Saved<Report> | undefined,
  bars: (server: string, report: Report) => Bar[],
): Bar[] => Object.entries(saved?.servers ?? {}).flatMap(([server, its]) => bars(server, its));

/** Labels have little space. */
const short = (server: string): string => server.replace("PostgreSQL 15 of Debian", "Debian's 15");

const ends = ({ median, p99 }: Spread) => ({
  value: median,
  upTo: p99,
  says: `${round(median)} ms, p99 ${round(p99)} ms`,
});

const cost = (ms: number) => ({ value: ms, says: `${round(ms)} ms` });
