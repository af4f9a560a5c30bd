import type { Poster } from "../slack/post.ts";
import type { Json, Sent, SentRequest } from "../slack/types.ts";
import { invokeId } from "./activities.ts";
import type { Issuer } from "./issuer.ts";

/** An invoke that was not answered is repeated twice (docs/platforms.md T22). */
const INVOKE_REPEATS = 2;
/**
 * A message turn that was not answered comes again once (docs/platforms.md T21 says "again"; how
 * often is written nowhere).
 */
const MESSAGE_REPEATS = 1;
const PAUSE = 1_000;

export interface Posters {
  /** Waits 15 s. */
  readonly message: Poster;
  /** Waits 5 s. */
  readonly invoke: Poster;
}

/** Sends to the app all that Teams sends, with a bearer token. */
export class AppLink {
  deliverTo: string;
  private readonly issuer: Issuer;
  private readonly posters: Posters;
  private readonly wait: (ms: number) => Promise<void>;

  constructor(
    deliverTo: string,
    issuer: Issuer,
    posters: Posters,
    wait: (ms: number) => Promise<void>,
  ) {
    this.deliverTo = deliverTo;
    this.issuer = issuer;
    this.posters = posters;
    this.wait = wait;
  }

  headers(token = this.issuer.token()): Record<string, string> {
    return {
      "content-type": "application/json; charset=utf-8",
      authorization: `Bearer ${token}`,
      "user-agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
      "x-ms-conversation-id": "playground",
    };
  }

  /**
   * Sends an activity, and repeats it while it gets no answer: a message under its own id, an
   * invoke under new ones (docs/platforms.md T21, T22, T23).
   */
  async send(activity: Json): Promise<Sent> {
    const invoke = activity["type"] === "invoke";
    const repeats = invoke ? INVOKE_REPEATS : MESSAGE_REPEATS;
    let sent = await this.once(activity, invoke);
    let attempts = 1;
    while (sent.status === 0 && attempts <= repeats) {
      await this.wait(PAUSE);
      sent = await this.once(invoke ? { ...activity, id: invokeId() } : activity, invoke);
      attempts += 1;
    }
    return { ...sent, attempts };
  }

  /**
   * Sends exactly this. @param request.path where on the app's host; its usual place when absent
   */
  async raw(
    request: {
      readonly path?: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    },
    poster = this.posters.message,
  ): Promise<Sent> {
    const url = new URL(request.path ?? "", this.deliverTo);
    const sent: SentRequest = {
      path: url.pathname + url.search,
      headers: request.headers,
      body: request.body,
    };
    return { ...(await poster.post(url.href, request.headers, request.body)), request: sent };
  }

  private once(activity: Json, invoke: boolean): Promise<Sent> {
    return this.raw(
      { headers: this.headers(), body: JSON.stringify(activity) },
      invoke ? this.posters.invoke : this.posters.message,
    );
  }
}

/** The body of an invoke's answer as JSON; `undefined` when there is none. */
export function bodyOf(sent: Sent): unknown {
  try {
    return JSON.parse(sent.body) as unknown;
  } catch {
    return undefined;
  }
}

export const taken = (sent: Sent): boolean => sent.status >= 200 && sent.status < 300;
