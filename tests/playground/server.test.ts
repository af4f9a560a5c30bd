import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Act, State } from "../../playground/protocol.ts";
import {
  playgroundRoutes,
  type Playable,
  type PlaygroundOptions,
  type PlaygroundRoutes,
} from "../../playground/server.ts";
import { timelineFrom } from "../../playground/timeline.ts";
import type { SlackDouble } from "../../playground/slack.ts";
import {
  actions,
  ANA,
  button,
  listening,
  portOf,
  SAM,
  startApp,
  startDouble,
  TOKEN,
  type App,
} from "./app.ts";

let app: App;
let slack: SlackDouble;
let server: Server;
let routes: PlaygroundRoutes;
const pushed: number[] = [];

const organisation: PlaygroundOptions["organisation"] = {
  name: "Acme Support",
  people: [
    { platform: "slack", account: ANA, name: "Ana Silva", role: "agent", team: "Billing" },
    { platform: "slack", account: SAM, name: "Sam Ortiz", role: "supervisor", team: "Billing" },
    { platform: "teams", account: "elsewhere", name: "Not here", role: "agent", team: "Tech" },
  ],
};

beforeEach(async () => {
  pushed.length = 0;
  app = await startApp();
  slack = await startDouble({ deliverTo: app.url });
  await serve({
    async pushTime(passing) {
      const { seconds, away } = "next" in passing ? { seconds: 7, away: false } : passing;
      pushed.push(away === true ? -seconds : seconds);
      return { seconds, news: true };
    },
  });
});
afterEach(async () => {
  await stopServing();
  await slack.stop();
  await app.stop();
});

async function serve(more: Partial<PlaygroundOptions>): Promise<void> {
  const page = async () => ({
    html: "<!doctype html><title>Handrail</title>",
    assets: { "/playground/page.js": { type: "text/javascript", body: "0;" } },
  });
  routes = playgroundRoutes({ doubles: [slack satisfies Playable], page, organisation, ...more });
  server = createServer(async (request, response) => {
    if (!(await routes.handle(request, response))) response.writeHead(404).end("the app's own");
  });
  await listening(server);
}

async function stopServing(): Promise<void> {
  routes.stop();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
const host = (): string => `127.0.0.1:${portOf(server)}`;

/** A request with exactly these headers: `fetch` would not let a test lie about Host and Origin. */
function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string | undefined>> = {},
  body = "",
): Promise<Answer> {
  const given = Object.fromEntries(
    Object.entries({ host: host(), ...headers }).filter(
      (one): one is [string, string] => one[1] !== undefined,
    ),
  );
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: "127.0.0.1", port: portOf(server), method, path, headers: given, setHost: false },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
      },
    );
    outgoing.on("error", reject).end(body);
  });
}
const honest = (): Record<string, string> => ({
  origin: `http://${host()}`,
  "content-type": "application/json",
});
const act = (body: Act | object, headers: Readonly<Record<string, string | undefined>> = {}) =>
  ask("POST", "/playground/act", { ...honest(), ...headers }, JSON.stringify(body));
const escalate: Act = { as: ANA, do: "command", text: "/escalate" };

