import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { verifySlackRequest } from "@slack/bolt";
import { slackDouble, type SlackDouble, type SlackDoubleOptions } from "../../playground/slack.ts";

export const SECRET = "a-signing-secret-for-tests";
export const TOKEN = "xoxb-for-tests";

/** A request as the app got it: its form fields, or the JSON of an interaction or event. */
export interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly payload: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- Slack's own payloads, looked into by tests
}

export interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A small hand-written Slack app: it checks every signature with Bolt's own code, keeps what it
 * got, and answers as told.
 */
export interface App {
  readonly url: string;
  readonly got: Got[];
  /** What it answers next; an app that returns nothing never answers. */
  answer: (got: Got) => Answer | undefined | Promise<Answer | undefined>;
  stop(): Promise<void>;
}

export async function startApp(): Promise<App> {
  const server = createServer((request, response) => {
    let raw = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (raw += chunk));
    request.on("end", async () => {
      const { headers } = request;
      try {
        const signed = {
          "x-slack-signature": String(headers["x-slack-signature"]),
          "x-slack-request-timestamp": Number(headers["x-slack-request-timestamp"]),
        };
        verifySlackRequest({ signingSecret: SECRET, body: raw, headers: signed });
      } catch {
        response.writeHead(401).end();
        return;
      }
      const form = headers["content-type"] !== "application/json";
      const fields = form ? Object.fromEntries(new URLSearchParams(raw)) : {};
      const payload = JSON.parse(form ? (fields["payload"] ?? "{}") : raw) as Got["payload"];
      const got: Got = { path: request.url ?? "", headers, raw, fields, payload };
      app.got.push(got);
      const answer = await app.answer(got);
      if (answer === undefined) return;
      const type = answer.json === undefined ? "text/plain" : "application/json";
      response.writeHead(answer.status ?? 200, { "content-type": type, ...answer.headers });
      response.end(answer.json === undefined ? (answer.text ?? "") : JSON.stringify(answer.json));
    });
  });
  await listening(server);
  const app: App = {
    url: `http://127.0.0.1:${portOf(server)}/slack/events`,
    got: [],
    answer: () => ({}),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return app;
}

export const listening = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });

export function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("not listening");
  return address.port;
}

export const ANA = "U0ANA";
export const SAM = "U0SAM";

const people: SlackDoubleOptions["people"] = [
  { account: ANA, name: "Ana Silva", email: "ana@acme.test", tz: "Europe/London", locale: "pt-PT" },
  { account: SAM, name: "Sam Ortiz", email: "sam@acme.test", tz: "Europe/Madrid" },
  { account: "U0GUEST", name: "Gus", email: "gus@acme.test", kind: "guest" },
  { account: "U0ROBOT", name: "Robot", email: "robot@acme.test", kind: "bot" },
  { account: "U0GONE", name: "Gone", email: "gone@acme.test", kind: "deactivated" },
  { account: "U0OTHER", name: "Ola", email: "ola@other.test", kind: "external" },
];

/** A double whose app is at `deliverTo`; nowhere when absent. */
export const startDouble = (options: Partial<SlackDoubleOptions> = {}): Promise<SlackDouble> =>
  slackDouble({
    signingSecret: SECRET,
    botToken: TOKEN,
    deliverTo: "http://127.0.0.1:9/slack/events",
    workspace: "T0ACME",
    people,
    ...options,
  });

export const plain = (text: string) => ({ type: "plain_text", text }) as const;
export const button = (action_id: string, label: string, value?: string) =>
  ({ type: "button", action_id, text: plain(label), ...(value && { value }) }) as const;
export const actions = (block_id: string, ...elements: unknown[]) =>
  ({ type: "actions", block_id, elements }) as const;
export const section = (text: string) => ({ type: "section", text: plain(text) }) as const;
/** A clock that a test moves by hand. */
export const handClock = (start = Date.UTC(2026, 10, 21, 9)) => {
  let at = start;
  return { now: () => at, pass: (ms: number) => void (at += ms) };
};
