import type { Poster } from "./post.ts";
import { signatureHeaders } from "./sign.ts";
import type { Sockets } from "./socket.ts";
import type { Json, Sent, SentRequest } from "./types.ts";

/**
 * Sends to the app all that Slack sends: signed over HTTP, or over its connections if the app is in
 * Socket Mode.
 */
export class AppLink {
  deliverTo: string;
  private readonly secret: string;
  private readonly poster: Poster;
  private readonly sockets: Sockets | undefined;

  constructor(deliverTo: string, secret: string, poster: Poster, sockets: Sockets | undefined) {
    this.deliverTo = deliverTo;
    this.secret = secret;
    this.poster = poster;
    this.sockets = sockets;
  }

  /**
   * The headers that sign a body now, or as a test wants it. @param given.timestamp seconds since
   * the epoch
   */
  sign(
    body: string,
    given: { readonly timestamp?: number; readonly secret?: string } = {},
  ): Record<string, string> {
    return signatureHeaders(
      body,
      given.secret ?? this.secret,
      given.timestamp ?? Math.floor(Date.now() / 1_000),
    );
  }

  command(fields: Readonly<Record<string, string>>): Promise<Sent> {
    return this.sockets?.deliver("slash_commands", fields) ?? this.form(fields);
  }

  interaction(payload: Json): Promise<Sent> {
    return (
      this.sockets?.deliver("interactive", payload) ??
      this.form({ payload: JSON.stringify(payload) })
    );
  }

  /** @param retry for the second time and later */
  event(
    payload: Json,
    retry?: { readonly attempt: number; readonly reason: string },
  ): Promise<Sent> {
    if (this.sockets !== undefined) return this.sockets.deliver("events_api", payload, retry);
    const again = retry && {
      "x-slack-retry-num": String(retry.attempt),
      "x-slack-retry-reason": retry.reason,
    };
    return this.signed(JSON.stringify(payload), "application/json", again);
  }

  private form(fields: Readonly<Record<string, string>>): Promise<Sent> {
    return this.signed(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");
  }

  private signed(
    body: string,
    type: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Sent> {
    const headers = {
      "content-type": type,
      "user-agent": "Slackbot 1.0 (playground)",
      accept: "application/json,*/*",
      ...this.sign(body),
      ...more,
    };
    return this.raw({ headers, body });
  }

  /**
   * Sends exactly this. @param request.path where on the app's host; its usual place when absent
   */
  async raw(request: {
    readonly path?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<Sent> {
    const url = new URL(request.path ?? "", this.deliverTo);
    const sent: SentRequest = {
      path: url.pathname + url.search,
      headers: request.headers,
      body: request.body,
    };
    return { ...(await this.poster.post(url.href, request.headers, request.body)), request: sent };
  }
}

/** Slack takes any 2xx for an answer. */
export const accepted = (sent: Sent): boolean => sent.status >= 200 && sent.status < 300;
