import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { botToken, Commands, signingSecret } from "./commands.ts";
import { atLeast, atMost, type Line, print, round, save, type Spread, spread } from "./figures.ts";
import { type Highest, measureHighest } from "./highest.ts";
import { calm, endAll, measure, sideBySide, type Stretch } from "./latency.ts";
import { makeOrganisation, type Organisation } from "./organisation.ts";
import { openPostgres } from "./postgres.ts";
import { ownFlags, residentMegabytes, type Running, startProcess } from "./processes.ts";
import { openSlack } from "./slack.ts";
import { objectId, openTeams, tenant, type Teams } from "./teams.ts";

/* The figures of issue "Both platforms, both databases": PostgreSQL from npm with fsync on, beside bare Bolt and botbuilder. */

const rate = 60;
const root = resolve(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "handrail-bench-"));
const quick = process.argv.includes("--quick");
const stretches = quick ? 2 : 4;
const running: Running[] = [];
const say = (text: string) =>
  console.log(`${String(Math.round(performance.now() / 1_000)).padStart(4)} s  ${text}`);
const keys = `k1:${randomBytes(32).toString("base64")}`;

const slack = await openSlack();
const teams = await openTeams();
const postgres = await openPostgres();
const slackEnv = {
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_BOT_TOKEN: botToken,
  SLACK_API_URL: slack.url,
};

const start = async (
  script: string,
  env: Record<string, string>,
  flags: readonly string[] = [],
): Promise<Running> => {
  const one = await startProcess(join(root, script), "/readyz", env, flags);
  running.push(one);
  return one;
};
const startHandrail = async (
  organisation: Organisation,
  database: string,
  env: Record<string, string>,
): Promise<Running> => {
  const config = join(home, `${database}.yaml`);
  writeFileSync(config, organisation.yaml.replace("id: bench", `id: ${database}`));
  return start(
    "src/main.ts",
    {
      ...env,
      HANDRAIL_CONFIG: config,
      HANDRAIL_KEYS: keys,
      DATABASE_URL: await postgres.database(database),
    },
    ownFlags(root),
  );
};
/** Ends one, so that it does not take time from the next measurement. */
const end = async (one: Running) => {
  running.splice(running.indexOf(one), 1);
  await one.stop();
};

const lines: Line[] = [];
const compare = (
  what: string,
  bare: Spread,
  ours: Spread,
  median: number,
  p99: number | undefined,
) => {
  const figure = ({ median: middle, p99: tail }: Spread) =>
    `${round(middle)} ms, p99 ${round(tail)} ms`;
  lines.push({ what: `${what}, bare (${bare.count})`, figure: figure(bare) });
  lines.push({ what: `${what}, Handrail (${ours.count})`, figure: figure(ours) });
  lines.push(atMost("  median, in bare ones", ours.median / bare.median, median, "×"));
  lines.push(
    p99 === undefined
      ? { what: "  p99, in bare ones", figure: `${round(ours.p99 / bare.p99)} ×` }
      : atMost("  p99, in bare ones", ours.p99 / bare.p99, p99, "×"),
  );
};

