import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Config, OrganisationFile } from "./config.ts";
import { features } from "./features.ts";
import type { Platform } from "./kernel/ids.ts";
import { applyFile } from "./setup/apply.ts";
import { introduceEverybody } from "./setup/introduce.ts";
import { givenUp, patiently } from "./setup/patiently.ts";
import type { Adapter, Core } from "./platform/adapter.ts";
import { Auditor } from "./runtime/auditor.ts";
import type { Claimed } from "./runtime/messages/claims.ts";
import { Clock } from "./runtime/timers/clock.ts";
import { type Database, type Tx, openDatabase } from "./runtime/database/database.ts";
import type { AnyFeature } from "./runtime/feature.ts";
import { Directory } from "./runtime/directory/directory.ts";
import { keysOfBackup } from "./runtime/backup/format.ts";
import { backUpRegularly } from "./runtime/backup/regularly.ts";
import { layout } from "./runtime/embedded/layout.ts";
import { openEmbedded } from "./runtime/embedded/open.ts";
import { follows } from "./policies.ts";
import { httpServer, metricsServer } from "./runtime/http.ts";
import { keysBeside, openVault } from "./runtime/keys.ts";
import { faultOf, type Log } from "./runtime/log.ts";
import { Metrics } from "./runtime/metrics.ts";
import type { CoreParts } from "./runtime/parts.ts";
import { openCore } from "./runtime/receive.ts";
import { Sender } from "./runtime/messages/sender.ts";
import { tidy } from "./runtime/tidy.ts";
import { postponeTimer, ringTimer, routeEnded } from "./runtime/messages/unprompted.ts";

export interface App {
  readonly url: string;
  readonly db: Database;
  /** Applies changed organisation files. */
  reload(organisations: readonly OrganisationFile[]): Promise<void>;
  /** When the files' people were looked for on their platforms: from here on, everybody found is answered in their own language. */
  readonly introduced: Promise<void>;
  stop(): Promise<void>;
}

export interface Extras {
  /** The playground's pages. */
  readonly page?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Gives a start up that is still on its way: it then fails, and leaves nothing open. Who serves already is stopped by `stop`. */
  readonly signal?: AbortSignal;
  /** For tests of crashes: see `Transactor.passing`. */
  readonly passing?: (point: string) => void;
}

const tidyEvery = 3_600_000;
/** And once some minutes after a start, when that is over: who starts us anew for every hour would keep everything for ever. */
const tidyFirst = 600_000;
/** `/readyz` is red when no tick has finished for this long. */
const tickMissing = 10_000;

/** Config → database → features → platforms → HTTP. Ready to serve when it returns. */
export async function startApp(config: Config, log: Log, extras: Extras = {}): Promise<App> {
  const closing: Closing = [];
  try {
    return await open(config, log, extras, closing);
  } catch (error) {
    // Also the folder is given back, for whoever starts next.
    for (const close of closing.toReversed()) await Promise.resolve(close()).catch(() => undefined);
    throw error;
  }
}

/** What is to be closed at the end, the last first. */
type Closing = (() => Promise<unknown> | void)[];

