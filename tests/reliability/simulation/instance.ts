import type { Platform as PlatformName } from "../../../src/kernel/ids.ts";
import type { Adapter, Core } from "../../../src/platform/adapter.ts";
import { Unavailable } from "../../../src/platform/errors.ts";
import { Auditor } from "../../../src/runtime/auditor.ts";
import { Clock } from "../../../src/runtime/timers/clock.ts";
import { Directory } from "../../../src/runtime/directory/directory.ts";
import type { AnyFeature } from "../../../src/runtime/feature.ts";
import type { Follows } from "../../../src/runtime/follows.ts";
import type { Vault } from "../../../src/runtime/keys.ts";
import type { Log } from "../../../src/runtime/log.ts";
import type { Metrics } from "../../../src/runtime/metrics.ts";
import type { CoreParts } from "../../../src/runtime/parts.ts";
import { Uncertain } from "../../../src/runtime/command/deadline.ts";
import { openCore } from "../../../src/runtime/receive.ts";
import { Sender } from "../../../src/runtime/messages/sender.ts";
import { postponeTimer, ringTimer, routeEnded } from "../../../src/runtime/messages/unprompted.ts";
import { openDatabase } from "../../../src/runtime/database/database.ts";
import { withPools } from "./database/pool.ts";
import type { Server } from "./database/server.ts";
import type { Platform } from "./platform.ts";
import type { Actor, Time } from "./time.ts";

/**
 * Handrail as src/app.ts puts it together, without doors: the real core, sender, clock and
 * auditor.
 */
export interface Instance {
  readonly actor: Actor;
  readonly core: Core;
}

export interface World {
  readonly time: Time;
  readonly server: Server;
  readonly platforms: readonly Platform[];
  readonly features: ReadonlyMap<string, AnyFeature>;
  /** What leads to what across them. */
  readonly follows?: Follows;
  /** A timer was carried out, so late. */
  readonly rang: (lateness: number) => void;
  /** The named points of src/runtime. */
  readonly passing?: (point: string) => void;
  /** Something that should not happen was logged. */
  readonly fault: (what: string) => void;
}

export function startInstance(name: string, skew: number, world: World): Instance {
  const actor: Actor = { name, skew, alive: true, frozenUntil: 0 };
  return world.time.as(actor, () => {
    const { features, follows, passing } = world;
    const log = listening(world.fault);
    const db = withPools(world.server, actor, () =>
      openDatabase({ url: "postgres://simulated" }, log),
    );
    const metrics = silent();
    const directory = new Directory(db);
    const adapters = new Map<PlatformName, Adapter>(
      world.platforms.map((platform) => [platform.name, platform.adapter(actor)]),
    );
    const named = (is: (feature: AnyFeature) => boolean) =>
      [...features.values()].filter(is).map(({ name }) => name);
    const clock: Clock = new Clock(db, log, {
      ring: async (due) => {
        if (await ringTimer(parts, due)) world.rang(due.lateness);
      },
      claim: (organisation) => sender.claimWaiting(organisation),
      postpone: (due, seconds) => postponeTimer(db, due, seconds),
      patient: named(({ patient }) => patient === true),
    });
    const common = {
      db,
      directory,
      vault,
      features,
      adapters,
      log,
      metrics,
      now: () => clock.now(),
      pages: "home",
      ...(follows === undefined ? {} : { follows }),
      ...(passing === undefined ? {} : { passing }),
    };
    const sender: Sender = new Sender({
      ...common,
      unreachable: (...facts) => routeEnded(parts, ...facts),
    });
    const parts: CoreParts = { ...common, sender, dutyPhone: () => "5000" };
    const core = openCore(parts);
    const auditor = new Auditor({
      db,
      features,
      log,
      metrics,
      take: (claimed) => sender.take(claimed),
    });
    clock.start();
    auditor.start();
    return { actor, core };
  });
}

/** Sealing is not what a simulation looks at: its randomness would differ from run to run. */
const vault: Vault = {
  seal: async (_, text) => text,
  open: async (_, sealed) => sealed,
  sealAnew: async (sealed) => sealed,
  blind: (_, id) => id,
  unblind: () => undefined,
  marks: (_, text) => [`s.${text}`],
  newest: "",
};

/** Outages are part of a day; what is neither an outage nor a doubt is a fault. */
function listening(fault: World["fault"]): Log {
  const hear = (
    facts: { err?: unknown; fault?: { name: string; at?: string }; cause?: { name: string } },
    message: string,
  ) => {
    const { err, fault: found, cause } = facts;
    if (message === "a forgotten subject was healed")
      return fault(`${message}: ${JSON.stringify(facts)}`);
    const expected = (name: string | undefined) => name === "Unavailable" || name === "Uncertain";
    if (err instanceof Error && !(err instanceof Unavailable) && !(err instanceof Uncertain))
      fault(`${message}: ${err.stack}`);
    if (
      found !== undefined &&
      (!expected(found.name) || (cause !== undefined && cause.name === "Error"))
    )
      fault(`${message}: ${JSON.stringify(facts)}`);
  };
  const nothing = () => undefined;
  return {
    error: hear,
    warn: hear,
    info: nothing,
    debug: nothing,
    trace: nothing,
  } as unknown as Log;
}

/** Whatever is counted, nobody looks. */
function silent(): Metrics {
  const nothing = () => undefined;
  const meter = Object.assign(() => undefined, {
    set: nothing,
    inc: nothing,
    observe: nothing,
    reset: nothing,
  });
  return new Proxy({}, { get: () => meter }) as Metrics;
}
