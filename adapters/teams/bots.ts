import { registrationOf } from "../../src/platform/registrations.ts";
import { cloudOf, type Log, type TeamsConfig, type TeamsRegistration } from "./config.ts";
import { credentials, type Credentials } from "./connector/credentials.ts";
import { Fault } from "./connector/fault.ts";
import type { Bot } from "./sdk.ts";

interface Registered extends TeamsRegistration {
  readonly tokens: Credentials;
  readonly open: () => Promise<Bot>;
}

/**
 * The bots of our registrations, each with tokens of its own. Of a tenant one counts, in and out:
 * what is kept by tenant (chats, connectors, refusals) is therefore never shared between two.
 */
export class Bots {
  readonly #all: readonly Registered[];

  constructor(
    { registrations, cloud: given }: TeamsConfig,
    now: () => number,
    isServiceUrl: (url: string) => boolean,
  ) {
    this.#all = registrations.map((one) => {
      const { appId } = one;
      const cloud = cloudOf(one, given);
      const tokens = credentials(one, cloud, now);
      // The SDK is large and only this platform's: it is loaded when first needed.
      const open = once(async () =>
        (await import("./sdk.ts")).openBot({ appId, cloud, credentials: tokens, isServiceUrl }),
      );
      return { ...one, tokens, open };
    });
  }

  /** The bot of a tenant. @throws {Fault} where no registration serves it: nothing is sent */
  async of(tenant: string): Promise<Bot> {
    const one = registrationOf(this.#all, tenant);
    if (one === undefined) throw new Fault("unsent", "registration_unknown");
    return one.open();
  }

  /** Whether a token's audience is one of our registrations. */
  knows(audience: unknown): boolean {
    return this.#all.some(({ appId }) => appId === audience);
  }

  /** Whether this registration is the one of that tenant. */
  serves(appId: string, tenant: string): boolean {
    return registrationOf(this.#all, tenant)?.appId === appId;
  }

  /** What the first page would wait for otherwise. One that has no token yet holds up no other. */
  async warmUp(log: Log): Promise<void> {
    const several = this.#all.length > 1;
    await Promise.all(
      this.#all.map(async ({ appId, tokens, open }) => {
        try {
          await open();
          await tokens.token();
        } catch {
          const which = several ? { app: appId } : {};
          log.warn({ platform: "teams", code: "no_token", ...which }, "no token for Teams yet");
        }
      }),
    );
  }
}

function once(open: () => Promise<Bot>): () => Promise<Bot> {
  let opened: Promise<Bot> | undefined;
  return () => (opened ??= open());
}
