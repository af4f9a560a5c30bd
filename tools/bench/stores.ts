import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import type { Keys } from "../../src/runtime/keys.ts";
import { botToken, Commands, signingSecret } from "./commands.ts";
import { openPostgres } from "./postgres.ts";
import { ownFlags, type Running, startProcess } from "./processes.ts";
import { openSlack, type Slack } from "./slack.ts";

/** Handrail as a process of its own, with its database open to the bench beside it. */
export interface House {
  readonly process: Running;
  readonly commands: Commands;
  /** As the database's owner, past every row-level policy. */
  readonly owner: pg.Client;
  readonly organisation: string;
  stop(): Promise<void>;
}

export type Kind = "PGlite" | "PostgreSQL";

/** Where houses are started: one double of Slack, one PostgreSQL, one folder that goes at the end. */
export interface Site {
  readonly slack: Slack;
  readonly say: (text: string) => void;
  /** Of every house. */
  readonly keys: Keys;
  house(kind: Kind, name: string, yaml: string): Promise<House>;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../..");
/** `--profile` leaves CPU profiles beside the results. */
const profiling = process.argv.includes("--profile")
  ? ["--cpu-prof", `--cpu-prof-dir=${join(root, "bench-results")}`]
  : [];

export async function openSite(): Promise<Site> {
  const home = mkdtempSync(join(tmpdir(), "handrail-bench-"));
  const slack = await openSlack();
  const key = randomBytes(32);
  let postgres: Awaited<ReturnType<typeof openPostgres>> | undefined;
  const houses = new Set<House>();

  const where = async (
    kind: Kind,
    name: string,
  ): Promise<{ env: Record<string, string>; owner: pg.ClientConfig }> => {
    if (kind === "PGlite") {
      const folder = join(home, name);
      mkdirSync(folder);
      return {
        env: { HANDRAIL_DATA_DIR: folder },
        owner: { host: join(folder, "run"), port: 5432, user: "postgres", database: "handrail" },
      };
    }
    postgres ??= await openPostgres();
    return { env: { DATABASE_URL: await postgres.database(name) }, owner: postgres.owner(name) };
  };

  return {
    slack,
    keys: [{ kid: "k1", key }],
    say: (text) =>
      console.log(`${String(Math.round(performance.now() / 1_000)).padStart(4)} s  ${text}`),
    async house(kind, name, yaml) {
      const config = join(home, `${name}.yaml`);
      writeFileSync(config, yaml.replace("id: bench", `id: ${name}`));
      const { env, owner: login } = await where(kind, name);
      const secrets = {
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_BOT_TOKEN: botToken,
        SLACK_API_URL: slack.url,
      };
      const running = await startProcess(
        join(root, "src/main.ts"),
        "/readyz",
        {
          ...secrets,
          ...env,
          HANDRAIL_CONFIG: config,
          HANDRAIL_KEYS: `k1:${key.toString("base64")}`,
        },
        [...ownFlags(root), ...profiling],
      );
      const owner = new pg.Client(login);
      await owner.connect();
      const commands = new Commands(running.url, slack.url);
      const house: House = {
        ...{ process: running, commands, owner, organisation: name },
        async stop() {
          houses.delete(house);
          commands.close();
          await owner.end();
          await running.stop();
        },
      };
      houses.add(house);
      return house;
    },
    async stop() {
      for (const house of houses) await house.stop();
      await slack.stop();
      await postgres?.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
