import { Agent, request } from "node:http";
import { signatureHeaders } from "../../../playground/slack/sign.ts";
import { workspace } from "../organisation.ts";
import type { Page } from "./slack.ts";

/** Both are made up here, for processes that live as long as the measurement. */
export const signingSecret = "a-signing-secret-for-the-bench";
export const botToken = "xoxb-bench";

/** A request that was answered. Times by `performance.now()`. */
export interface Answered {
  readonly status: number;
  readonly sent: number;
  readonly answered: number;
}

/** Plays Slack's side of a connection to one app: signs, sends, waits for the answer. */
export class Commands {
  readonly #url: URL;
  readonly #responseUrl: string;
  // As many connections as needed: waiting here for one would count as the app's own time.
  readonly #agent = new Agent({ keepAlive: true });
  #count = 0;
  /** Answers other than 200: a measurement with any is worth nothing. */
  refused = 0;

  /** @param app where it listens; @param slack the double's address, ending in `/api/` */
  constructor(app: string, slack: string) {
    this.#url = new URL("/slack/events", app);
    this.#responseUrl = new URL("/response", slack).href;
  }

  escalate(account: string): Promise<Answered> {
    return this.say(account, "/escalate");
  }

  say(account: string, command: string, text = ""): Promise<Answered> {
    const user = account.toLowerCase();
    return this.#sendForm({
      token: "bench",
      team_id: workspace,
      team_domain: "bench",
      channel_id: "C0BENCH",
      channel_name: "general",
      user_id: account,
      user_name: user,
      command,
      text,
      api_app_id: "A0BENCH",
      is_enterprise_install: "false",
      response_url: this.#responseUrl,
      trigger_id: this.#trigger(),
    });
  }

  /** A press on a page, by anybody: `escalations.acknowledge` and the like. */
  press(account: string, action: string, page: Page): Promise<Answered> {
    const channel = `D${page.account.slice(1)}`;
    const payload = {
      type: "block_actions",
      team: { id: workspace, domain: "bench" },
      api_app_id: "A0BENCH",
      token: "bench",
      enterprise: null,
      user: { id: account, username: account, name: account, team_id: workspace },
      is_enterprise_install: false,
      container: { type: "message", message_ts: page.ts, channel_id: channel, is_ephemeral: false },
      trigger_id: this.#trigger(),
      channel: { id: channel, name: "directmessage" },
      message: { type: "message", ts: page.ts, text: "" },
      state: { values: {} },
      response_url: this.#responseUrl,
      actions: [
        {
          type: "button",
          action_id: action,
          block_id: page.block,
          value: JSON.stringify({ s: page.subject }),
          action_ts: page.ts,
        },
      ],
    };
    return this.#sendForm({ payload: JSON.stringify(payload) });
  }

  /** Somebody looks at their home page; from then on it is kept current. */
  visit(account: string): Promise<Answered> {
    const event = {
      type: "app_home_opened",
      user: account,
      channel: `D${account.slice(1)}`,
      tab: "home",
      event_ts: "1700000000.000001",
    };
    const body = {
      token: "bench",
      team_id: workspace,
      api_app_id: "A0BENCH",
      type: "event_callback",
      event_id: `Ev${this.#trigger()}`,
      event,
      event_time: Math.floor(Date.now() / 1_000),
      authorizations: [{ team_id: workspace, user_id: "U0BOT", is_bot: true }],
    };
    return this.#send(JSON.stringify(body), "application/json");
  }

  close(): void {
    this.#agent.destroy();
  }

  #trigger(): string {
    this.#count += 1;
    return `${process.pid}.${Date.now()}.${this.#count}`;
  }

  #sendForm(form: Record<string, string>): Promise<Answered> {
    return this.#send(new URLSearchParams(form).toString(), "application/x-www-form-urlencoded");
  }

  #send(body: string, type: string): Promise<Answered> {
    const headers = {
      "content-type": type,
      "content-length": Buffer.byteLength(body),
      ...signatureHeaders(body, signingSecret, Math.floor(Date.now() / 1_000)),
    };
    return new Promise((resolve, reject) => {
      const sent = performance.now();
      const call = request(
        this.#url,
        { method: "POST", headers, agent: this.#agent },
        (response) => {
          response.resume().once("end", () => {
            if (response.statusCode !== 200) this.refused += 1;
            resolve({ status: response.statusCode ?? 0, sent, answered: performance.now() });
          });
        },
      );
      call.once("error", (error: NodeJS.ErrnoException) => {
        // The app closed a connection that it had kept, in the moment in which it was used again.
        if (call.reusedSocket && error.code === "ECONNRESET") resolve(this.#send(body, type));
        else reject(error);
      });
      call.end(body);
    });
  }
}