async function open(config: Config, log: Log, extras: Extras, closing: Closing): Promise<App> {
  const given = givenUp(extras.signal);
  const whenThere = (work: () => Promise<void>) => patiently(work, log, given);
  const { db, keys } = await openStore(config, log, closing, extras.signal);
  await whenThere(() => db.migrate());
  for (const file of config.organisations) await whenThere(() => apply(db, file, log));
  await db.refreshStatistics();

  const directory = new Directory(db);
  const vault = openVault(keys);
  const metrics = new Metrics();
  const adapters = new Map<Platform, Adapter>();
  const { passing } = extras;
  const named = (is: (feature: AnyFeature) => boolean) =>
    [...features.values()].filter(is).map(({ name }) => name);
  const clock: Clock = new Clock(db, log, {
    ring: async (due) => {
      if (await ringTimer(parts, due)) metrics.rang(due.lateness);
    },
    claim: (organisation) => sender.claimWaiting(organisation),
    postpone: (due, seconds) => postponeTimer(db, due, seconds),
    known: [...features.values()].flatMap((feature) =>
      Object.keys(feature.doors?.ticks ?? {}).map((command) => [feature.name, command] as const),
    ),
    patient: named((feature) => feature.patient === true),
  });
  const now = () => clock.now();
  const common = {
    db,
    directory,
    vault,
    features,
    adapters,
    log,
    metrics,
    now,
    follows,
    pages: [...features.values()].find((feature) => feature.doors?.home !== undefined)?.name,
    ...(passing === undefined ? {} : { passing }),
  };
  const sender: Sender = new Sender({
    ...common,
    unreachable: (...facts) => routeEnded(parts, ...facts),
  });
  let fileOf = filesByWorkspace(config.organisations);
  const parts: CoreParts = {
    ...common,
    sender,
    dutyPhone: (workspace) => fileOf(workspace)?.dutyPhone,
    livesAs: (workspace) => fileOf(workspace),
  };
  const core = openCore(parts);

  await whenThere(() => clock.set());
  await makeAdapters(config, core, log, adapters);

  const doors = {
    platforms: Object.assign(
      {},
      ...[...adapters.values()].map((adapter) => adapter.routes),
    ) as Adapter["routes"],
    ready: () => readiness(db, clock),
    metrics: async () => ({
      type: metrics.registry.contentType,
      body: await metrics.registry.metrics(),
    }),
    showMetrics: config.metrics === undefined,
    ...(extras.page === undefined ? {} : { page: extras.page }),
  };
  const server = httpServer(doors, log);
  // From here on others are served, and a stop is a stop.
  extras.signal?.throwIfAborted();
  const url = await listen(server, config.port, config.host);
  const metricsDoor = config.metrics === undefined ? undefined : metricsServer(doors);
  if (metricsDoor !== undefined && config.metrics !== undefined)
    await listen(metricsDoor, config.metrics.port, config.metrics.host);

  const { deadman } = config;
  const auditor = new Auditor({
    ...{ db, features, log, metrics, take: (claimed: readonly Claimed[]) => sender.take(claimed) },
    ...(deadman === undefined ? {} : { allWell: () => tellWatchdog(deadman, log) }),
  });
  for (const adapter of adapters.values()) await adapter.start();
  const stopping = new AbortController();
  const found = async (tx: Tx) => {
    for (const feature of features.values()) await feature.care?.found?.(tx);
  };
  const introduced = introduceEverybody({
    db,
    directory,
    adapters,
    log,
    organisations: config.organisations,
    signal: stopping.signal,
    found,
  });
  clock.start();
  auditor.start();
  const tidyUp = () =>
    void tidy(db, features, { directory, vault, log }).catch((err: unknown) =>
      log.warn({ err }, "tidying failed"),
    );
  const tidying = [setTimeout(tidyUp, tidyFirst), setInterval(tidyUp, tidyEvery)];

  return {
    url,
    db,
    introduced,
    async reload(organisations) {
      for (const file of organisations) await apply(db, file, log);
      await db.refreshStatistics();
      fileOf = filesByWorkspace(organisations);
      directory.forget();
      void introduceEverybody({
        db,
        directory,
        adapters,
        log,
        organisations,
        signal: stopping.signal,
        found,
      });
    },
    async stop() {
      // No new work; what was accepted is kept: it is committed, and the next start goes on with it.
      tidying.forEach(clearTimeout);
      stopping.abort();
      await auditor.stop();
      await Promise.all([
        closeServer(server),
        ...[...adapters.values()].map((adapter) => adapter.hangUp?.()),
      ]);
      if (metricsDoor !== undefined) await closeServer(metricsDoor);
      await clock.stop();
      // Each may wait for a platform: together, so that all of it stays within the ten seconds.
      await Promise.all([
        sender.stop(),
        ...[...adapters.values()].map((adapter) => adapter.stop()),
      ]);
      await introduced;
      for (const close of closing.toReversed()) await close();
    },
  };
}

