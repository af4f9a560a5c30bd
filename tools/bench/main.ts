import { parseArgs } from "node:util";
import { type Line, print, save } from "./figures.ts";
import { drawPicture } from "./picture.ts";
import { installed } from "./servers.ts";
import { embedded } from "./site.ts";

/*
 * `npm run bench`: how fast Handrail is, beside other bots in the same run. The apps, their servers
 * and the load (with the double of Slack) are processes of their own. A missed goal still exits 0:
 * a slow machine is no fault of the product.
 */

export interface Plan {
  /** Smaller, to see that it runs. */
  readonly quick: boolean;
  /** Of `figures`: ten million rows. */
  readonly large: boolean;
  /** Of `flags`: the two sets that are compared. */
  readonly flags: readonly string[];
}

export interface Result {
  readonly lines: readonly Line[];
  /** Kept in the run's file. */
  readonly report: object;
}

interface Run {
  readonly says: string;
  readonly on: "each server" | "PostgreSQL 18" | "embedded";
  readonly start: () => Promise<(server: string, plan: Plan) => Promise<Result>>;
}

const runs: Readonly<Record<string, Run>> = {
  pages: {
    says: "pages beside bare Bolt and beside a Bolt that stores them by hand; memory; starts",
    on: "each server",
    start: async () => (await import("./runs/pages.ts")).pages,
  },
  storm: {
    says: "250 requests a second for ten seconds; then as fast as it goes, beside bare Bolt",
    on: "each server",
    start: async () => (await import("./runs/storm.ts")).storm,
  },
  steps: {
    says: "how late a step's page is, beside 20,000 timers of tomorrow",
    on: "PostgreSQL 18",
    start: async () => (await import("./runs/steps.ts")).steps,
  },
  teams: {
    says: "cards in Teams beside a bare botbuilder bot",
    on: "PostgreSQL 18",
    start: async () => (await import("./runs/teams.ts")).teams,
  },
  history: {
    says: "a request, its page and the board beside 1,000, 10,000 and 100,000 old requests",
    on: "PostgreSQL 18",
    start: async () => (await import("./runs/history.ts")).history,
  },
  promises: {
    says: "what people wait for beside 100,000 open promises, and how late a nudge is",
    on: "PostgreSQL 18",
    start: async () => (await import("./runs/promises.ts")).promises,
  },
  roster: {
    says: "a year of shifts of 10,000 people, and pages beside them",
    on: "PostgreSQL 18",
    start: async () => (await import("./runs/roster.ts")).roster,
  },
  besides: {
    says: "pages with a webhook, and with 200 screens open, beside pages with neither",
    on: "PostgreSQL 18",
    start: async () => (await import("./runs/besides.ts")).besides,
  },
  api: {
    says: "what POST /api/v1/escalations takes, beside /escalate on Slack",
    on: "PostgreSQL 18",
    start: async () => (await import("./runs/api.ts")).api,
  },
  figures: {
    says: "figures of two years from a journal of a million rows (--large: ten), and their upkeep",
    on: "PostgreSQL 18",
    start: async () => (await import("./runs/figures.ts")).figures,
  },
  desk: {
    says: "first paint and bytes of every page of the desk, in a browser",
    on: "embedded",
    start: async () => (await import("./runs/desk.ts")).desk,
  },
  workspaces: {
    says: "1,001 workspaces in one process, and nobody who does anything",
    on: "PostgreSQL 18",
    start: async () => (await import("./runs/workspaces.ts")).workspaces,
  },
  flags: {
    says: "two sets of V8's flags against each other: -- flags --flags '--a --b' --flags '--c'",
    on: "embedded",
    start: async () => (await import("./runs/flags.ts")).flags,
  },
};
const usual = ["pages", "storm"];
const all = Object.keys(runs).filter((name) => name !== "flags");
const servers = [embedded, ...installed()];

const usage = `npm run bench [-- RUN … [--on SERVER] [--quick] [--profile]]

${Object.entries(runs)
  .map(([name, { says }]) => `  ${name.padEnd(10)} ${says}`)
  .join("\n")}
  all      every one of them but flags
  picture  only draws bench-results/picture.svg again, from the files that are there

Without a run: ${usual.join(" and ")}.

  --on SERVER  on this one only: ${servers.map((name) => `"${name}"`).join(", ")};
               without it on the embedded one and on Debian's
  --quick      the same, smaller: to see that it runs; its figures mean little
  --large      figures of ten million rows; takes half an hour
  --profile    leaves CPU profiles of Handrail in bench-results

Each run writes its file in bench-results. Nothing else may run on the machine meanwhile.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    on: { type: "string" },
    flags: { type: "string", multiple: true, default: [] },
    quick: { type: "boolean", default: false },
    large: { type: "boolean", default: false },
    profile: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const unknown = [
  ...positionals.filter((name) => ![...Object.keys(runs), "all", "picture"].includes(name)),
  ...Object.keys(values)
    .filter((name) => !["on", "flags", "quick", "large", "profile", "help"].includes(name))
    .map((name) => `--${name}`),
  ...[values.on].flatMap((name) =>
    name === undefined || servers.includes(String(name)) ? [] : [String(name)],
  ),
];
if (unknown.length > 0 || values.help === true) {
  console.log(unknown.length > 0 ? `Not known here: ${unknown.join(", ")}.\n\n${usage}` : usage);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const plan: Plan = {
  quick: values.quick === true,
  large: values.large === true,
  flags: (values.flags as string[] | undefined) ?? [],
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const named = positionals.length === 0 ? usual : positionals;
const wanted = Object.keys(runs).filter(
  (name) => named.includes(name) || (named.includes("all") && all.includes(name)),
);
for (const name of wanted) {
  const { on, start, says } = runs[name] as Run;
  console.log(`\n${name}: ${says}\n`);
  const chosen = values.on === undefined ? undefined : String(values.on);
  const its = on === "each server" ? servers.filter((server) => server !== "PostgreSQL 18") : [on];
  const run = await start();
  const reports: Record<string, object> = {};
  for (const server of chosen === undefined ? its : [chosen]) {
    const { lines, report } = await run(server, plan);
    print(lines);
    reports[server] = { lines, ...report };
  }
  save(name, { quick: plan.quick, servers: reports });
}
console.log(`drawn: ${drawPicture()}`);
process.exit(0);
