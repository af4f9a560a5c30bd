import { onTestFinished } from "vitest";
import { type Log, teamsAdapter, type TeamsConfig } from "../../../adapters/teams/index.ts";
import type {
  AccountFacts,
  Adapter,
  Core,
  Delivery,
  Gesture,
  Reply,
} from "../../../src/platform/adapter.ts";
import { literal, msg, type Reader } from "../../../src/platform/text.ts";
import type { Card, Form, Notice } from "../../../src/platform/view.ts";
import { faultOf, openLog } from "../../../src/runtime/log.ts";
import { appId, Cloud, listening, tenant, token } from "./issuer.ts";
import { Unverified } from "../../../src/runtime/unverified.ts";

const unverified = new Unverified(openLog("silent"));

/*
 * A small world for the adapter alone: the real SDK on a real server, against our own issuer and
 * connector.
 */

export const reader: Reader = {
  platform: "teams",
  locale: "en",
  timeZone: "Europe/London",
  nameOf: (id) => id,
};
export const ana = "0a0a0a0a-0000-4000-8000-00000000000a";
export const chat = "a:chat-of-ana";

export function notice(text: string, more: Partial<Notice> = {}): Notice {
  return { kind: "notice", tone: "calm", lines: [literal(text)], buttons: [], ...more };
}

export function card(title: string, more: Partial<Card> = {}): Card {
  const words = msg("fact.clock", { time: literal(title) });
  return {
    kind: "card",
    tone: "urgent",
    summary: words,
    title: words,
    facts: [],
    lines: [],
    buttons: [],
    ...more,
  };
}

export const form: Form = {
  kind: "form",
  form: "note.write",
  subject: "n1",
  title: msg("common.close"),
  submit: msg("common.close"),
  lines: [],
  fields: [
    { type: "text", name: "words", label: msg("common.close"), long: true, max: 300 },
    {
      type: "choice",
      name: "why",
      label: msg("common.close"),
      required: true,
      options: [{ value: "a", label: literal("A") }],
    },
  ],
};

/** A core that remembers what it was given; `answer` and `fault` say how it behaves. */
export class RecordingCore implements Core {
  gestures: Gesture[] = [];
  accounts: [string, AccountFacts][] = [];
  gone: string[] = [];
  refusals: string[] = [];
  answer: Omit<Reply, "reader"> | ((gesture: Gesture) => Omit<Reply, "reader">) = {};
  fault: Error | undefined;
  opening: ReadonlySet<string> = new Set();
  #waiting: (() => void)[] = [];

