import { SocketModeReceiver } from "@slack/bolt";
import { expect, it, onTestFinished } from "vitest";
import type { SlackDouble } from "../../playground/slack.ts";
import { ANA, startDouble } from "./app.ts";

/*
 * Is the double's server what Slack's own client expects? That client, not ours, opens the lines
 * here.
 */

const APP_TOKEN = "xapp-for-tests";
const DEADLINE = 10_000;

interface Heard {
  readonly body: Record<string, unknown>;
  readonly retry_num?: number;
  ack(payload?: object): Promise<void>;
}
type Client = SocketModeReceiver["client"];

async function open(options: Parameters<typeof startDouble>[0] = {}): Promise<SlackDouble> {
  const double = await startDouble({
    appToken: APP_TOKEN,
    wait: async () => undefined,
    ...options,
  });
  onTestFinished(() => double.stop());
  return double;
}

/**
 * Slack's client on a line, answering as told. It comes back half a second after its line is lost;
 * Slack's default is 5 s. As long it waits for a pong, or gives up a line that is well: 50 ms were
 * too few on a busy machine.
 */
async function connect(
  double: SlackDouble,
  answer: (heard: Heard) => unknown,
  appToken = APP_TOKEN,
): Promise<Client> {
  const quiet = {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    setName() {},
    getLevel: () => "error" as never,
  };
  const receiver = new SocketModeReceiver({
    appToken,
    logger: quiet,
    clientPingTimeout: 500,
    installerOptions: { clientOptions: { slackApiUrl: double.url, retryConfig: { retries: 0 } } },
  });
  receiver.client.removeAllListeners("slack_event");
  receiver.client.on("slack_event", answer);
  onTestFinished(() => void receiver.client.disconnect().catch(() => undefined));
  await receiver.client.start();
  return receiver.client;
}

it("greets Slack's own client, and takes its answers as an HTTP answer", async () => {
  const double = await open();
  const heard: Heard[] = [];
  await connect(double, async (one: Heard) => {
    heard.push(one);
    await one.ack(one.body["command"] === undefined ? undefined : { text: "On it." });
  });
  expect(double.socket.connections).toBe(1);

  expect(await double.command(ANA, "/escalate at once")).toMatchObject({
    status: 200,
    body: '{"text":"On it."}',
  });
  expect(double.desk(ANA)).toMatchObject({ messages: [{ text: "On it.", ephemeral: true }] });
  expect(heard[0]?.body).toMatchObject({
    command: "/escalate",
    text: "at once",
    user_id: ANA,
    is_enterprise_install: "false",
  });

  expect(await double.shortcut(ANA, "escalate")).toMatchObject({ status: 200, body: "" });
  expect(heard[1]?.body).toMatchObject({ type: "shortcut", callback_id: "escalate" });

  expect(await double.openHome(ANA)).toMatchObject({ status: 200, attempts: 1 });
  expect(heard[2]?.body).toMatchObject({
    type: "event_callback",
    event: { type: "app_home_opened" },
  });
});

it("an event that is not answered comes again, and says so; a command is lost, and the person told", async () => {
  const double = await open({ answerWithin: 500 });
  const retries: unknown[] = [];
  await connect(double, async ({ retry_num, body, ack }: Heard) => {
    if (body["command"] !== undefined) return;
    retries.push(retry_num);
    if (retries.length === 3) await ack();
  });
  expect(await double.event({ type: "user_change", user: {} }, { retries: true })).toMatchObject({
    status: 200,
    attempts: 3,
  });
  expect(retries).toEqual([0, 1, 2]);

  expect(await double.command(ANA, "/escalate")).toMatchObject({
    status: 0,
    failure: "http_timeout",
  });
  expect(double.desk(ANA).fault).toBe('/escalate failed with the error "operation_timeout"');
});

it("recycles, drops and refuses lines; Slack's client comes back each time", async () => {
  const double = await open();
  await connect(double, ({ ack }: Heard) => ack());
  const lines = () => double.socket.delivered.length;
  double.socket.warn();
  await double.until(() => lines() === 2 && double.socket.connections === 1, DEADLINE);
  double.socket.drop();
  await double.until(() => lines() === 3 && double.socket.connections === 1, DEADLINE);
  await Promise.all([double.socket.recycle(), double.until(() => lines() === 4, DEADLINE)]);
  await double.until(() => double.socket.connections === 1, DEADLINE);
  expect(await double.command(ANA, "/escalate")).toMatchObject({ status: 200 });
});

it("a payload goes to any one of the lines, and there are ten at most", async () => {
  const double = await open();
  const got = [0, 0, 0];
  for (const each of got.keys())
    await connect(double, ({ ack }: Heard) => (got.splice(each, 1, (got[each] ?? 0) + 1), ack()));
  for (let i = 0; i < 6; i++)
    expect(await double.command(ANA, "/escalate")).toMatchObject({ status: 200 });
  expect(got).toEqual([2, 2, 2]);

  const words = await Promise.all(
    Array.from({ length: 8 }, async () => firstWord(await addressOf(double))),
  );
  expect(words.toSorted()).toEqual([
    "disconnect too_many_websockets",
    ...Array<string>(7).fill("hello"),
  ]);
});

it("an address works once, and only the app's own token gets one", async () => {
  const double = await open();
  const address = await addressOf(double);
  expect([await firstWord(address), await firstWord(address)]).toEqual(["hello", "closed"]);
  expect(await firstWord(address.replace(/ticket=[^&]*/, "ticket=x"))).toBe("closed");
  expect(await openWith(double, "xoxb-for-tests")).toMatchObject({
    ok: false,
    error: "not_allowed_token_type",
  });
  expect(await openWith(double, "xapp-other")).toMatchObject({ ok: false, error: "invalid_auth" });
  const post = await fetch(`${double.url}chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${APP_TOKEN}` },
  });
  expect(await post.json()).toMatchObject({ error: "not_allowed_token_type" });
});

/** What comes first down a new line. */
function firstWord(url: string): Promise<string> {
  const socket = new WebSocket(url);
  onTestFinished(() => socket.close());
  return new Promise((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      const { type, reason } = JSON.parse(String(data)) as { type: string; reason?: string };
      resolve(reason === undefined ? type : `${type} ${reason}`);
    });
    socket.addEventListener("close", () => resolve("closed"));
  });
}

async function openWith(double: SlackDouble, token: string): Promise<{ url?: string }> {
  const response = await fetch(`${double.url}apps.connections.open`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as { url?: string };
}

const addressOf = async (double: SlackDouble): Promise<string> =>
  (await openWith(double, APP_TOKEN)).url ?? "";
