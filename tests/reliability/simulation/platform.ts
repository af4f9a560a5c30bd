import type { ChatPlatform as PlatformName } from "../../../src/kernel/ids.ts";
import type { Adapter, Delivery } from "../../../src/platform/adapter.ts";
import type { Delivered } from "../../../src/platform/errors.ts";
import type { Card, Gone, Notice } from "../../../src/platform/view.ts";
import type { Chance } from "./chance.ts";
import type { Profile } from "./profile.ts";
import type { Actor, Time } from "./time.ts";

/** A copy of a message on somebody's screen. */
export interface Copy {
  readonly address: string;
  readonly platform: PlatformName;
  readonly account: string;
  readonly workspace: string;
  readonly feature: string;
  readonly name: string;
  readonly occasion: string;
  view: Card | Notice | Gone;
  again: boolean;
}

/** What came of one call, as only the platform knows it. */
export interface Call {
  readonly at: number;
  readonly delivery: Delivery;
  readonly actor: Actor;
  readonly accepted: boolean;
  readonly outcome: Delivered["outcome"];
}

const timeout = 5_000;

/**
 * A chat platform with good and bad days. What it accepts is on a screen, whether or not its
 * answer arrives.
 */
export class Platform {
  readonly screens = new Map<string, Copy>();
  /** Told of each copy that was posted or edited. */
  onShown: (copy: Copy, isNew: boolean) => void = () => undefined;
  onCall: (call: Call) => void = () => undefined;
  readonly name: PlatformName;
  readonly #time: Time;
  readonly #chance: Chance;
  readonly #profile: () => Profile;
  readonly #gone = new Set<string>();
  #outUntil = 0;
  #posts = 0;

  constructor(name: PlatformName, time: Time, chance: Chance, profile: () => Profile) {
    this.name = name;
    this.#time = time;
    this.#chance = chance;
    this.#profile = profile;
  }

  goesOut(ms: number): void {
    this.#outUntil = this.#time.now + ms;
  }

  /** As an instance sees it. */
  adapter(actor: Actor): Adapter {
    return {
      platform: this.name,
      routes: {},
      describe: async () => undefined,
      find: async function* () {},
      start: async () => undefined,
      stop: async () => undefined,
      deliver: (delivery) => new Promise((resolve) => this.#call(actor, delivery, resolve)),
    };
  }

  #call(actor: Actor, delivery: Delivery, resolve: (delivered: Delivered) => void): void {
    // A process that died in this very moment calls nobody any more.
    if (!actor.alive) return;
    const way = this.#chance.happens(this.#profile().slow)
      ? this.#chance.between(500, 4_000)
      : this.#chance.between(15, 120);
    const { answer, accepts, after = way } = this.#fate(delivery);
    this.#time.in(way, () => {
      const shown = accepts ? this.#show(delivery) : undefined;
      const delivered: Delivered = answer ?? shown ?? { outcome: "shown", address: "" };
      this.onCall({
        at: this.#time.now,
        delivery,
        actor,
        accepted: accepts,
        outcome: delivered.outcome,
      });
      this.#time.reaches(actor, after, () => resolve(delivered));
    });
  }

  #fate(delivery: Delivery): { answer?: Delivered; accepts: boolean; after?: number } {
    const profile = this.#profile();
    const chance = this.#chance;
    const code = "outage";
    if (this.#gone.has(delivery.account))
      return { answer: { outcome: "unreachable", code: "user_not_found" }, accepts: false };
    if (delivery.address !== undefined && !this.screens.has(delivery.address))
      return { answer: { outcome: "gone", code: "message_not_found" }, accepts: false };
    if (this.#time.now < this.#outUntil) {
      const how = chance.pick(["throttled", "failed", "unsure", "hangs"] as const);
      if (how === "throttled")
        return {
          answer: { outcome: how, retryAfter: chance.between(1, 30) * 1_000 },
          accepts: false,
        };
      if (how === "failed") return { answer: { outcome: how, code }, accepts: false };
      return {
        answer: { outcome: "unsure", code },
        accepts: chance.happens(0.3),
        ...(how === "hangs" ? { after: timeout - 120 } : {}),
      };
    }
    const { throttled, failed, ghost, nothing, unreachable } = profile;
    const dice = chance.next();
    if (dice < throttled)
      return {
        answer: { outcome: "throttled", retryAfter: chance.between(1, 10) * 1_000 },
        accepts: false,
      };
    if (dice < throttled + failed)
      return { answer: { outcome: "failed", code: "service_unavailable" }, accepts: false };
    if (dice < throttled + failed + ghost)
      return {
        answer: { outcome: "unsure", code: "500" },
        accepts: true,
        after: chance.pick([30, timeout - 120]),
      };
    if (dice < throttled + failed + ghost + nothing)
      return {
        answer: { outcome: "unsure", code: "cut" },
        accepts: false,
        after: chance.pick([30, timeout - 120]),
      };
    if (dice < throttled + failed + ghost + nothing + unreachable) {
      this.#gone.add(delivery.account);
      // They come back an hour later.
      this.#time.in(3_600_000, () => this.#gone.delete(delivery.account));
      return { answer: { outcome: "unreachable", code: "user_not_found" }, accepts: false };
    }
    return { accepts: true };
  }

  #show(delivery: Delivery): Delivered {
    const { view, again, address, account, workspace, feature, name, occasion } = delivery;
    if (view.kind === "board") return { outcome: "shown", address: "home" };
    const known = address === undefined ? undefined : this.screens.get(address);
    // Now and then it may not be removed, and its line stays.
    if (known !== undefined && view.kind === "gone" && !this.#chance.happens(0.2)) {
      this.screens.delete(known.address);
      return { outcome: "removed" };
    }
    if (known !== undefined) {
      Object.assign(known, { view, again });
      this.onShown(known, false);
      return { outcome: "shown", address: known.address };
    }
    const copy: Copy = {
      address: `${this.name}-${++this.#posts}`,
      platform: this.name,
      account,
      workspace,
      feature,
      name,
      occasion,
      view,
      again,
    };
    this.screens.set(copy.address, copy);
    this.onShown(copy, true);
    return { outcome: "shown", address: copy.address };
  }
}
