import { AsyncLocalStorage } from "node:async_hooks";
import { Fault } from "./fault.ts";

/*
 * One deadline over several calls (token, new chat, post), carried beside the SDK, which takes no
 * signal.
 */
const current = new AsyncLocalStorage<AbortSignal>();

/** Runs `work` with `ms` milliseconds for all its calls together. */
export function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  return current.run(AbortSignal.timeout(ms), work);
}

/** The deadline in force; calls outside of any have 5 s. */
export function deadline(): AbortSignal {
  return current.getStore() ?? AbortSignal.timeout(5_000);
}

/**
 * `work`, or a fault when the deadline comes first; `work` itself goes on for others who share it.
 */
export async function orDeadline<T>(work: Promise<T>, code: string): Promise<T> {
  const signal = deadline();
  let end: () => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    end = () => reject(new Fault("unsent", code));
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}