test("the page, its assets and the state are served, with headers that let nothing else in", async () => {
  const page = await ask("GET", "/");
  expect(page).toMatchObject({ status: 200, body: expect.stringContaining("Handrail") });
  expect(page.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  const policy = page.headers["content-security-policy"];
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(page.headers).not.toHaveProperty("access-control-allow-origin");
  expect(await ask("GET", "/playground/page.js")).toMatchObject({
    status: 200,
    body: "0;",
    headers: { "content-type": "text/javascript" },
  });
  const state = JSON.parse((await ask("GET", "/playground/state")).body) as State;
  expect(state).toMatchObject({
    organisation: "Acme Support",
    desks: [{ someone: { account: ANA }, messages: [], rings: [] }, { someone: { account: SAM } }],
  });
  expect(state.desks).toHaveLength(2);
  expect(await ask("HEAD", "/")).toMatchObject({ status: 200, body: "" });
});

test("what is not the playground's is left to the app; what is unknown or the wrong method is refused", async () => {
  expect(await ask("GET", "/healthz")).toMatchObject({ status: 404, body: "the app's own" });
  expect((await ask("GET", "/playground/__proto__")).status).toBe(404);
  expect((await ask("GET", "/playground/act")).status).toBe(405);
  expect((await ask("DELETE", "/")).status).toBe(405);
  expect((await ask("POST", "/playground/state", honest(), "{}")).status).toBe(405);
});

test("the timeline tells what was done and what was skipped, and begins where an earlier run ended", async () => {
  await stopServing();
  const timeline = timelineFrom([{ at: 1, text: "Ana types /escalate." }]);
  await serve({
    timeline,
    pushTime: async () => ({ seconds: 200, news: false }),
    cutPower: () => undefined,
  });
  const told = async () =>
    (JSON.parse((await ask("GET", "/playground/state")).body) as State).timeline.map(
      ({ text }) => text,
    );
  expect(await told()).toEqual(["Ana types /escalate."]);
  expect((await act({ ...escalate, says: "Ana types /escalate again." })).status).toBe(200);
  expect((await ask("POST", "/playground/time", honest(), '{"next":true}')).status).toBe(200);
  expect((await ask("POST", "/playground/power", honest(), "{}")).status).toBe(200);
  expect(await told()).toEqual([
    "Ana types /escalate.",
    "Ana types /escalate again.",
    "3 minutes and 20 seconds pass. There was nothing to do.",
    "The power is cut. Handrail and its database stop at once.",
  ]);
  // The words are for the timeline alone.
  expect(app.got.map(({ fields }) => Object.keys(fields).includes("says"))).toEqual([false]);
});

test("where the power cannot be cut it is not, and no other page may", async () => {
  expect((await ask("POST", "/playground/power", honest(), "{}")).status).toBe(404);
  const foreign = { ...honest(), origin: "http://evil.test" };
  expect((await ask("POST", "/playground/power", foreign, "{}")).status).toBe(403);
});

test("each act of the protocol does what its person does", async () => {
  app.answer = () => ({
    json: { text: "Asking Sam.", blocks: [actions("do", button("more", "More"))] },
  });
  expect(await act(escalate)).toMatchObject({ status: 200, body: '{"ok":true}' });
  const [shown] = slack.desk(ANA).messages;
  app.answer = () => ({});
  const api = (method: string, body: unknown) =>
    fetch(`${slack.url}${method}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify(body),
    });
  const press = { as: ANA, do: "press", actionId: "more", blockId: "do" } as const;
  expect((await act({ ...press, where: "message", id: shown?.id ?? "" })).status).toBe(200);
  await api("views.publish", {
    user_id: ANA,
    view: { type: "home", blocks: [actions("do", button("more", "More"))] },
  });
  expect((await act({ ...press, where: "home", id: "" })).status).toBe(200);
  const title = { type: "plain_text", text: "T" };
  const field = {
    type: "input",
    block_id: "f",
    label: title,
    element: { type: "plain_text_input", action_id: "v" },
  };
  const open = async (): Promise<string> => {
    await api("views.open", {
      trigger_id: slack.trigger(ANA),
      view: { type: "modal", notify_on_close: true, title, submit: title, blocks: [field] },
    });
    return slack.desk(ANA).dialog?.id ?? "";
  };
  expect(
    (await act({ as: ANA, do: "submit", id: await open(), values: { f: { v: "x" } } })).status,
  ).toBe(200);
  expect((await act({ as: ANA, do: "close", id: await open() })).status).toBe(200);
  expect((await act({ as: ANA, do: "shortcut", callbackId: "escalate" })).status).toBe(200);
  expect((await act({ as: ANA, do: "home" })).status).toBe(200);
  expect(app.got.map((got) => got.payload["type"] ?? got.fields["command"])).toEqual([
    "/escalate",
    "block_actions",
    "block_actions",
    "view_submission",
    "view_closed",
    "shortcut",
    "event_callback",
  ]);
});

test.each([
  ["not JSON", "{", 400],
  ["not an act", JSON.stringify({ as: ANA, do: "delete" }), 400],
  ["an act with something added", JSON.stringify({ ...escalate, admin: true }), 400],
  [
    "an act with something left out",
    JSON.stringify({ as: ANA, do: "press", where: "message" }),
    400,
  ],
  ["a list", "[]", 400],
  ["nothing", "", 400],
  ["somebody who is not here", JSON.stringify({ ...escalate, as: "U0NOBODY" }), 404],
  ["a person whose platform does not run", JSON.stringify({ ...escalate, as: "elsewhere" }), 404],
  [
    "a button that is not shown",
    JSON.stringify({
      as: ANA,
      do: "press",
      where: "message",
      id: "x",
      actionId: "a",
      blockId: "b",
    }),
    409,
  ],
  ["a body over 64 KB", JSON.stringify({ ...escalate, text: "x".repeat(65_600) }), 413],
])("%s is refused and reaches nobody", async (_, body, status) => {
  const answer = await ask("POST", "/playground/act", honest(), body);
  expect([answer.status, typeof JSON.parse(answer.body).error]).toEqual([status, "string"]);
  expect(app.got).toHaveLength(0);
});

/** What a hostile page, a rebound name or a form could send; `:port` stands for the server's. */
const hostile: readonly (readonly [string, Readonly<Record<string, string | undefined>>])[] = [
  ["no Host", { host: undefined }],
  [
    "a name that was rebound to loopback",
    { host: "evil.test:port", origin: "http://evil.test:port" },
  ],
  ["a rebound name without an Origin", { host: "evil.test:port", origin: undefined }],
  ["a rebound name with our Origin", { host: "evil.test:port", origin: "http://127.0.0.1:port" }],
  [
    "a name that begins like ours",
    { host: "localhost.evil.test:port", origin: "http://localhost.evil.test:port" },
  ],
  [
    "a name that ends like ours",
    { host: "evil-localhost:port", origin: "http://evil-localhost:port" },
  ],
  ["a name with user information", { host: "localhost:port@evil.test" }],
  ["our name without the port", { host: "127.0.0.1", origin: "http://127.0.0.1" }],
  ["our name with another port", { host: "127.0.0.1:1", origin: "http://127.0.0.1:1" }],
  ["all interfaces", { host: "0.0.0.0:port", origin: "http://0.0.0.0:port" }],
  ["loopback written otherwise", { host: "127.1:port", origin: "http://127.1:port" }],
  ["loopback as a number", { host: "2130706433:port", origin: "http://2130706433:port" }],
  ["a trailing dot", { host: "localhost.:port", origin: "http://localhost.:port" }],
  ["another Origin", { origin: "https://evil.test" }],
  ["another port's Origin", { origin: "http://127.0.0.1:1" }],
  ["https for http", { origin: "https://127.0.0.1:port" }],
  ["the Origin of another of our names", { origin: "http://localhost:port" }],
  ["an opaque Origin, as from a sandboxed frame", { origin: "null" }],
  ["an Origin that begins like ours", { origin: "http://127.0.0.1:port.evil.test" }],
  ["no Origin", { origin: undefined }],
  ["a request that the browser says is cross-site", { "sec-fetch-site": "cross-site" }],
  ["a request that the browser says is from another port", { "sec-fetch-site": "same-site" }],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["a form with files", { "content-type": "multipart/form-data; boundary=x" }],
  ["a form of plain text, which can look like JSON", { "content-type": "text/plain" }],
  ["no content type", { "content-type": undefined }],
  ["a content type that only begins like JSON", { "content-type": "application/json-seq" }],
  ["a content type with something after it", { "content-type": "application/json; x=text/plain" }],
];
const withPort = (headers: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value?.replace(":port", `:${portOf(server)}`),
    ]),
  );

test.each(hostile)("%s: refused, nothing is done, nothing is told", async (_, headers) => {
  const answer = await act(escalate, withPort(headers));
  // Node itself answers 400 to a request without a Host.
  expect([400, 403, 415]).toContain(answer.status);
  expect(app.got).toHaveLength(0);
  const skipped = await ask(
    "POST",
    "/playground/time",
    { ...honest(), ...withPort(headers) },
    '{"seconds":20}',
  );
  expect([400, 403, 415]).toContain(skipped.status);
  expect(pushed).toEqual([]);
});

test.each(
  hostile.filter(
    ([, headers]) =>
      "host" in headers || headers["origin"] !== undefined || "sec-fetch-site" in headers,
  ),
)("%s: does not read the page, the state or the stream", async (_, headers) => {
  for (const path of ["/", "/playground/state", "/playground/stream", "/playground/page.js"]) {
    const answer = await ask("GET", path, withPort(headers));
    expect([400, 403]).toContain(answer.status);
    expect(answer.body).not.toContain("Acme");
  }
});

test("the same act from our own page, under each of its names, is done", async () => {
  for (const name of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"]) {
    const own = `${name}:${portOf(server)}`;
    expect(
      (
        await act(escalate, {
          host: own,
          origin: `http://${own}`,
          "sec-fetch-site": "same-origin",
          "content-type": "application/json; charset=UTF-8",
        })
      ).status,
    ).toBe(200);
  }
  expect(app.got).toHaveLength(4);
});