  async receive(gesture: Gesture): Promise<Reply> {
    if (this.fault !== undefined) throw this.fault;
    this.gestures.push(gesture);
    this.#wake();
    return { reader, ...(typeof this.answer === "function" ? this.answer(gesture) : this.answer) };
  }
  async accountChanged(_: string, workspace: string, facts: AccountFacts): Promise<void> {
    this.accounts.push([workspace, facts]);
    this.#wake();
  }
  async quietChanged(): Promise<void> {}
  async membersChanged(): Promise<void> {}
  async workspaceGone(_: string, workspace: string): Promise<void> {
    this.gone.push(workspace);
  }
  refused(_: string, reason: string): void {
    this.refusals.push(reason);
  }
  opens(action: string): boolean {
    return this.opening.has(action);
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

  /** Resolves when what the adapter does beside its answers has come so far. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

export interface World {
  readonly core: RecordingCore;
  readonly cloud: Cloud;
  readonly adapter: Adapter;
  /** Everything that was logged, as text. */
  readonly logged: string[];
  readonly url: string;
  /** Posts a raw body with this Authorization header, if any. */
  post(body: string, authorization?: string): Promise<Response>;
  /** An activity of Teams, signed. */
  send(activity: object): Promise<Response>;
  /** Ana writes in her chat with us. */
  says(text: string, more?: object): Promise<Response>;
  /** An invoke, and the JSON it was answered with. */
  invoke(name: string, value: object, more?: object): Promise<Record<string, unknown> | undefined>;
  activity(more?: object): Record<string, unknown>;
}

/** An adapter on a server of its own, for one test. */
export async function world(config: Partial<TeamsConfig> = {}): Promise<World> {
  const core = new RecordingCore();
  const cloud = new Cloud();
  cloud.url = await listening((request, response) => cloud.handle(request, response));
  const logged: string[] = [];
  const note = (fields: object, message: string) =>
    void logged.push(
      JSON.stringify(fields, (_, value) => (value instanceof Error ? faultOf(value) : value)) +
        message,
    );
  const log: Log = { info: note, warn: note, error: note };
  const hosts = [new URL(cloud.url).host];
  const adapter = teamsAdapter(
    {
      registrations: [{ appId, password: "our-secret", type: "MultiTenant" }],
      cloud: cloud.settings,
      serviceHosts: hosts,
      ...config,
    },
    core,
    log,
  );
  const url = await listening(async (request, response) => {
    const route = adapter.routes[request.url ?? ""];
    if (route === undefined) throw new Error("no such route");
    await route(request, response, unverified.bodyOf(request));
  });
  onTestFinished(() => adapter.stop());
  const post = (body: string, authorization?: string) =>
    fetch(`${url}/api/messages`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        ...(authorization === undefined ? {} : { authorization }),
      },
    });
  let count = 0;
  const activity = (more: object = {}) => ({
    type: "message",
    id: `17000000000${++count}`,
    channelId: "msteams",
    serviceUrl: cloud.serviceUrl,
    from: { id: "29:ana", name: "Ana Silva", aadObjectId: ana },
    recipient: { id: `28:${appId}`, name: "Handrail" },
    conversation: { id: chat, conversationType: "personal", tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    localTimezone: "Europe/Lisbon",
    locale: "pt-PT",
    ...more,
  });
  const send = async (it: object) =>
    post(
      JSON.stringify(it),
      `Bearer ${await token(cloud.serviceUrl, { at: config.now?.() ?? Date.now() })}`,
    );
  return {
    ...{ core, cloud, adapter, logged, url, post, send, activity },
    says: (text, more) => send(activity({ text, ...more })),
    async invoke(name, value, more) {
      const response = await send(
        activity({ type: "invoke", name, value, replyToId: "m-1", ...more }),
      );
      if (response.status !== 200) throw new Error(`answered with ${response.status}`);
      const text = await response.text();
      return text === "" ? undefined : JSON.parse(text);
    },
  };
}

export function delivery(view: Delivery["view"], more: Partial<Delivery> = {}): Delivery {
  return {
    organisation: "acme",
    workspace: tenant,
    account: ana,
    view,
    reader,
    feature: "escalations",
    name: "page",
    occasion: "0.1",
    again: false,
    ...more,
  };
}

/** Every action of a card, wherever it stands. */
export function actionsOf(drawn: unknown): Record<string, unknown>[] {
  if (Array.isArray(drawn)) return drawn.flatMap(actionsOf);
  if (typeof drawn !== "object" || drawn === null) return [];
  const it = drawn as Record<string, unknown>;
  const inner = Object.entries(it).flatMap(([key, value]) =>
    key === "fallback" ? [] : actionsOf(value),
  );
  return String(it.type).startsWith("Action.") ? [it, ...inner] : inner;
}

/** Everything a card shows as text, in order. */
export function textsOf(drawn: unknown): string[] {
  if (Array.isArray(drawn)) return drawn.flatMap(textsOf);
  if (typeof drawn !== "object" || drawn === null) return [];
  const it = drawn as Record<string, unknown>;
  return it.type === "TextRun" ? [String(it.text)] : Object.values(it).flatMap(textsOf);
}

/** The card of a message that the connector was sent. */
export function cardOf(body: Record<string, unknown>): unknown {
  return (body.attachments as { content: unknown }[] | undefined)?.[0]?.content;
}
