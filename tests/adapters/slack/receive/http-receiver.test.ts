import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { slackAdapter } from "../../../../adapters/slack/index.ts";
import { notice, RecordingCore, secret, signature, world } from "../world.ts";

const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const event = JSON.stringify({
  type: "event_callback",
  team_id: "T1",
  event_id: "Ev1",
  event: { type: "app_home_opened", user: "U1", tab: "home" },
});
const now = Date.parse("2026-11-20T12:00:00Z");

describe("the signature", () => {
  it.each([
    ["right", signature(event, now), 200],
    ["five minutes old", signature(event, now - 300_000), 200],
    ["five minutes ahead", signature(event, now + 300_000), 200],
    ["by the older secret, while rotating", signature(event, now, "older"), 200],
    ["301 s old", signature(event, now - 301_000), 401],
    ["301 s ahead, which Bolt takes", signature(event, now + 301_000), 401],
    ["by an unknown secret", signature(event, now, "other"), 401],
    ["of another body", signature(`${event} `, now), 401],
    ["of another version", { ...signature(event, now), "x-slack-signature": "v1=00" }, 401],
    ["missing", { "x-slack-request-timestamp": String(now / 1_000) }, 401],
    [
      "without a time",
      { "x-slack-signature": signature(event, now)["x-slack-signature"] ?? "" },
      401,
    ],
    [
      "with a time that is none",
      { ...signature(event, now), "x-slack-request-timestamp": "Infinity" },
      401,
    ],
    [
      "with another time",
      { ...signature(event, now), "x-slack-request-timestamp": String(now / 1_000 - 1) },
      401,
    ],
  ])("%s", async (_, headers, status) => {
    const { core, url } = await world({ now: () => now, signingSecrets: [secret, "older"] });
    const response = await fetch(`${url}/slack/events`, {
      method: "POST",
      body: event,
      headers: { ...json, ...headers },
    });
    expect([response.status, await response.text()]).toEqual([status, ""]);
    expect(core.gestures).toHaveLength(status === 200 ? 1 : 0);
  });

  it.each([
    ["a clock six minutes behind", signature(event, now + 360_000), "clock"],
    ["a clock six minutes ahead", signature(event, now - 360_000), "clock"],
    ["the secret of another app", signature(event, now, "other"), "signature"],
    // Anybody can write a time: without a right signature it says nothing of our clock.
    ["a forged time", signature(event, now - 360_000, "other"), "signature"],
    ["no signature", {}, "signature_missing"],
  ])("that does not fit because of %s is told by its reason", async (_, headers, reason) => {
    const { core, url } = await world({ now: () => now });
    const request = { method: "POST", body: event, headers: { ...json, ...headers } };
    expect((await fetch(`${url}/slack/events`, request)).status).toBe(401);
    expect(core.refusals).toEqual([reason]);
  });

  // Slack's check reads the header as a number and signs that: another spelling of a time is not
  // what Slack sent.
  it.each([
    `+${now / 1_000}`,
    `${now / 1_000}.0`,
    `${now / 1_000}e0`,
    `0x${(now / 1_000).toString(16)}`,
  ])("right, for a time that is spelled %s", async (timestamp) => {
    const { core, url } = await world({ now: () => now });
    const headers = { ...json, ...signature(event, now), "x-slack-request-timestamp": timestamp };
    expect(
      (await fetch(`${url}/slack/events`, { method: "POST", body: event, headers })).status,
    ).toBe(401);
    expect(core.gestures).toEqual([]);
  });

  it("wrong is answered within 20 ms", async () => {
    const { post } = await world();
    const took: number[] = [];
    for (let i = 0; i < 10; i++) {
      const started = performance.now();
      expect((await post(event, { ...json, "x-slack-signature": "v0=00" })).status).toBe(401);
      took.push(performance.now() - started);
    }
    // The best of ten: the machine may be busy, the door may not.
    expect(Math.min(...took)).toBeLessThan(20);
  });

  it("needs a secret to begin with", () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    expect(() =>
      slackAdapter({ signingSecrets: [""], botToken: "x" }, new RecordingCore(), log),
    ).toThrow("signing secret");
  });
});

