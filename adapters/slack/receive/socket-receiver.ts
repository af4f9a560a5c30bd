import { setTimeout as wait } from "node:timers/promises";
import { at, type Body, textAt } from "../../../src/platform/json.ts";
import { classify } from "../deliver/errors.ts";
import type { Log } from "../config.ts";
import { isExpected } from "./events.ts";
import { Line, type LineTiming } from "./web-socket.ts";
import type { Dispatch } from "../sdk.ts";

/*
 * Socket Mode: we call Slack, and it sends down the line what it would have posted to our door. `@slack/socket-mode` 3.1.0
 * was read and left: it closes the old line before it opens the next (5 to 12 s without any, whenever Slack recycles one),
 * throws answers away that are still being made then, and a failed reconnect is an unhandled rejection, which ends the process.
 */

export interface SocketMode {
  /** Begins to call, and goes on until it is told to hang up. Never fails. */
  start(): void;
  /** Calls no more. What has come in is stored and answered, then every line is closed. */
  hangUp(): Promise<void>;
}

export interface SocketParts {
  /** The address for one new line. @throws whatever the Web API client throws */
  readonly open: () => Promise<string | undefined>;
  readonly dispatch: Dispatch;
  readonly log: Log;
  /** Work that goes on after the answer. */
  readonly background: (work: Promise<void>) => void;
  /** Says an answer beside the line, when the line that asked is gone. */
  readonly aside: (body: Body, answer: object) => Promise<void>;
  readonly timing?: Partial<SocketTiming>;
}

/** In milliseconds. */
interface SocketTiming extends LineTiming {
  /** The pause before the third call; it doubles up to `longest`. The first two are made at once. */
  readonly pause: number;
  readonly longest: number;
  /** How long a line may stay that Slack said it would end. */
  readonly leaving: number;
  /** How long answers may take when we hang up. */
  readonly farewell: number;
}
const usual: SocketTiming = {
  greeting: 10_000,
  silence: 30_000,
  pause: 250,
  longest: 60_000,
  leaving: 60_000,
  farewell: 3_000,
};

export function socketMode({
  open,
  dispatch,
  log,
  background,
  aside,
  timing: given,
}: SocketParts): SocketMode {
  const timing = { ...usual, ...given };
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Every line on which something may still come, the one in use among them. */
  const lines = new Set<Line>();
  const working = new Set<Promise<void>>();
  let current: Line | undefined;
  let calling: Promise<void> | undefined;
  let calls = 0;

  const call = (): void => {
    calling ??= callUntilThere().finally(() => (calling = undefined));
  };

  async function callUntilThere(): Promise<void> {
    while (!signal.aborted && current === undefined) {
      const most = calls < 2 ? 0 : Math.min(timing.longest, timing.pause * 2 ** (calls - 2));
      calls += 1;
      // Uneven, so that instances which lost Slack together do not come back together.
      await wait(most * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      const fault = signal.aborted ? undefined : await callOnce();
      if (fault === undefined) continue;
      log.warn({ platform: "slack", code: fault.code, calls }, "no line to slack");
      await wait(fault.wait, undefined, { signal }).catch(() => undefined);
    }
  }

  async function callOnce(): Promise<{ code: string; wait: number } | undefined> {
    let line: Line;
    try {
      const url = await open();
      if (signal.aborted) return undefined;
      if (url === undefined || !isLineAddress(url)) return { code: "line_address", wait: 0 };
      line = new Line(url, listener, timing);
    } catch (error) {
      const fault = classify(error);
      return fault.outcome === "throttled"
        ? { code: "ratelimited", wait: fault.retryAfter }
        : { code: fault.code, wait: 0 };
    }
    lines.add(line);
    const hangUp = () => line.end("hung_up");
    signal.addEventListener("abort", hangUp, { once: true });
    const code = await line.greeted;
    signal.removeEventListener("abort", hangUp);
    if (code !== undefined) {
      line.end(code);
      return { code, wait: 0 };
    }
    // Gone or leaving again already: the loop goes on.
    if (lines.has(line) && !line.leaving) current = line;
    log.info({ platform: "slack", lines: lines.size }, "line to slack");
    return undefined;
  }

  /** The line in use is over, or will be: the next one is called while what still hangs on the old one is answered there. */
  function replace(line: Line, reason: string): void {
    if (line !== current) return;
    current = undefined;
    log.info({ platform: "slack", code: reason }, "line to slack is ending");
    call();
  }

  const listener = {
    envelope(line: Line, id: string, envelope: Body) {
      // A line that brought something was a good one: when it goes, the next call is the first again.
      calls = 0;
      const work = take(line, id, envelope);
      working.add(work);
      void work.finally(() => working.delete(work));
    },
    ending(line: Line, reason: string) {
      replace(line, reason);
      setTimeout(() => line.end("left"), timing.leaving).unref();
    },
    ended(line: Line) {
      lines.delete(line);
      replace(line, "closed");
    },
  };

  /** Answered once it is stored. What is not stored is not answered: Slack sends an event again, and tells a person itself. */
  async function take(line: Line, id: string, envelope: Body): Promise<void> {
    const body = at(envelope, "payload") as Body | undefined;
    if (body === undefined || !isExpected(body)) return void line.answer(id);
    try {
      const retry = at(envelope, "retry_attempt");
      const answer = await dispatch(body, typeof retry === "number" ? retry : undefined);
      const said = at(envelope, "accepts_response_payload") === true ? answer?.body : undefined;
      const heard = line.answer(id, said);
      if (answer?.after !== undefined) background(answer.after());
      if (answer?.body !== undefined && (!heard || said === undefined))
        background(aside(body, answer.body));
    } catch (error) {
      log.error(
        { platform: "slack", type: textAt(envelope, "type"), err: error },
        "envelope not accepted",
      );
    }
  }

  return {
    start: call,
    async hangUp() {
      stopping.abort();
      const late = wait(timing.farewell, "late", { ref: false });
      while (working.size > 0)
        if ((await Promise.race([late, Promise.allSettled(working)])) === "late") break;
      for (const line of lines) line.end("hung_up");
    },
  };
}

/** Only over TLS, except to this machine: the address itself is the key to the line. */
function isLineAddress(url: string): boolean {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return (
    address?.protocol === "wss:" ||
    (address?.protocol === "ws:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(address.hostname))
  );
}
