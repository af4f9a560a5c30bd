import pg from "pg";
import { loadConfig } from "../../../src/config.ts";
import { readOwnOrder } from "../../../src/checkins/hard/store.ts";
import { promisedInCall } from "../../../src/promises/in-call/store.ts";
import { escalationsWith } from "../../../src/escalations/feature.ts";
import { readAfterHelp } from "../../../src/learning/store.ts";
import { readTips } from "../../../src/learning/tips/store.ts";
import type { Sender as From } from "../../../src/platform/adapter.ts";
import type { Claimed } from "../../../src/runtime/messages/claims.ts";
import { type Database, openDatabase } from "../../../src/runtime/database/database.ts";
import { Directory } from "../../../src/runtime/directory/directory.ts";
import { openVault } from "../../../src/runtime/keys.ts";
import { openLog } from "../../../src/runtime/log.ts";
import { Metrics } from "../../../src/runtime/metrics.ts";
import type { CoreParts } from "../../../src/runtime/parts.ts";
import type { Sender } from "../../../src/runtime/messages/sender.ts";
import type { Result } from "../../../src/runtime/command/result.ts";
import { transact } from "../../../src/runtime/transact.ts";
import { ringTimer } from "../../../src/runtime/messages/unprompted.ts";
import { applyFile } from "../../../src/setup/apply.ts";
import { type PostgresServer, postgresServer } from "../../support/postgres.ts";
import { organisationFile } from "../../support/acme.ts";
import { type Gate, gateTo } from "./gate.ts";

/** One instance on a line of its own, behind a gate: everything of a transaction is real, and nothing is sent. */
export interface Rig {
  readonly gate: Gate;
  readonly db: Database;
  /** What its transactions leased. */
  readonly leased: Claimed[];
  gesture(
    who: string,
    command: { readonly do: string },
    delivery: string,
    subject?: string,
  ): Promise<Result>;
  tick(command: string, subject: string): Promise<boolean>;
  stop(): Promise<void>;
}

export interface Stage {
  readonly admin: pg.Client;
  readonly rigs: readonly Rig[];
  /** The database's clock from now on. */
  becomes(at: number): Promise<void>;
  stop(): Promise<void>;
}

export const organisation = "acme";
const sender = (who: string): From => ({
  platform: "slack",
  workspace: "T0ACME00",
  account: `U0${who.toUpperCase()}`,
});

export async function openStage(count: number): Promise<Stage> {
  const server = await postgresServer();
  const { url, name } = await server.database();
  const owner = openDatabase({ url }, openLog("silent"));
  await owner.migrate();
  const env = {
    DATABASE_URL: url,
    HANDRAIL_CONFIG: "h.yaml",
    HANDRAIL_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
    SLACK_SIGNING_SECRET: "s",
    SLACK_BOT_TOKEN: "xoxb-1",
  };
  const loaded = loadConfig(
    env,
    (path) => (path === "h.yaml" ? organisationFile : undefined),
    () => undefined,
  );
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  for (const file of loaded.config.organisations) await applyFile(owner, file);
  await owner.close();
  const admin = new pg.Client({
    host: "127.0.0.1",
    port: server.port,
    user: "postgres",
    password: "admin",
    database: name,
  });
  await admin.connect();
  const rigs: Rig[] = [];
  for (let n = 0; n < count; n++) rigs.push(await openRig(server, url));
  return {
    admin,
    rigs,
    async becomes(at) {
      await admin.query(
        "update handrail.clock set shift = to_timestamp($1 / 1000.0) - clock_timestamp()",
        [at],
      );
    },
    async stop() {
      for (const rig of rigs) await rig.stop();
      await admin.end();
      await server.stop();
    },
  };
}

const escalations = escalationsWith(readOwnOrder, promisedInCall, readAfterHelp, readTips);

async function openRig(server: PostgresServer, url: string): Promise<Rig> {
  const gate = await gateTo(server.port);
  const log = openLog("silent");
  const db = openDatabase({ url: url.replace(`:${server.port}/`, `:${gate.port}/`) }, log, {
    connections: 1,
  });
  const leased: Claimed[] = [];
  const parts: CoreParts = {
    ...{
      db,
      directory: new Directory(db),
      vault: openVault([{ kid: "k1", key: Buffer.alloc(32, 7) }]),
      log,
      metrics: new Metrics(),
    },
    ...{
      features: new Map([[escalations.name, escalations]]),
      pages: "home",
      adapters: new Map(),
      now: () => Date.now(),
      dutyPhone: () => undefined,
    },
    sender: {
      take: (claimed: readonly Claimed[]) => void leased.push(...claimed),
    } as unknown as Sender,
  };
  // Read once, while the gate is open: from then on each statement is one of a command.
  await parts.directory.organisation(organisation);
  return {
    ...{ gate, db, leased },
    async gesture(who, command, delivery, subject) {
      const result = await transact(parts, {
        ...{ organisation, feature: escalations, command },
        source: { by: sender(who), delivery, ...(subject === undefined ? {} : { subject }) },
      });
      if ("claimed" in result) leased.push(...result.claimed);
      return result;
    },
    tick: (command, subject) =>
      ringTimer(parts, { organisation, feature: "escalations", subject, command }),
    async stop() {
      gate.open = true;
      await db.close();
      await gate.stop();
    },
  };
}
