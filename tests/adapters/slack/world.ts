import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import {
  type Log,
  type SlackAdapter,
  slackAdapter,
  type SlackConfig,
} from "../../../adapters/slack/index.ts";
import type { AccountFacts, Core, Gesture, Reply } from "../../../src/platform/adapter.ts";
import { literal, msg, type Reader } from "../../../src/platform/text.ts";
import type { Notice } from "../../../src/platform/view.ts";
import { faultOf, openLog } from "../../../src/runtime/log.ts";
import { Unverified } from "../../../src/runtime/unverified.ts";

const unverified = new Unverified(openLog("silent"));

/*
 * A small world for the adapter alone: it is mounted on a real server, and the Web API is another
 * one that records.
 */

export const secret = "8f742231b10e8888abcd99yyyzzz85a5";
export const reader: Reader = {
  platform: "slack",
  locale: "en",
  timeZone: "Europe/London",
  nameOf: (id) => id,
};

export function notice(text: string, more: Partial<Notice> = {}): Notice {
  return { kind: "notice", tone: "calm", lines: [literal(text)], buttons: [], ...more };
}

/** What Slack sends with a body to prove itself. */
export function signature(body: string, at = Date.now(), key = secret): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000));
  const hash = createHmac("sha256", key).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${hash}` };
}

/** A core that remembers what it was given; `answer` and `fault` say how it behaves. */
export class RecordingCore implements Core {
  gestures: Gesture[] = [];
  accounts: [string, AccountFacts][] = [];
  quiet: [string, string, number | undefined][] = [];
  readonly moved: [workspace: string, id: string][] = [];
  gone: string[] = [];
  refusals: string[] = [];
  answer: Omit<Reply, "reader"> = {};
  fault: Error | undefined;

  async receive(gesture: Gesture): Promise<Reply> {
    if (this.fault !== undefined) throw this.fault;
    this.gestures.push(gesture);
    return { reader, ...this.answer };
  }
  async accountChanged(_: string, workspace: string, facts: AccountFacts): Promise<void> {
    if (this.fault !== undefined) throw this.fault;
    this.accounts.push([workspace, facts]);
  }
  async quietChanged(
    _: string,
    workspace: string,
    account: string,
    until: number | undefined,
  ): Promise<void> {
    this.quiet.push([workspace, account, until]);
  }
  async membersChanged(_: string, workspace: string, id: string): Promise<void> {
    if (this.fault !== undefined) throw this.fault;
    this.moved.push([workspace, id]);
  }
  async workspaceGone(_: string, workspace: string): Promise<void> {
    this.gone.push(workspace);
  }
  refused(_: string, reason: string): void {
    this.refusals.push(reason);
  }
  outage(): Notice {
    return {
      kind: "notice",
      tone: "danger",
      lines: [msg("common.outage", { phone: "5000" })],
      buttons: [],
    };
  }
  strangerReader(): Reader {
    return reader;
  }
}

/** One call that the Web API, or a `response_url`, received. */
export interface Call {
  readonly path: string;
  readonly body: Record<string, unknown>;
}
type Script = (response: ServerResponse, call: Call) => void;

/**
 * A Web API that records and answers `ok`, or what a script says; `/hooks/…` stands for
 * response_urls.
 */
export class Api {
  readonly calls: Call[] = [];
  readonly scripts = new Map<string, Script>();
  url = "";
  #arrived: (() => void)[] = [];

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    const path = (request.url ?? "").replace(/^\/api\//, "");
    const call = { path, body: decoded(raw, request.headers["content-type"]) };
    this.calls.push(call);
    for (const wake of this.#arrived.splice(0)) wake();
    const script = this.scripts.get(path);
    if (script !== undefined) return script(response, call);
    send(response, { ok: true, channel: "D1", ts: "1700000000.000100", team_id: "T1" });
  }

  /** The first call to a path, now or as soon as it arrives. */
  async called(path: string): Promise<Call> {
    for (;;) {
      const call = this.calls.find((one) => one.path === path);
      if (call !== undefined) return call;
      await new Promise<void>((resolve) => this.#arrived.push(resolve));
    }
  }
}

export function send(
  response: ServerResponse,
  body: object,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(body));
}

function decoded(raw: string, type = ""): Record<string, unknown> {
  if (type.startsWith("application/json")) return JSON.parse(raw);
  const json = ["blocks", "view"];
  return Object.fromEntries(
    [...new URLSearchParams(raw)].map(([key, value]) => [
      key,
      json.includes(key) ? JSON.parse(value) : value,
    ]),
  );
}

export interface World {
  readonly core: RecordingCore;
  readonly api: Api;
  readonly adapter: SlackAdapter;
  /** Everything that was logged, as text. */
  readonly logged: string[];
  readonly url: string;
  /** Posts a raw body, signed unless told otherwise. */
  post(body: string, headers?: Record<string, string>): Promise<Response>;
  /** A form, an interaction's payload, or an event. */
  command(fields?: Record<string, string>): Promise<Response>;
  interact(payload: object): Promise<Response>;
  event(event: object, envelope?: object, headers?: Record<string, string>): Promise<Response>;
}

/** An adapter on a server of its own, for one test. */
export async function world(config: Partial<SlackConfig> = {}): Promise<World> {
  const core = new RecordingCore();
  const api = new Api();
  api.url = await listening((request, response) => api.handle(request, response));
  const logged: string[] = [];
  const note = (fields: object, message: string) =>
    void logged.push(
      JSON.stringify(fields, (_, value) => (value instanceof Error ? faultOf(value) : value)) +
        message,
    );
  const log: Log = { info: note, warn: note, error: note };
  const adapter = slackAdapter(
    { signingSecrets: [secret], botToken: "xoxb-1", apiUrl: `${api.url}/api/`, ...config },
    core,
    log,
  );
  const url = await listening(async (request, response) => {
    const route = adapter.routes[request.url ?? ""];
    if (route === undefined) throw new Error("no such route");
    await route(request, response, unverified.bodyOf(request));
  });
  onTestFinished(() => adapter.stop());
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/slack/events`, {
      method: "POST",
      body,
      headers: { ...signature(body), ...headers },
    });
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const hook = `${api.url}/hooks/1`;
  return {
    core,
    api,
    adapter,
    logged,
    url,
    post,
    command: (fields) =>
      post(new URLSearchParams({ ...commandFields(hook), ...fields }).toString(), form),
    interact: (payload) =>
      post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form),
    event: (event, envelope, headers) =>
      post(
        JSON.stringify({
          type: "event_callback",
          team_id: "T1",
          event_id: "Ev1",
          event,
          ...envelope,
        }),
        {
          "content-type": "application/json",
          ...headers,
        },
      ),
  };
}

