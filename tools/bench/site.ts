import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import type { App } from "./blocks.ts";
import { botToken, Commands, signingSecret } from "./doubles/commands.ts";
import { openSlack, type Slack } from "./doubles/slack.ts";
import { results } from "./figures.ts";
import type { Organisation } from "./organisation.ts";
import { ownFlags, type Running, serversIn, startProcess } from "./processes.ts";
import { type Server, startServer } from "./servers.ts";

/** The server that Handrail starts by itself; the others get a `DATABASE_URL`. */
export const embedded = "embedded";

/** Handrail as `npm start` runs it. */
export interface Handrail extends App {
  readonly process: Running;
  /** A connection that row-level security does not bind. */
  owner(): Promise<pg.Client>;
  stop(): Promise<void>;
}

export interface HandrailOptions {
  /** Node's flags; those of `npm start` unless given. */
  readonly flags?: readonly string[];
  /** Further variables of its environment: another platform than Slack. */
  readonly env?: Record<string, string>;
  readonly heard?: (text: string) => void;
  /** With pages for browsers, and what programs ask from the start. */
  readonly pages?: true;
}

/** One run's double of Slack, servers and processes. They end together. */
export interface Site {
  readonly slack: Slack;
  say(text: string): void;
  /** @param name of the organisation and of its database */
  handrail(
    server: string,
    name: string,
    organisation: Organisation,
    options?: HandrailOptions,
  ): Promise<Handrail>;
  /** A bot that is measured beside it. @param server of its own, for a bot that stores something */
  bot(script: string, env?: Record<string, string>, server?: string): Promise<Bot>;
  stop(): Promise<void>;
}

export interface Bot extends App {
  readonly process: Running;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../..");
const profiling = process.argv.includes("--profile")
  ? ["--cpu-prof", `--cpu-prof-dir=${results}`]
  : [];

export async function openSite(): Promise<Site> {
  const home = mkdtempSync(join(tmpdir(), "handrail-bench-"));
  chmodSync(home, 0o755);
  const slack = await openSlack();
  const keys = `k1:${randomBytes(32).toString("base64")}`;
  const onSlack = {
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.url,
  };
  const servers = new Map<string, Promise<Server>>();
  const serverOf = (name: string): Promise<Server> => {
    const server = servers.get(name) ?? startServer(name);
    servers.set(name, server);
    return server;
  };
  const open = new Set<{ stop(): Promise<void> }>();
  /** Listed until it is stopped, so that the rest can be stopped at the end. */
  const listed = <One extends { stop(): Promise<void> }>(one: One): One => {
    const { stop } = one;
    const all: One = { ...one, stop: () => (open.delete(all) ? stop() : Promise.resolve()) };
    open.add(all);
    return all;
  };

  return {
    slack,
    say: (text) =>
      console.log(`${String(Math.round(performance.now() / 1_000)).padStart(4)} s  ${text}`),
    async handrail(server, name, organisation, options = {}) {
      const config = join(home, `${name}.yaml`);
      writeFileSync(config, organisation.yaml.replace("id: bench", `id: ${name}`));
      const folder = join(home, name);
      mkdirSync(folder, { recursive: true });
      const its = server === embedded ? undefined : await serverOf(server);
      const where: Record<string, string> =
        its === undefined
          ? { HANDRAIL_DATA_DIR: folder }
          : { DATABASE_URL: await its.database(name) };
      const started = await startProcess(
        join(root, "src/main.ts"),
        {
          ...(options.env ?? onSlack),
          ...where,
          // Only links that nobody follows lead there.
          ...(options.pages === true ? { HANDRAIL_URL: "http://127.0.0.1" } : {}),
          HANDRAIL_CONFIG: config,
          HANDRAIL_KEYS: keys,
        },
        [...(options.flags ?? ownFlags(root)), ...profiling],
        options.heard,
      );
      const commands = new Commands(started.url, slack.url);
      return listed({
        process: started,
        commands,
        endsRequests: true,
        pids: () => [started.pid, ...(its === undefined ? serversIn(folder) : [its.pid])],
        async owner() {
          if (its === undefined) throw new Error("the embedded server has no login for the bench");
          const client = new pg.Client(its.owner(name));
          await client.connect();
          return client;
        },
        async stop() {
          commands.close();
          await started.stop();
        },
      });
    },
    async bot(script, env = onSlack, server) {
      const its = server === undefined ? undefined : await startServer(server);
      const where: Record<string, string> =
        its === undefined ? {} : { DATABASE_URL: await its.database("bot") };
      const started = await startProcess(join(import.meta.dirname, "bots", script), {
        ...env,
        ...where,
      });
      const commands = new Commands(started.url, slack.url);
      return listed({
        process: started,
        commands,
        pids: () => [started.pid, ...(its === undefined ? [] : [its.pid])],
        async stop() {
          commands.close();
          await started.stop();
          await its?.stop();
        },
      });
    },
    async stop() {
      for (const one of open) await one.stop();
      for (const server of servers.values()) await (await server).stop();
      await slack.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