async function openStore(
  config: Config,
  log: Log,
  closing: Closing,
  signal: AbortSignal | undefined,
) {
  if ("url" in config.database) {
    const db = openDatabase({ url: config.database.url }, log);
    closing.push(() => db.close());
    return { db, keys: config.keys };
  }
  const tell = embeddedLog(log);
  const embedded = await openEmbedded({
    folder: config.database.folder,
    log: tell,
    signal,
  });
  closing.push(() => embedded.stop());
  const db = openDatabase(embedded.connection, log);
  closing.push(() => db.close());
  const isGiven = config.keys.length > 0;
  const keys = isGiven ? config.keys : keysBeside(embedded.folder);
  const { backups } = layout(embedded.folder);
  const kept = keysOfBackup(keys, !isGiven);
  closing.push(await backUpRegularly(embedded.connection, backups, kept, tell));
  return { db, keys };
}

/** What happens to the embedded server, as sentences; and by its name, for who searches a log. */
const sayings: Readonly<Record<string, readonly ["info" | "warn", string]>> = {
  "embedded.opened": ["info", "the database is open"],
  "embedded.died": ["warn", "the database ended by itself"],
  "embedded.restarted": ["warn", "the database runs again"],
  "embedded.restart_failed": ["warn", "the database could not be started again"],
  "embedded.closed": ["info", "the database is closed"],
  "embedded.backup": ["info", "backup made"],
  "embedded.backup_failed": ["warn", "no backup could be made"],
};

const embeddedLog =
  (log: Log) =>
  (event: string, facts: object = {}): void => {
    const [level, words] = sayings[event] ?? ["info", event];
    log[level]({ event, ...facts }, words);
  };

async function apply(db: Database, file: OrganisationFile, log: Log): Promise<void> {
  if (!(await applyFile(db, file, features.values())))
    log.warn(
      { organisation: file.id },
      "a newer version of this file is in force; this one was not applied",
    );
}

/** A watchdog that cannot be reached is its owner's to notice: that is what it is for. */
async function tellWatchdog(url: string, log: Log): Promise<void> {
  await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" }).then(
    (response) => response.body?.cancel(),
    (err: unknown) => log.warn({ fault: faultOf(err) }, "the watchdog was not reached"),
  );
}

/** Who lives in a workspace, by the files: known without a database, for when that is away. */
function filesByWorkspace(
  organisations: readonly OrganisationFile[],
): (workspace: string) => OrganisationFile | undefined {
  const files = new Map(
    organisations.flatMap((file) =>
      [...file.workspaces.slack, ...file.workspaces.teams].map((workspace) => [workspace, file]),
    ),
  );
  const only = organisations.length === 1 ? organisations[0] : undefined;
  return (workspace) => files.get(workspace) ?? only;
}

/** A platform that is not used is not even loaded: Microsoft's SDK alone is a quarter of the memory. */
async function makeAdapters(
  config: Config,
  core: Core,
  log: Log,
  adapters: Map<Platform, Adapter>,
): Promise<void> {
  if (config.slack !== undefined)
    adapters.set(
      "slack",
      (await import("../adapters/slack/index.ts")).slackAdapter(config.slack, core, log),
    );
  if (config.teams !== undefined)
    adapters.set(
      "teams",
      (await import("../adapters/teams/index.ts")).teamsAdapter(config.teams, core, log),
    );
}

async function readiness(db: Database, clock: Clock): Promise<{ ready: boolean; reason?: string }> {
  try {
    await db.ping();
  } catch {
    return { ready: false, reason: "the database does not answer" };
  }
  if (performance.now() - clock.lastTick > tickMissing)
    return { ready: false, reason: "the clock does not tick" };
  return { ready: true };
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  await once(server, "listening");
  const at = server.address() as AddressInfo;
  return `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${at.port}`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  // Streams of the playground's page would keep it open.
  const impatient = setTimeout(() => server.closeAllConnections(), 2_500);
  await closed;
  clearTimeout(impatient);
}
