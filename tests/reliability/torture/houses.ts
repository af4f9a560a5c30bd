import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type SlackDouble, slackDouble } from "../../../playground/slack.ts";
import { type Server, openServer } from "./database.ts";
import { startHandrail } from "./handrail.ts";

/** Real processes of Handrail on one real PostgreSQL, against Slack's double in this process. */
export interface Houses {
  readonly slack: SlackDouble;
  readonly database: Server;
  /** Whoever starts from here on finds this one. */
  moveTo(server: Server): void;
  readonly agents: readonly string[];
  readonly instances: (Instance | undefined)[];
  start(n: number): Promise<Instance>;
  /** What an agent heard of their `/escalate`, with words or without, sent to one of those that run. */
  escalate(agent: string, words?: string): Promise<Heard>;
  /** Waits until nothing is due and nothing waits to be shown. @throws when that takes longer */
  settled(ms: number): Promise<void>;
  stop(): Promise<void>;
}

export interface Instance {
  readonly url: string;
  readonly pid: number;
  /** Ended, by whatever: its exit code. */
  readonly ended: Promise<number | null>;
  readonly hasEnded: () => boolean;
  signal(signal: NodeJS.Signals): void;
}

/** `refused`: an honest "nothing was sent"; `unsure`: an honest "nobody knows". */
export interface Heard {
  readonly agent: string;
  readonly what: "confirmed" | "refused" | "unsure" | "nothing";
  readonly ms: number;
}

export const supervisors = ["U0SAM", "U0PRIYA", "U0DANA"];

/** @param count of agents; each has one request at most */
export async function openHouses(
  count: number,
  open: () => Promise<Server> = openServer,
): Promise<Houses> {
  const folder = mkdtempSync(path.join(tmpdir(), "handrail-torture-"));
  const file = path.join(folder, "handrail.yaml");
  const agents = Array.from({ length: count }, (_, n) => `U0AGENT${n}`);
  const person = (account: string) => ({
    account,
    name: account.slice(2).toLowerCase(),
    email: `${account.toLowerCase()}@acme.test`,
  });
  const everybody = [...supervisors, ...agents].map(person);
  writeFileSync(
    file,
    `organisation: { id: acme, name: Acme, time_zone: Europe/London, country: GB, locale: en, duty_phone: "5000" }
workspaces: { slack: [T0ACME00] }
people:
${everybody.map(({ account, name, email }) => `  ${email}: { name: ${name}, accounts: { slack: ${account} } }`).join("\n")}
teams:
  Billing:
    supervisors: [${supervisors
      .slice(0, 2)
      .map((s) => person(s).email)
      .join(", ")}]
    agents: [${agents.map((a) => person(a).email).join(", ")}]
    escalation: { steps: [{ notify: supervisors, timeout: 20s }, { notify: everyone, timeout: 30s }], repeat: 1, join_within: 60s }
  Deliveries: { supervisors: [${person("U0DANA").email}], agents: [] }
`,
  );
  let database = await open();
  const slack = await slackDouble({
    ...{
      signingSecret: "torture",
      botToken: "xoxb-torture",
      workspace: "T0ACME00",
      people: everybody,
      deliverTo: "http://127.0.0.1:1/",
    },
    keep: { messages: 100_000, calls: 1_000_000 },
  });
  const env = {
    ...{
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      HOST: "127.0.0.1",
      LOG_LEVEL: "info",
      HANDRAIL_CONFIG: file,
    },
    ...{
      HANDRAIL_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
      SLACK_SIGNING_SECRET: "torture",
      SLACK_BOT_TOKEN: "xoxb-torture",
    },
    SLACK_API_URL: slack.url,
  };
  const instances: (Instance | undefined)[] = [];
  const pids = new Set<number>();
  let turn = 0;
  const houses: Houses = {
    ...{ slack, agents, instances },
    get database() {
      return database;
    },
    moveTo: (server) => void (database = server),
    async start(n) {
      const child = startHandrail({ ...env, DATABASE_URL: database.url });
      const pid = child.process.pid ?? 0;
      pids.add(pid);
      let over = false;
      void child.ended.then(() => {
        over = true;
        pids.delete(pid);
      });
      const url = await child.says(/listening on (http\S+)/);
      const instance = {
        url,
        pid,
        ended: child.ended,
        hasEnded: () => over,
        signal: (signal: NodeJS.Signals) => void child.process.kill(signal),
      };
      instances[n] = instance;
      return instance;
    },
    async escalate(agent, words = "") {
      const up = instances.filter((one) => one !== undefined && !one.hasEnded());
      slack.deliverTo = `${up[turn++ % up.length]?.url ?? "http://127.0.0.1:1"}/slack/events`;
      const began = performance.now();
      const sent = await slack.command(agent, `/escalate ${words}`.trim()).catch(() => undefined);
      return { agent, what: meaning(sent), ms: performance.now() - began };
    },
    async settled(ms) {
      const until = performance.now() + ms;
      for (let left = 1; left > 0;) {
        if (performance.now() > until) throw new Error(`${left} things are still due`);
        await sleep(100);
        const [row] = await database.query<{
          n: number;
        }>(`select ((select count(*) from handrail.timers where due_at <= handrail.now())
          + (select count(*) from handrail.messages where state = 'live' and wanted_version > shown_version))::int as n`);
        left = row?.n ?? 1;
      }
    },
    async stop() {
      for (const pid of pids) process.kill(pid, "SIGKILL");
      await slack.stop();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return houses;
}

function meaning(sent: { status: number; body: string } | undefined): Heard["what"] {
  if (sent === undefined || sent.status !== 200) return "nothing";
  // Nothing: the card in the same chat says it.
  if (sent.body === "" || /got your request|already|Nobody/.test(sent.body)) return "confirmed";
  return sent.body.includes("Perhaps it was sent") ? "unsure" : "refused";
}
