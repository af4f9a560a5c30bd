import type { App, Extras } from "./app-types.ts";
import { doorsOf, makeAdapters, makeWebDoor } from "./adapters.ts";
import type { Config, OrganisationFile } from "./config.ts";
import { processFindings } from "./commands/doctor/in-process.ts";
import { features } from "./features.ts";
import type { OrganisationId, Platform } from "./kernel/ids.ts";
import { FactsInForce, inTurn } from "./setup/apply-again.ts";
import { type ChatSetup, openChatSetup } from "./setup/chat/open.ts";
import { introduceEverybody, newOnes } from "./setup/introduce.ts";
import { Organisations } from "./setup/organisations.ts";
import { type Closing, openStore } from "./setup/open-store.ts";
import { givenUp, patiently } from "./setup/patiently.ts";
import { installs } from "./setup/installs/installs.ts";
import { SelfTest } from "./setup/selftest/self-test.ts";
import { RosterFiles } from "./setup/roster/watch.ts";
import type { Adapter, Deliverer } from "./platform/adapter.ts";
import { openApi } from "./runtime/api/open-api.ts";
import { Auditor } from "./runtime/auditor.ts";
import type { Claimed } from "./runtime/messages/claims.ts";
import { Clock } from "./runtime/timers/clock.ts";
import { lookingAtOnce } from "./runtime/timers/pushed.ts";
import type { AnyFeature } from "./runtime/feature.ts";
import { Directory } from "./runtime/directory/directory.ts";
import { tellOutside } from "./outward/events.ts";
import { OutwardSender } from "./outward/sender.ts";
import { follows } from "./policies.ts";
import { httpServer } from "./runtime/http.ts";
import { openVault } from "./runtime/keys.ts";
import { closeServer, listen, openMetrics } from "./runtime/listen.ts";
import type { Log } from "./runtime/log.ts";
import { Metrics } from "./runtime/metrics.ts";
import type { CoreParts } from "./runtime/parts.ts";
import { readiness } from "./runtime/readiness.ts";
import { openCore } from "./runtime/receive.ts";
import { Sender } from "./runtime/messages/sender.ts";
import { tellWhoIsFound } from "./runtime/messages/undelivered.ts";
import { tellWatchdog } from "./runtime/watchdog.ts";
import { tidyRegularly } from "./runtime/tidy.ts";
import { openWeb } from "./runtime/web/open-web.ts";
import { postponeTimer, ringTimer, routeEnded } from "./runtime/messages/unprompted.ts";

export type { App, Extras } from "./app-types.ts";

/** Config → database → features → platforms → HTTP. Ready to serve when it returns. */
export async function startApp(config: Config, log: Log, extras: Extras = {}): Promise<App> {
  const closing: Closing = [];
  try {
    return await open(config, log, extras, closing);
  } catch (error) {
    // The folder is released too, for the next process.
    for (const close of closing.toReversed()) await Promise.resolve(close()).catch(() => undefined);
    throw error;
  }
}

