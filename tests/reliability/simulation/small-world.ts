import { readOwnOrder } from "../../../src/checkins/hard/store.ts";
import { promisedInCall } from "../../../src/promises/in-call/store.ts";
import { escalationsWith } from "../../../src/escalations/feature.ts";
import { readAfterHelp } from "../../../src/learning/store.ts";
import { readTips } from "../../../src/learning/tips/store.ts";
import type { AnyFeature } from "../../../src/runtime/feature.ts";
import { Chance } from "./chance.ts";
import type { Simulated } from "./database/open.ts";
import type { Server } from "./database/server.ts";
import { type Instance, type World, startInstance } from "./instance.ts";
import type { Member } from "./organisations.ts";
import { type Call, Platform } from "./platform.ts";
import { profileOf } from "./profile.ts";
import { type Actor, type Time, dayBegins } from "./time.ts";

/** A calm world with one agent who asks, for a single thing that goes wrong in it. */
export interface SmallWorld {
  readonly server: Server;
  readonly platforms: readonly Platform[];
  readonly members: readonly Member[];
  readonly calls: readonly Call[];
  /** What should not have happened. */
  readonly faults: readonly string[];
  start(passing?: World["passing"]): Instance;
  /** The agent's one delivery, to an instance. @returns what they hear, when they do */
  asks(instance: Instance): Promise<"confirmed" | "refused">;
  /** Fourteen seconds of it: before the first step ends, and time for a lease to run out. */
  passes(): Promise<void>;
  /**
   * How the posts of each page were marked, one after the other: `plain`, `marked`,
   * `plain+marked`.
   */
  pages(): string[];
}

/** A process that died in this very moment says nothing any more. */
const fromTheLiving = <T>({ alive }: Actor, said: T): T | Promise<never> =>
  alive ? said : new Promise<never>(() => undefined);

export async function smallWorld(time: Time, database: Simulated, seed = 1): Promise<SmallWorld> {
  time.reset();
  const chance = new Chance(seed);
  const { server, members } = await database.begin(time, chance);
  const profile = profileOf(0, chance);
  const platforms = (["slack", "teams"] as const).map(
    (name) => new Platform(name, time, chance, () => profile),
  );
  const agent = members.find((one) => one.agent && one.organisation === "acme") as Member;
  const calls: Call[] = [];
  const faults: string[] = [];
  for (const platform of platforms) platform.onCall = (call) => void calls.push(call);
  const escalations = escalationsWith(readOwnOrder, promisedInCall, readAfterHelp, readTips);
  const features: ReadonlyMap<string, AnyFeature> = new Map([[escalations.name, escalations]]);
  const world = {
    time,
    server,
    platforms,
    features,
    rang: () => undefined,
    fault: (what: string) => void faults.push(what),
  };
  let instances = 0;
  return {
    server,
    platforms,
    members,
    calls,
    faults,
    start: (passing) =>
      startInstance(`i${++instances}`, 0, passing === undefined ? world : { ...world, passing }),
    asks: ({ core, actor }) =>
      time.as(actor, () =>
        core
          .receive({
            sender: agent,
            delivery: "one",
            kind: "word",
            word: "escalate",
            text: "",
            seen: false,
          })
          .then(
            () => fromTheLiving(actor, "confirmed" as const),
            () => fromTheLiving(actor, "refused" as const),
          ),
      ),
    passes: () => time.passes(dayBegins + 14_000, () => server.nextDue()),
    pages() {
      const posts = calls.filter(
        ({ delivery, accepted }) =>
          accepted && delivery.name === "page" && delivery.address === undefined,
      );
      const byMessage = Map.groupBy(
        posts,
        ({ delivery }) => `${delivery.account} ${delivery.occasion}`,
      );
      const marks = [...byMessage.values()].map((all) =>
        all.map(({ delivery }) => (delivery.again ? "marked" : "plain")).join("+"),
      );
      return [...new Set(marks)].toSorted();
    },
  };
}
