import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { botToken, Commands, signingSecret } from "./commands.ts";
import { atMost, type Line, print, results, round, save, spread } from "./figures.ts";
import { calm, sideBySide, type Stretch } from "./latency.ts";
import { measureBatch, measureRound } from "./matching.ts";
import { measureMemory } from "./memory.ts";
import { makeOrganisation } from "./organisation.ts";
import { ownFlags, type Running, startProcess } from "./processes.ts";
import { openSlack } from "./slack.ts";
import { measureTimers } from "./timers.ts";
import { measureTrends } from "./trends.ts";

/* Pages beside bare Bolt on the embedded database, and what else one process costs: memory, timers, start-up, matching. */

const quick = process.argv.includes("--quick");
const profile = process.argv.includes("--profile");
const rate = 60;
const plan = quick
  ? { teams: 30, stretches: 2, requests: 600, timers: { due: 170, within: 10_000, far: 20_000 } }
  : {
      teams: 30,
      stretches: 4,
      requests: 20_000,
      timers: { due: 1_000, within: 60_000, far: 20_000 },
    };

const root = resolve(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "handrail-bench-"));
const running: Running[] = [];
const say = (text: string) =>
  console.log(`${String(Math.round(performance.now() / 1_000)).padStart(4)} s  ${text}`);

const organisation = makeOrganisation(plan.teams);
const config = join(home, "handrail.yaml");
writeFileSync(config, organisation.yaml);
mkdirSync(results, { recursive: true });
const slack = await openSlack();
const secrets = {
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_BOT_TOKEN: botToken,
  SLACK_API_URL: slack.url,
};
const folder = join(home, "data");
const startHandrail = (flags: readonly string[] = []) =>
  startProcess(
    join(root, "src/main.ts"),
    "/readyz",
    { ...secrets, HANDRAIL_CONFIG: config, HANDRAIL_DATA_DIR: folder },
    [...ownFlags(root), ...flags],
  );

try {
  say(`${organisation.agents.length} agents, ${plan.teams * 2} supervisors; starting twice`);
  const first = await startHandrail();
  await first.stop();
  const handrail = await startHandrail(profile ? ["--cpu-prof", `--cpu-prof-dir=${results}`] : []);
  running.push(handrail);
  const bolt = await startProcess(join(import.meta.dirname, "bolt.ts"), "/readyz", secrets);
  running.push(bolt);
  const toHandrail = new Commands(handrail.url, slack.url);
  const toBolt = new Commands(bolt.url, slack.url);

  const { bare, ours } = await sideBySide(
    slack,
    { bolt: toBolt, handrail: toHandrail },
    organisation.agents,
    {
      ...{ rate, say },
      stretches: plan.stretches,
    },
  );

  // Whose page did not come has a request open still, and is asked no second time.
  const astray = ours.reduce((sum, one) => sum + one.missing, 0) + toHandrail.refused;
  if (astray > 0) say(`${astray} pages did not come`);
  say(`${plan.requests} requests as fast as they go`);
  const memory = await measureMemory(slack, toHandrail, organisation, handrail.pid, plan.requests);
  await calm(slack);
  say(
    `${plan.timers.due} steps due within ${plan.timers.within / 1_000} s beside ${plan.timers.far} timers of tomorrow`,
  );
  const timers = await measureTimers(slack, toHandrail, organisation, folder, plan.timers);

  say("a year of team trends");
  const trends = spread(measureTrends());
  say("debriefs matched, rounds drawn");
  const batch = spread(measureBatch(100, 2_000, quick ? 3 : 9).ms);
  const rounds = [250, 500, 1_000].map((size) => ({
    size,
    ...spread(measureRound(size, quick ? 1 : 3).ms),
  }));

  const page = {
    bolt: spread(bare.flatMap((one) => one.paged)),
    handrail: spread(ours.flatMap((one) => one.paged)),
  };
  const answer = spread(ours.flatMap((one) => one.answered));
  const late = spread(timers.late);
  const missing = {
    bolt: sum(bare),
    handrail: sum(ours),
    steps: timers.missing,
    refused: toHandrail.refused + toBolt.refused,
  };
  const final = memory.samples.at(-1)?.megabytes ?? 0;
  const lines: Line[] = [
    {
      what: `page reaches Slack, bare Bolt (${page.bolt.count})`,
      figure: `${round(page.bolt.median)} ms, p99 ${round(page.bolt.p99)} ms`,
    },
    {
      what: `page reaches Slack, Handrail (${page.handrail.count})`,
      figure: `${round(page.handrail.median)} ms, p99 ${round(page.handrail.p99)} ms`,
    },
    atMost("  median, in bare Bolts", page.handrail.median / page.bolt.median, 4, "×"),
    atMost("  p99, in bare Bolts", page.handrail.p99 / page.bolt.p99, 4, "×"),
    atMost("/escalate answered, slowest", answer.most, 1_000, "ms"),
    ...memory.samples.map(({ requests, megabytes }) =>
      atMost(`memory after ${requests} requests`, megabytes, 700, "MB"),
    ),
    { what: "  meanwhile", figure: `${round(memory.rate)} requests/s` },
    atMost(`step's page after its due time, p99 (${late.count})`, late.p99, 250, "ms"),
    { what: "  median and slowest", figure: `${round(late.median)} ms, ${round(late.most)} ms` },
    atMost("team trend over 100 000 answers, processor time, median", trends.median, 200, "ms"),
    atMost(
      "100 debriefs matched with 2,000 supporters, processor time, median",
      batch.median,
      100,
      "ms",
    ),
    ...rounds.map(({ size, median }) =>
      atMost(`regular round of ${size}, processor time, median`, median, 2_000, "ms"),
    ),
    atMost("first start until ready", first.took / 1_000, 5, "s"),
    atMost("second start until ready", handrail.took / 1_000, 3, "s"),
    atMost(
      "pages missing, requests refused",
      missing.bolt + missing.handrail + missing.steps + missing.refused,
      0,
      "",
    ),
  ];
  print(lines);
  const start = { first: first.took, second: handrail.took };
  save("latest", {
    quick,
    rate,
    start,
    page,
    answer,
    memory,
    late,
    trends,
    batch,
    rounds,
    missing,
    final,
  });
  toHandrail.close();
  toBolt.close();
} finally {
  for (const one of running) await one.stop();
  await slack.stop();
  rmSync(home, { recursive: true, force: true });
}

function sum(stretches: readonly Stretch[]): number {
  return stretches.reduce((total, stretch) => total + stretch.missing, 0);
}