try {
  const small = makeOrganisation(30);
  const handrail = await startHandrail(small, "small", slackEnv);
  const bolt = await start("tools/bench/bolt.ts", slackEnv);
  const [toHandrail, toBolt] = [
    new Commands(handrail.url, slack.url),
    new Commands(bolt.url, slack.url),
  ];
  const { bare, ours } = await sideBySide(
    slack,
    { bolt: toBolt, handrail: toHandrail },
    small.agents,
    { rate, stretches, say },
  );
  const paged = (all: readonly Stretch[]) => spread(all.flatMap((one) => one.paged));
  compare("page reaches Slack", paged(bare), paged(ours), 2, 2.5);

  say("two instances with nothing to do");
  const second = await startHandrail(small, "small", slackEnv);
  await wait(12_000);
  const before = await postgres.statements();
  await wait(20_000);
  lines.push(
    atMost(
      "statements a second, two idle instances",
      ((await postgres.statements()) - before) / 20,
      10,
      "",
    ),
  );
  lines.push(
    atMost("memory, one of them after its requests", residentMegabytes(handrail.pid), 250, "MB"),
  );
  for (const one of [second, handrail, bolt]) await end(one);

  say("250 a second for 10 s");
  const large = makeOrganisation(250);
  const busy = await startHandrail(large, "large", slackEnv);
  const toBusy = new Commands(busy.url, slack.url);
  await endAll(toBusy, (await measure(slack, toBusy, large.agents.slice(0, 180), rate / 3)).pages);
  await calm(slack);
  const storm = await measure(slack, toBusy, large.agents, 250);
  lines.push(
    atMost("pages missing of 2,500 at 250 a second", storm.missing + toBusy.refused, 0, ""),
  );
  const stormy = spread(storm.paged);
  lines.push({
    what: "  page reaches Slack",
    figure: `${round(stormy.median)} ms, p99 ${round(stormy.p99)} ms`,
  });
  lines.push({
    what: "  /escalate answered, slowest",
    figure: `${round(spread(storm.answered).most)} ms`,
  });
  lines.push(atMost("  memory afterwards", residentMegabytes(busy.pid), 250, "MB"));
  await end(busy);

  say(`as fast as each goes: ${quick ? 500 : 2_500} agents, 32 at once`);
  const highest = await asFastAsItGoes();
  lines.push({ what: "highest rate, bare", figure: `${round(highest.bare.rate)} pages a second` });
  lines.push({
    what: "highest rate, Handrail",
    figure: `${round(highest.ours.rate)} pages a second`,
  });
  lines.push(atLeast("  in bare ones", highest.ours.rate / highest.bare.rate, 0.4, "×"));
  lines.push(atMost("  pages missing", highest.ours.missing, 0, ""));

  say(`Teams: ${small.agents.length} words, ${rate} a second, to each`);
  const where = {
    workspaces: `teams: [${tenant}]`,
    account: (name: string) => `teams: ${objectId(name)}`,
  };
  const inTeams = await startHandrail(makeOrganisation(30, { where }), "teams", teams.env);
  const bot = await start("tools/bench/botbuilder.ts", teams.env);
  const names = small.agents.map((account) => account.slice(2));
  const [bareCards, ourCards]: [number[], number[]] = [[], []];
  await cards(teams, bot.url, names.slice(0, 100), rate / 3);
  await cards(teams, inTeams.url, names.slice(200), rate / 3);
  for (const part of [names.slice(0, 100), names.slice(100, 200)]) {
    bareCards.push(...(await cards(teams, bot.url, part, rate)));
    ourCards.push(...(await cards(teams, inTeams.url, part, rate)));
  }
  compare("card reaches Teams", spread(bareCards), spread(ourCards), 2, undefined);
  lines.push(atMost("cards missing", 200 - ourCards.length, 0, ""));

  print(lines);
  const page = { bare: paged(bare), handrail: paged(ours) };
  save("postgres", {
    quick,
    lines,
    page,
    storm: stormy,
    highest,
    card: { bare: spread(bareCards), handrail: spread(ourCards) },
  });
} finally {
  for (const one of running) await one.stop();
  await Promise.all([slack.stop(), teams.stop(), postgres.stop()]);
  rmSync(home, { recursive: true, force: true });
}

/** Bolt, Handrail, and both again: the first time warms them. */
async function asFastAsItGoes(): Promise<{ readonly bare: Highest; readonly ours: Highest }> {
  const organisation = makeOrganisation(250);
  const [bolt, handrail] = [
    await start("tools/bench/bolt.ts", slackEnv),
    await startHandrail(organisation, "highest", slackEnv),
  ];
  const [toBolt, toHandrail] = [
    new Commands(bolt.url, slack.url),
    new Commands(handrail.url, slack.url),
  ];
  const agents = quick ? organisation.agents.slice(0, 500) : organisation.agents;
  await measureHighest(slack, toBolt, agents);
  await endAll(
    toHandrail,
    (await measure(slack, toHandrail, organisation.agents.slice(-300), rate)).pages,
  );
  await calm(slack);
  const bare = await measureHighest(slack, toBolt, agents);
  const ours = await measureHighest(slack, toHandrail, agents);
  for (const one of [bolt, handrail]) await end(one);
  return { bare, ours };
}

/** Each says `escalate` in turn. @returns milliseconds until the first card about each reached Teams */
async function cards(
  to: Teams,
  url: string,
  names: readonly string[],
  perSecond: number,
): Promise<number[]> {
  const [sent, first] = [new Map<string, number>(), new Map<string, number>()];
  to.onCard = (agent, at) => {
    if (!first.has(agent)) first.set(agent, at);
  };
  const began = performance.now();
  for (const [index, name] of names.entries()) {
    const pause = began + (index * 1_000) / perSecond - performance.now();
    if (pause > 0) await wait(pause);
    void to.says(url, name).then((answer) => sent.set(name, answer.sent));
  }
  for (
    const last = performance.now();
    first.size < names.length && performance.now() - last < 5_000;
  )
    await wait(20);
  await wait(500);
  return names.flatMap((name) => {
    const [left, at] = [sent.get(name), first.get(name)];
    return left === undefined || at === undefined ? [] : [at - left];
  });
}
