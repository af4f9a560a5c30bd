import type { Body } from "../../../src/platform/json.ts";
import type { Log } from "../config.ts";
import type { App } from "../sdk.ts";
import { Malformed } from "./body.ts";

/** The part of Bolt's app that a receiver needs. */
export type Processor = Pick<App, "processEvent">;

/** A listener did not accept the request. `cause` is what it threw. */
export class ListenerError extends Error {
  override readonly name = "ListenerError";

  constructor(cause: unknown) {
    super("not accepted", { cause });
  }
}

/** What Slack is answered. 200 means "stored". */
export type Answered =
  | { readonly status: 200; readonly body: object | undefined }
  | { readonly status: 400 | 503 };

/** One request in Bolt's listeners. Neither promise rejects. */
export interface Run {
  /** Settles as soon as Slack may be answered. */
  readonly answered: Promise<Answered>;
  /** Settles when the listeners are done, which may be later. */
  readonly finished: Promise<void>;
}

/**
 * Passes one verified body to the listeners. A listener acknowledges once its work is committed.
 * Bolt itself acknowledges an event before its listeners run, so an event waits until they end
 * (Bolt's `processBeforeResponse`). What no listener acknowledges is answered with an empty 200.
 */
export function runListeners(
  app: Processor,
  request: { readonly body: Body; readonly retryNum: number | undefined },
  log: Log,
): Run {
  const { body, retryNum } = request;
  const { promise: answered, resolve } = Promise.withResolvers<Answered>();
  const isEvent = body.type === "event_callback";
  const ack = async (answer?: object) => {
    if (!isEvent) resolve({ status: 200, body: answer });
  };
  const processed = app.processEvent({
    body,
    ack,
    ...(retryNum === undefined ? {} : { retryNum }),
  });
  const finished = processed.then(
    () => resolve({ status: 200, body: undefined }),
    (error: unknown) => {
      // Every other error is Bolt's own: it could not read the shape of the body.
      const malformed = !(error instanceof ListenerError) || error.cause instanceof Malformed;
      if (!malformed) log.error({ platform: "slack", err: error.cause }, "request not accepted");
      resolve({ status: malformed ? 400 : 503 });
    },
  );
  return { answered, finished };
}