async function listening(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
): Promise<string> {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function commandFields(hook: string): Record<string, string> {
  return {
    command: "/escalate",
    text: "",
    user_id: "U1",
    user_name: "ana",
    team_id: "T1",
    channel_id: "C1",
    trigger_id: "13345224609.738474920.8088930838d88f008e0",
    response_url: hook,
    is_enterprise_install: "false",
  };
}

/** A click on a button of a message of ours. */
export function press(more: object = {}, action: object = {}): object {
  return {
    type: "block_actions",
    team: { id: "T1" },
    user: { id: "U1", team_id: "T1" },
    trigger_id: "t.1",
    container: { type: "message", channel_id: "D1", message_ts: "1700000000.000100" },
    actions: [
      {
        type: "button",
        action_id: "escalation.acknowledge",
        block_id: "b",
        value: "{}",
        ...action,
      },
    ],
    ...more,
  };
}

/** A form sent in. */
export function submission(values: object, view: object = {}): object {
  return {
    type: "view_submission",
    team: { id: "T1" },
    user: { id: "U1", team_id: "T1" },
    trigger_id: "t.1",
    view: {
      id: "V1",
      hash: "h1",
      type: "modal",
      callback_id: "f",
      private_metadata: '{"form":"note.write","subject":"n1"}',
      state: { values },
      ...view,
    },
  };
}
