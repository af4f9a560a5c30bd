import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { slackDouble, type SlackDouble } from "../../playground/slack.ts";
import { organisationFile } from "../support/acme.ts";
import { place } from "../support/place.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** Handrail as an operator runs it: a process of its own, on a folder, against Slack's double in this one. */
export interface House {
  readonly slack: SlackDouble;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Starts it, and waits until it serves. */
  start(env?: Readonly<Record<string, string>>): Promise<Running>;
  /** A statement past every policy, while it runs. */
  asOwner(statement: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export interface Running {
  readonly process: ChildProcess;
  readonly url: string;
  /** Everything it has printed. */
  printed(): string;
  kill(): Promise<void>;
  /** As an operator would. @returns its exit code and how long it took, in milliseconds */
  terminate(): Promise<{ code: number | null; ms: number }>;
}

export async function openHouse(): Promise<House> {
  const folder = mkdtempSync(path.join(place, "hr-crash-"));
  // As root its server runs as another user, who has to get in.
  chmodSync(folder, 0o711);
  const file = path.join(folder, "handrail.yaml");
  writeFileSync(file, organisationFile);
  const people = ["ana", "ben", "carla", "sam", "priya", "dana"].map((who) => ({
    account: `U0${who.toUpperCase()}`,
    name: who,
    email: `${who}@acme.test`,
  }));
  const signing = { signingSecret: "a-signing-secret", botToken: "xoxb-crash" };
  const slack = await slackDouble({
    ...signing,
    deliverTo: "http://127.0.0.1:1/",
    workspace: "T0ACME00",
    people,
  });
  const data = path.join(folder, "data");
  const env = {
    ...{
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      HOST: "127.0.0.1",
      METRICS_PORT: "0",
      LOG_LEVEL: "info",
      HANDRAIL_CONFIG: file,
      HANDRAIL_DATA_DIR: data,
    },
    ...{
      SLACK_SIGNING_SECRET: signing.signingSecret,
      SLACK_BOT_TOKEN: signing.botToken,
      SLACK_API_URL: slack.url,
    },
  };
  const running = new Set<ChildProcess>();
  return {
    slack,
    folder: data,
    env,
    async start(more = {}) {
      const child = run([main], { ...env, ...more });
      running.add(child.process);
      const url = await child.says(/listening on (http\S+)/);
      slack.deliverTo = `${url}/slack/events`;
      const end = async (signal: NodeJS.Signals) => {
        const began = performance.now();
        child.process.kill(signal);
        return { code: await child.ended, ms: performance.now() - began };
      };
      return {
        process: child.process,
        url,
        printed: child.printed,
        kill: async () => void (await end("SIGKILL")),
        terminate: () => end("SIGTERM"),
      };
    },
    async asOwner(statement) {
      const client = new pg.Client({
        host: path.join(data, "run"),
        port: 5432,
        user: "postgres",
        database: "handrail",
      });
      client.on("error", () => undefined);
      await client.connect();
      try {
        return (await client.query(statement)).rows as Record<string, unknown>[];
      } finally {
        await client.end().catch(() => undefined);
      }
    },
    async stop() {
      for (const child of running) child.kill("SIGKILL");
      await slack.stop();
      // A killed process lets go of its files a moment later.
      for (let tries = 0; tries < 20; tries++) {
        try {
          return rmSync(folder, { recursive: true, force: true });
        } catch {
          await sleep(100);
        }
      }
    },
  };
}

/** Runs node with these arguments and nothing else in its environment. */
export function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const started = spawn(process.execPath, [...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  const listeners = new Set<() => void>();
  const hear = (bytes: Buffer) => {
    printed += bytes.toString();
    for (const listener of listeners) listener();
  };
  started.stdout.on("data", hear);
  started.stderr.on("data", hear);
  const ended = new Promise<number | null>((resolve) =>
    started.once("close", (code) => resolve(code)),
  );
  return {
    process: started,
    ended,
    printed: () => printed,
    /** Waits until it prints this. @returns the first group */
    says: (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(printed);
          if (found === null) return;
          listeners.delete(look);
          resolve(found[1] ?? found[0]);
        };
        listeners.add(look);
        look();
        void ended.then((code) =>
          reject(new Error(`it ended with ${code} before it said ${pattern}:\n${printed}`)),
        );
      }),
  };
}
