import { LogLevel, WebClient } from "@slack/web-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { How, SlackDouble } from "../../playground/slack.ts";
import { ANA, handClock, SAM, startDouble, TOKEN } from "./app.ts";

let slack: SlackDouble;
const clock = handClock();
beforeEach(async () => {
  slack = await startDouble({ now: clock.now });
});
afterEach(() => slack.stop());

const client = (timeout = 5_000): WebClient =>
  new WebClient(TOKEN, {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    timeout,
  });
const post = (channel = SAM, timeout?: number) =>
  client(timeout).chat.postMessage({ channel, text: "Ana needs help now." });

/** How the SDK reports each trouble, and whether the message is there afterwards all the same. */
const table: readonly {
  readonly how: How;
  readonly code: string;
  readonly shown: boolean;
  readonly timeout?: number;
}[] = [
  { how: { status: 429, retryAfter: 7 }, code: "slack_webapi_rate_limited_error", shown: false },
  { how: { status: 500 }, code: "slack_webapi_http_error", shown: false },
  { how: { error: "user_not_found" }, code: "slack_webapi_platform_error", shown: false },
  { how: "cut-before", code: "slack_webapi_request_error", shown: false },
  { how: "hang", code: "slack_webapi_request_error", shown: false, timeout: 500 },
  { how: "cut-after-accept", code: "slack_webapi_request_error", shown: true },
  { how: "hang-after-accept", code: "slack_webapi_request_error", shown: true, timeout: 500 },
  { how: "error-after-accept", code: "slack_webapi_http_error", shown: true },
];

test.each(table)(
  "$how is reported as $code; the message is there: $shown; the next call goes well",
  async ({ how, code, shown, timeout }) => {
    const trouble = slack.trouble({ method: "chat.postMessage", how });
    await expect(post(SAM, timeout)).rejects.toMatchObject({ code });
    expect(slack.desk(SAM).messages).toHaveLength(shown ? 1 : 0);
    expect(trouble.met).toBe(1);
    await post();
    expect(slack.desk(SAM).messages).toHaveLength(shown ? 2 : 1);
    expect(slack.calls().at(-1)?.answer).toBe("ok");
    expect(slack.calls()[0]?.answer).not.toBe("ok");
  },
);

test("a 429 carries the seconds to wait", async () => {
  slack.trouble({ method: "chat.postMessage", how: { status: 429, retryAfter: 7 } });
  await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
});

test("trouble can be for one method, one person, some calls, every call, until it is stopped", async () => {
  const { channel = "" } = await post();
  slack.trouble({ method: "chat.postMessage", how: { status: 500 }, account: SAM, count: 2 });
  await post(ANA);
  await client().auth.test();
  await expect(post()).rejects.toThrow();
  await expect(client().chat.postMessage({ channel, text: "x" })).rejects.toThrow();
  await post();
  const always = slack.trouble({ method: "*", how: { status: 500 }, count: Infinity });
  await expect(post()).rejects.toThrow();
  await expect(client().auth.test()).rejects.toThrow();
  always.stop();
  await post();
  slack.trouble({ method: "*", how: { status: 500 }, count: Infinity });
  slack.noTrouble();
  await post();
  expect(always.met).toBe(2);
});

test("with real limits a channel takes one post a second, and another channel is free", async () => {
  slack.limits = { perChannel: true };
  await post();
  await expect(post()).rejects.toMatchObject({
    code: "slack_webapi_rate_limited_error",
    retryAfter: 1,
  });
  await post(ANA);
  clock.pass(999);
  await expect(post()).rejects.toThrow();
  clock.pass(1);
  await post();
  expect(slack.desk(SAM).messages).toHaveLength(2);
});

test("with tiers a method is refused beyond its calls a minute, for the rest of that minute", async () => {
  slack.limits = { tiers: true };
  const { channel = "", ts = "" } = await post();
  const edit = () => client().chat.update({ channel, ts, text: "x" });
  for (let i = 0; i < 50; i += 1) await edit();
  clock.pass(20_000);
  await expect(edit()).rejects.toMatchObject({ retryAfter: 40 });
  await post();
  clock.pass(40_000);
  await edit();
  expect(slack.calls("chat.update").filter((call) => call.answer === "ok")).toHaveLength(51);
});
