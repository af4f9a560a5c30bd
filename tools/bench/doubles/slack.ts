import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { agentNamed, isAgent, workspace } from "../organisation.ts";

/** A new message for somebody else about an agent: somebody is being paged. */
export interface Page {
  readonly agent: string;
  /** By `performance.now()`: when the last byte of the call was here. */
  readonly at: number;
  /** The same moment by the wall clock, in milliseconds. */
  readonly wall: number;
  readonly account: string;
  readonly ts: string;
  /** Of the first button: the request it is about, and the block that names the message. */
  readonly subject: string | undefined;
  readonly block: string | undefined;
}

/** What somebody presses is not always a page. */
export const nowhere: Page = {
  agent: "",
  at: 0,
  wall: 0,
  account: "D0BENCH",
  ts: "1700000000.000001",
  subject: undefined,
  block: undefined,
};

export interface Slack {
  readonly url: string;
  /** Hears of every page as it arrives. */
  onPage: (page: Page) => void;
  /** Hears of everything that is shown: the channel or, for a home page, the person. */
  onShown: (method: string, where: string, at: number) => void;
  /** Calls of every kind so far. */
  readonly calls: () => number;
  stop(): Promise<void>;
}

/**
 * The least that can be Slack: raw `node:http`, answers of a few bytes, nothing checked and nothing
 * drawn. So the figures are the app's own. The stories run against `playground/`.
 */
export async function openSlack(): Promise<Slack> {
  let calls = 0;
  let stamp = 0;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const at = performance.now();
      calls += 1;
      const method = (request.url ?? "").split("/").at(-1) ?? "";
      const fields = new URLSearchParams(Buffer.concat(pieces).toString("latin1"));
      const channel = fields.get("channel") ?? "";
      const ts = `1700000000.${String(++stamp).padStart(6, "0")}`;
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(answerTo(method, channel, ts));
      if (/^(?:chat\.|views\.publish)/.test(method))
        slack.onShown(method, fields.get("user_id") ?? channel, at);
      if (method !== "chat.postMessage" || isAgent(channel)) return;
      const blocks = fields.get("blocks") ?? "";
      const agent = agentNamed.exec(fields.get("text") ?? "")?.[0];
      if (agent === undefined) return;
      const subject = /\\"s\\":\\"([0-9a-f-]{36})/.exec(blocks)?.[1];
      const block = /"block_id":"(o~[^"]+)"/.exec(blocks)?.[1];
      slack.onPage({
        agent,
        at,
        wall: performance.timeOrigin + at,
        account: channel,
        ts,
        subject,
        block,
      });
    });
  });
  // An app that keeps a connection must never find it closed under a request.
  server.keepAliveTimeout = 600_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const slack: Slack = {
    url: `http://127.0.0.1:${port}/api/`,
    onPage: () => undefined,
    onShown: () => undefined,
    calls: () => calls,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return slack;
}

function answerTo(method: string, channel: string, ts: string): string {
  switch (method) {
    case "auth.test":
      return JSON.stringify({
        ok: true,
        url: "http://127.0.0.1/",
        team: "Bench",
        team_id: workspace,
        user: "bot",
        user_id: "U0BOT",
        bot_id: "B0BOT",
      });
    case "chat.postMessage":
      return JSON.stringify({
        ok: true,
        channel: `D${channel.slice(1)}`,
        ts,
        message: { text: "", ts },
      });
    case "chat.update":
      return JSON.stringify({ ok: true, channel, ts, text: "" });
    case "users.info":
    case "users.lookupByEmail":
      return JSON.stringify({ ok: false, error: "users_not_found" });
    default:
      return JSON.stringify({ ok: true });
  }
}