describe("what is refused before anybody sees it", () => {
  const nested = (depth: number) =>
    `{"type":"event_callback","a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
  it.each([
    ["more than 256 KB", "x".repeat(256 * 1024 + 1), json, 413],
    ["far more", "x".repeat(5 * 1024 * 1024), json, 413],
    ["no JSON", "{", json, 400],
    ["a list", "[]", json, 400],
    ["33 levels", nested(33), json, 400],
    ["128,000 levels", `${"[".repeat(64_000)}${"]".repeat(64_000)}`, json, 400],
    ["__proto__", '{"type":"event_callback","__proto__":{"a":1}}', json, 400],
    ["constructor", '{"a":{"constructor":{"prototype":1}}}', json, 400],
    ["a key twice", "command=%2Fescalate&user_id=U1&user_id=U2", form, 400],
    ["__proto__ in a form", "__proto__=1", form, 400],
    ["a payload that is no JSON", "payload=%7B", form, 400],
    ["a command without a person", "command=%2Fescalate&team_id=T1&trigger_id=1", form, 400],
    [
      "a press of nothing",
      `payload=${encodeURIComponent('{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":[{}]}')}`,
      form,
      400,
    ],
  ])("%s", async (_, body, headers, status) => {
    const { post, core } = await world();
    expect((await post(body, headers)).status).toBe(status);
    expect(core.gestures).toEqual([]);
    expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
  });

  it("32 levels and 256 KB are still taken", async () => {
    const { post } = await world();
    expect((await post(nested(32), json)).status).toBe(200);
    const wide = `{"type":"other","a":"${"x".repeat(256 * 1024 - 23)}"}`;
    expect(wide.length).toBe(256 * 1024);
    expect((await post(wide, json)).status).toBe(200);
  });

  it("a body that says nothing of its length is cut off too, with its answer", async () => {
    const { url } = await world();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("POST /slack/events HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
    const piece = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    for (let i = 0; i < 5; i++) socket.write(piece);
    const answer = await new Promise<string>((resolve) =>
      socket.once("data", (data) => resolve(data.toString())),
    );
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });
});

describe("Slack's own checks", () => {
  it("the URL's challenge comes back as plain text, when signed", async () => {
    const { post } = await world();
    const body = JSON.stringify({ type: "url_verification", challenge: "<b>3eZbrw1a</b>" });
    const response = await post(body, json);
    expect(await response.text()).toBe("<b>3eZbrw1a</b>");
    expect(response.headers.get("content-type")).toContain("text/plain");
    expect((await post(body, { ...json, "x-slack-signature": "v0=0" })).status).toBe(401);
  });

  it("the certificate is checked unsigned, and nothing can ride on it", async () => {
    const { post, core } = await world();
    const unsigned = { ...form, "x-slack-signature": "" };
    expect((await post("ssl_check=1&token=x", unsigned)).status).toBe(200);
    expect(
      (await post("ssl_check=1&command=%2Fescalate&user_id=U1&team_id=T1&trigger_id=1", unsigned))
        .status,
    ).toBe(401);
    expect((await post("ssl_check=1&payload=%7B%7D", unsigned)).status).toBe(401);
    expect(core.gestures).toEqual([]);
  });

  it("what nobody listens to is acknowledged", async () => {
    const { post, event, interact } = await world();
    expect((await event({ type: "message", item: "x" })).status).toBe(200);
    expect(
      (
        await interact({
          type: "view_closed",
          team: { id: "T1" },
          user: { id: "U1" },
          view: { id: "V1" },
        })
      ).status,
    ).toBe(200);
    expect(
      (
        await interact({
          type: "shortcut",
          callback_id: "other",
          team: { id: "T1" },
          user: { id: "U1" },
        })
      ).status,
    ).toBe(200);
    expect((await post('{"type":"app_rate_limited"}', json)).status).toBe(200);
  });
});

describe("our own outage", () => {
  it("an event is refused, so that Slack sends it again; a repeat is taken, whatever its header says", async () => {
    const { core, event, logged } = await world();
    const opened = { type: "app_home_opened", user: "U1", tab: "home" };
    core.fault = new Error("secret words of a driver");
    expect((await event(opened)).status).toBe(503);
    core.fault = undefined;
    const retry = { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_error" };
    expect((await event(opened, {}, retry)).status).toBe(200);
    expect((await event(opened, {}, { ...retry, "x-slack-retry-num": "2" })).status).toBe(200);
    expect(core.gestures.map(({ delivery }) => delivery)).toEqual(["evt:Ev1", "evt:Ev1"]);
    expect(logged.join()).not.toContain("secret words");
  });

  it("is not claimed when only the drawing of an accepted answer fails", async () => {
    const { core, command, logged } = await world();
    const reader = {
      platform: "slack" as const,
      locale: "en",
      timeZone: "Nowhere/Atall",
      nameOf: () => undefined,
    };
    core.receive = async () => ({
      notice: { ...notice(""), lines: [{ key: "fact.clock", values: { time: { time: 0 } } }] },
      reader,
    });
    const response = await command();
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(logged.join()).toContain("answer not drawn");
  });

  it("without even a sentence for it is Slack's to tell", async () => {
    const { core, command } = await world();
    core.fault = new Error("down");
    core.outage = () => {
      throw new Error("down too");
    };
    expect((await command()).status).toBe(503);
  });
});
