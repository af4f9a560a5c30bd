import { forgetOldest } from "./forget.ts";
import type { Ids } from "./ids.ts";

/** In milliseconds. A trigger id works once (docs/platforms.md S2). */
const LIFETIME = 3_000;
const REMEMBERED = 5_000;

type TriggerError = "invalid_trigger_id" | "expired_trigger_id" | "exchanged_trigger_id";

export interface Triggers {
  issue(account: string): string;
  /** The account that a trigger belongs to, without using it up. */
  peek(id: unknown): string | undefined;
  exchange(id: unknown): { readonly account: string } | { readonly error: TriggerError };
}

export function triggers(ids: Ids, now: () => number, lifetime = LIFETIME): Triggers {
  const issued = new Map<
    string,
    { readonly account: string; readonly at: number; used: boolean }
  >();
  return {
    issue(account) {
      const id = `${Math.floor(now() / 1_000)}.${ids.next("")}.${account.toLowerCase()}`;
      issued.set(id, { account, at: now(), used: false });
      forgetOldest(issued, REMEMBERED);
      return id;
    },
    peek: (id) => issued.get(String(id))?.account,
    exchange(id) {
      const trigger = issued.get(String(id));
      if (trigger === undefined) return { error: "invalid_trigger_id" };
      if (trigger.used) return { error: "exchanged_trigger_id" };
      if (now() - trigger.at > lifetime) return { error: "expired_trigger_id" };
      trigger.used = true;
      return { account: trigger.account };
    },
  };
}
