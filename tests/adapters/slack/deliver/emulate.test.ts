import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createEmulator } from "emulate";
import { expect, test } from "vitest";
import { startApp } from "../../../../src/app.ts";
import { loadConfig } from "../../../../src/config.ts";
import { openLog } from "../../../../src/runtime/log.ts";
import { freePort } from "../../../support/postgres.ts";

/*
 * The whole app against a Slack Web API that others wrote. It keeps users, channels, messages and
 * views as Slack does; gestures it does not deliver, so those are signed here.
 */
const secret = "a-secret-of-emulate";
const file = `
organisation: { id: acme, name: Acme, time_zone: Europe/London, country: GB }
people: { ana@acme.test: { name: Ana Silva, channel: phone }, sam@acme.test: { name: Sam Reyes } }
teams: { Billing: { supervisors: [sam@acme.test], agents: [ana@acme.test] } }
`;

test("emulate 0.12.2: people found by e-mail, a page posted, taken and edited in place, a home page published", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handrail-"));
  const port = await freePort();
  const users = ["ana", "sam", "handrail"].map((name) => ({
    name,
    real_name: name,
    email: `${name}@acme.test`,
  }));
  const slack = await createEmulator({
    service: "slack",
    port,
    seed: {
      tokens: { "xoxb-emulate": { login: "handrail", scopes: [] } },
      slack: { team: { name: "Acme", domain: "acme" }, users },
    },
  });
  const api = async (method: string, body: Record<string, string> = {}) => {
    const answer = await fetch(`${slack.url}/api/${method}`, {
      method: "POST",
      headers: {
        authorization: "Bearer xoxb-emulate",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(body),
    });
    return (await answer.json()) as Record<string, never>;
  };
  const env = {
    PORT: "0",
    HOST: "127.0.0.1",
    HANDRAIL_CONFIG: "f",
    HANDRAIL_DATA_DIR: folder,
    SLACK_SIGNING_SECRET: secret,
    SLACK_BOT_TOKEN: "xoxb-emulate",
    SLACK_API_URL: `${slack.url}/api/`,
  };
  const loaded = loadConfig(
    env,
    (name) => (name === "f" ? file : undefined),
    () => undefined,
  );
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  const app = await startApp({ ...loaded.config, port: 0 }, openLog("silent"));
  try {
    const { team_id: team } = (await api("auth.test")) as unknown as { team_id: string };
    const idOf = async (name: string) =>
      (
        (await api("users.lookupByEmail", { email: `${name}@acme.test` })) as unknown as {
          user: { id: string };
        }
      ).user.id;
    const [ana, sam] = [await idOf("ana"), await idOf("sam")];
    const sent = (body: string) => {
      const at = String(Math.floor(Date.now() / 1_000));
      const signature = `v0=${createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex")}`;
      return fetch(`${app.url}/slack/events`, {
        method: "POST",
        headers: {
          "content-type": body.startsWith("{")
            ? "application/json"
            : "application/x-www-form-urlencoded",
          "x-slack-request-timestamp": at,
          "x-slack-signature": signature,
        },
        body,
      });
    };
    const channelOf = async (user: string) =>
      ((await api("conversations.open", { users: user })) as unknown as { channel: { id: string } })
        .channel.id;
    const seen = async (user: string) =>
      (
        (await api("conversations.history", { channel: await channelOf(user) })) as unknown as {
          messages: { ts: string; text: string; blocks?: unknown[] }[];
        }
      ).messages;
    const untilSeen = async (user: string, text: string) => {
      for (let tries = 0; tries < 100; tries++) {
        const found = (await seen(user)).find((message) => message.text === text);
        if (found !== undefined) return found;
        await sleep(50);
      }
      throw new Error(
        `not seen: ${text}; there is: ${(await seen(user)).map((message) => message.text).join(" | ")}`,
      );
    };

    await app.introduced;
    const asked = await sent(
      String(
        new URLSearchParams({
          command: "/escalate",
          text: "",
          user_id: ana,
          team_id: team,
          channel_id: "D1",
          trigger_id: `t${Date.now()}`,
          response_url: `${slack.url}/r`,
          is_enterprise_install: "false",
        }),
      ),
    );
    expect(await asked.text()).toContain("Sam got your request for help.");
    const page = await untilSeen(sam, "Ana needs help now. Billing, phone.");
    const press = page.blocks
      ?.flatMap((block) =>
        ((block as { elements?: { action_id?: string; value?: string }[] }).elements ?? []).map(
          (element) => ({
            ...element,
            block_id: (block as { block_id?: string }).block_id,
            type: "button",
          }),
        ),
      )
      .find((element) => element.action_id === "escalations.acknowledge");
    const payload = {
      type: "block_actions",
      team: { id: team },
      user: { id: sam, team_id: team },
      trigger_id: "t2",
      container: { type: "message", message_ts: page.ts, channel_id: await channelOf(sam) },
      channel: { id: await channelOf(sam) },
      message: { ts: page.ts },
      response_url: `${slack.url}/r`,
      actions: [press],
    };
    expect(
      (await sent(String(new URLSearchParams({ payload: JSON.stringify(payload) })))).status,
    ).toBe(200);
    await untilSeen(ana, "Sam has it.");
    const edited = await untilSeen(sam, "You have it: Ana, Billing.");
    expect(edited.ts).toBe(page.ts);
    const home = {
      type: "event_callback",
      team_id: team,
      event_id: "Ev1",
      event: { type: "app_home_opened", user: sam, tab: "home", channel: await channelOf(sam) },
    };
    expect((await sent(JSON.stringify(home))).status).toBe(200);
  } finally {
    await app.stop();
    await slack.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