async function open(config: Config, log: Log, extras: Extras, closing: Closing): Promise<App> {
  const given = givenUp(extras.signal);
  const whenThere = (work: () => Promise<void>) => patiently(work, log, given);
  /** Known once we listen, where no file or variable says it. */
  const listens: { at?: string } = {};
  const address = () => config.address ?? (config.playground ? listens.at : undefined);
  const { db, keys } = await openStore(config, log, closing, extras.signal);
  await whenThere(() => db.migrate());
  const organisations = new Organisations({ db, features, log, config });
  await organisations.begin(whenThere);
  await db.refreshStatistics();

  const directory = new Directory(db);
  const vault = openVault(keys);
  const metrics = new Metrics(keys[0]?.key);
  const adapters = new Map<Platform, Adapter>();
  /** The same, and what only the self-test is played on. */
  const deliverers = new Map<Platform, Deliverer>();
  const { passing } = extras;
  const named = (is: (feature: AnyFeature) => boolean) =>
    [...features.values()].filter(is).map(({ name }) => name);
  const clock: Clock = new Clock(db, log, {
    ring: async (due) => {
      if (await chat.takes(due)) return;
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
    tellOutside,
    pages: [...features.values()].find((feature) => feature.doors?.home !== undefined)?.name,
    passing,
    address,
  };
  const sender: Sender = new Sender({
    ...common,
    adapters: deliverers,
    unreachable: (...facts) => routeEnded(parts, ...facts),
  });
  const outward = new OutwardSender({
    ...common,
    unwellSince: () => selfTest.unwellSince(),
  });
  const inForce = new FactsInForce(directory, config.slack?.install === undefined);
  await whenThere(() => inForce.renew(organisations.all()));
  const reapply = async (id: OrganisationId) => {
    if (await organisations.reapply(id)) directory.forget(id);
    else await chat.again(id);
  };
  const stopping = new AbortController();
  const introduce = (files: readonly OrganisationFile[]) =>
    introduceEverybody({
      ...{ db, directory, adapters, log, organisations: files, signal: stopping.signal },
      found: (organisation, person) => tellWhoIsFound(parts, organisation, person),
      applyAgain: ({ id }) => reapply(id),
    });
  const chat: ChatSetup = openChatSetup(common, {
    core: () => parts,
    adapters,
    files: () => organisations.ofFiles(),
    async applied(file) {
      organisations.applied(file);
      directory.forget(file.id);
      await inForce.renew(organisations.all());
      void introduce([await newOnes(directory, file)]);
    },
  });
  const parts: CoreParts = {
    ...common,
    arrival: chat.arrival,
    membersChanged: chat.membersChanged,
    sender,
    dutyPhone: (workspace) => inForce.of(workspace)?.dutyPhone,
    livesAs: (workspace) => inForce.of(workspace),
    addressMoved: reapply,
    findings: processFindings(config, () => [selfTest.finding()]),
  };
  const core = openCore(parts);
  const selfTest: SelfTest = new SelfTest({
    ...{ db, directory, core, log, metrics, ...extras.selfTest },
  });
  const web = openWeb(parts);

  await whenThere(() => clock.set());
  const adding = installs({ ...common, organisations, introduce });
  await makeAdapters(config, core, log, adapters, adding);
  for (const one of [...adapters.values(), selfTest.platform]) deliverers.set(one.platform, one);

  const doors = {
    ...doorsOf(adapters),
    web: await makeWebDoor(config, {
      core,
      web,
      log,
      signIn: config.signIn,
      api: openApi(parts),
      frame: adapters.get("teams")?.frame,
      address: () => address() ?? "",
    }),
    ready: readiness(db, clock, log),
    page: extras.page,
  };
  const server = httpServer(doors, log);
  // From here on people are served, and only `stop` ends the app.
  extras.signal?.throwIfAborted();
  const url = await listen(server, config.port, config.host);
  listens.at = url;
  const metricsDoor = await openMetrics(metrics, config.metrics, log);

  const { deadman } = config;
  const auditor = new Auditor({
    db,
    features,
    log,
    metrics,
    take: (claimed: readonly Claimed[]) => sender.take(claimed),
    allWell: async () => {
      if (deadman !== undefined && selfTest.isWell()) await tellWatchdog(deadman, log);
    },
  });
  for (const adapter of adapters.values()) await adapter.start();
  await whenThere(() => chat.start());
  const rosters = new RosterFiles({ db, directory, log, now });
  const read = rosters.follow(organisations.ofFiles());
  const introduced = introduce(organisations.all()).then(() => read);
  clock.start();
  auditor.start();
  selfTest.start();
  outward.serve(organisations.all());
  const stopTidying = tidyRegularly(db, features, { directory, vault, log });

  return {
    url,
    metricsUrl: metricsDoor?.url,
    db: lookingAtOnce(db, clock),
    parts,
    introduced,
    selfTest,
    reload: inTurn(async (files: readonly OrganisationFile[]) => {
      const { applied, failed } = await organisations.reload(files);
      await db.refreshStatistics();
      outward.serve(organisations.all());
      directory.forget();
      await inForce.renew(organisations.all());
      void introduce(applied);
      await rosters.follow(organisations.ofFiles());
      if (failed !== undefined) throw failed;
    }),
    async stop() {
      // No new work is taken. Accepted work is committed: the next start continues with it.
      stopTidying();
      stopping.abort();
      await Promise.all([auditor.stop(), rosters.stop(), selfTest.stop()]);
      doors.web?.stop();
      web.stop();
      await Promise.all([
        closeServer(server),
        ...[...adapters.values()].map((adapter) => adapter.hangUp?.()),
      ]);
      if (metricsDoor !== undefined) await closeServer(metricsDoor.server);
      await clock.stop();
      await chat.stop();
      // Each may wait for a platform. They stop together, within ten seconds in all.
      await Promise.all([
        sender.stop(),
        outward.stop(),
        ...[...adapters.values()].map((adapter) => adapter.stop()),
      ]);
      await introduced;
      for (const close of closing.toReversed()) await close();
    },
  };
}