test("a link on another site may open the page, and only the page", async () => {
  const linked = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };
  expect((await ask("GET", "/", linked)).status).toBe(200);
  expect((await ask("GET", "/", { ...linked, "sec-fetch-dest": "iframe" })).status).toBe(403);
  expect((await ask("GET", "/playground/state", linked)).status).toBe(403);
});

test("time can be skipped where the app allows it, by a sensible number of seconds", async () => {
  const skip = (body: unknown) => ask("POST", "/playground/time", honest(), JSON.stringify(body));
  expect((await skip({ seconds: 20 })).status).toBe(200);
  expect((await skip({ seconds: 604_800 })).status).toBe(200);
  expect((await skip({ seconds: 1_200, away: true })).status).toBe(200);
  expect(pushed).toEqual([20, 604_800, -1_200]);
  expect((await skip({ seconds: 20, away: "yes" })).status).toBe(400);
  for (const seconds of [0, -1, 604_801, "20", null])
    expect((await skip({ seconds })).status).toBe(400);
  await stopServing();
  await serve({});
  expect((await skip({ seconds: 20 })).status).toBe(404);
  expect(pushed).toEqual([20, 604_800, -1_200]);
});

test("the stream sends the state at once, and once for several changes that come together", async () => {
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(
      {
        host: "127.0.0.1",
        port: portOf(server),
        path: "/playground/stream",
        headers: { host: host() },
      },
      resolve,
    )
      .on("error", reject)
      .end();
  });
  expect(stream.headers["content-type"]).toContain("text/event-stream");
  const states: State[] = [];
  let rest = "";
  const heard = (what: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (chunk = ""): void => {
        rest += chunk;
        const parts = rest.split("\n\n");
        rest = parts.pop() ?? "";
        for (const part of parts)
          if (part.startsWith("data: ")) states.push(JSON.parse(part.slice(6)) as State);
        if (!what()) return;
        stream.off("data", look);
        resolve();
      };
      stream.on("data", look);
    });
  stream.setEncoding("utf8");
  await heard(() => states.length === 1);
  expect(states[0]?.desks[0]?.messages).toEqual([]);
  app.answer = () => ({ text: "Asking Sam." });
  await Promise.all(Array.from({ length: 20 }, () => slack.command(ANA, "/escalate")));
  await heard(() => states.at(-1)?.desks[0]?.messages.length === 20);
  expect(states.length).toBeLessThan(10);
  const ended = new Promise((resolve) => stream.on("end", resolve));
  routes.stop();
  await ended;
});
