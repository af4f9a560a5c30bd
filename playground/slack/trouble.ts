/**
 * What goes wrong with a call. `cut-before` and `hang` are met before anything happened;
 * `cut-after-accept`, `hang-after-accept` and `error-after-accept` once it has (docs/platforms.md
 * S20).
 */
export type How =
  | { readonly status: number; readonly retryAfter?: number }
  | { readonly error: string }
  | "hang"
  | "hang-after-accept"
  | "cut-before"
  | "cut-after-accept"
  | "error-after-accept";

export interface Trouble {
  /** A Web API method, `response_url`, or `*` for every call. */
  readonly method: string;
  /** How many calls meet it: 1 when absent; `Infinity` until it is stopped. */
  readonly count?: number;
  readonly how: How;
  /** Only calls that concern this person. */
  readonly account?: string;
}

/** A trouble that is on: how many calls met it, and an end to it. */
export interface Troubling {
  readonly met: number;
  stop(): void;
}

export interface Troubles {
  start(trouble: Trouble): Troubling;
  stopAll(): void;
  /** The trouble this call meets, if any; `account` is asked only when a rule needs it. */
  meet(method: string, account: () => string | undefined): How | undefined;
}

export function troubles(): Troubles {
  const on = new Set<{ readonly trouble: Trouble; met: number }>();
  return {
    start(trouble) {
      const rule = { trouble, met: 0 };
      on.add(rule);
      return {
        get met() {
          return rule.met;
        },
        stop: () => void on.delete(rule),
      };
    },
    stopAll: () => on.clear(),
    meet(method, account) {
      for (const rule of on) {
        const { trouble } = rule;
        if (trouble.method !== "*" && trouble.method !== method) continue;
        if (trouble.account !== undefined && trouble.account !== account()) continue;
        rule.met += 1;
        if (rule.met >= (trouble.count ?? 1)) on.delete(rule);
        return trouble.how;
      }
      return undefined;
    },
  };
}
