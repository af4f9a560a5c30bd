import { noSelfTest } from "./no-self-test.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { slackDouble, type SlackDouble } from "../../playground/slack.ts";
import type { Allows, OAuth, OAuthOptions } from "../../playground/slack/oauth.ts";
import { slackSite } from "../../playground/slack/site.ts";
import type { SlackPerson } from "../../playground/slack/types.ts";
import { type App, startApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import { openLog } from "../../src/runtime/log.ts";
import { Somebody } from "./person.ts";
import { slackClient } from "./slack-client.ts";
import { openStore } from "./stores.ts";

/* A Slack of several workspaces that nobody has the app in, and Handrail with Add to Slack on. */

/** Where browsers reach it, as it believes. */
const origin = "https://handrail.test";

export interface Page {
  readonly status: number;
  readonly location: string;
  readonly words: string;
  readonly links: readonly string[];
}

/** A person's browser: its cookies, and what it is shown. It follows nothing by itself. */
class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #app: () => App;
  constructor(app: () => App) {
    this.#app = app;
  }

  /** The same browser as it is now, led to this instance. */
  copy(app = this.#app): Browser {
    const copy = new Browser(app);
    for (const [name, value] of this.#cookies) copy.#cookies.set(name, value);
    return copy;
  }

  async opens(address: string, language = "en-GB"): Promise<Page> {
    const { pathname, search } = new URL(address, origin);
    const response = await fetch(this.#app().url + pathname + search, {
      redirect: "manual",
      headers: {
        "accept-language": language,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (cookie.includes("Expires=Thu, 01 Jan 1970")) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const html = await response.text();
    return {
      status: response.status,
      location: response.headers.get("location") ?? "",
      words: html.replace(/<style>[^]*<\/style>/, "").replaceAll(/<[^>]+>/g, " "),
      links: [...html.matchAll(/href="([^"]+)"/g)].map(([, link = ""]) =>
        link.replaceAll("&amp;", "&"),
      ),
    };
  }

  /** Begins to add the app. @returns what Slack is asked for */
  async begins(): Promise<URLSearchParams> {
    const { status, location } = await this.opens("/slack/install");
    if (status !== 302) throw new Error(`/slack/install answers ${status}`);
    return new URL(location).searchParams;
  }
}

export interface InstallingOptions {
  /** By workspace: a team (`T…`), or an Enterprise Grid organisation (`E…`). */
  readonly workspaces: Readonly<Record<string, readonly SlackPerson[]>>;
  readonly rotates?: OAuthOptions["rotates"];
  readonly file?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The token of a workspace that has the app without Add to Slack. */
  readonly pinned?: { readonly workspace: string; readonly token: string };
}

export async function openInstalling(options: InstallingOptions) {
  const store = await openStore();
  const secret = "a-signing-secret-for-installs";
  const site = await slackSite({
    oauth: { clientId: "1.2", clientSecret: "a-client-secret", ...rotating(options) },
  });
  const oauth = site.oauth as OAuth;
  const doubles = new Map<string, SlackDouble>();
  for (const [workspace, people] of Object.entries(options.workspaces))
    doubles.set(
      workspace,
      await slackDouble(
        {
          signingSecret: secret,
          workspace,
          name: `Company ${workspace}`,
          people,
          deliverTo: "http://127.0.0.1:1/",
          ...(options.pinned?.workspace === workspace ? { botToken: options.pinned.token } : {}),
        },
        site,
      ),
    );
  const env: NodeJS.ProcessEnv = {
    ...{ PORT: "0", HOST: "127.0.0.1", METRICS_PORT: "0" },
    LOG_LEVEL: process.env["STORY_LOG"] ?? "silent",
    ...store.env,
    ...{ HANDRAIL_URL: origin, SLACK_SIGNING_SECRET: secret, SLACK_API_URL: site.url },
    ...{ SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "a-client-secret" },
    ...(options.pinned === undefined ? {} : { SLACK_BOT_TOKEN: options.pinned.token }),
    ...options.env,
  };
  const start = async (): Promise<App> => {
    const loaded = loadConfig(
      env,
      (name) => (name === "handrail.yaml" ? options.file : undefined),
      () => undefined,
    );
    if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
    return startApp({ ...loaded.config, port: 0 }, openLog(loaded.config.logLevel), {
      selfTest: noSelfTest,
    });
  };
  const apps = [await start()];
  const app = () => apps[0] as App;
  const goesTo = (to: App) => {
    for (const double of doubles.values()) double.deliverTo = `${to.url}/slack/events`;
  };
  goesTo(app());
  const met = new Map<string, Somebody>();
  const world = {
    oauth,
    store,
    app,
    goesTo,
    browser: (on: () => App = app) => new Browser(on),
    double(workspace: string): SlackDouble {
      const double = doubles.get(workspace);
      if (double === undefined) throw new Error(`no workspace ${workspace}`);
      return double;
    },
    somebody(workspace: string, account: string): Somebody {
      const key = `${workspace} ${account}`;
      const known =
        met.get(key) ?? new Somebody(key, slackClient(world.double(workspace), account));
      met.set(key, known);
      return known;
    },
    /** Another instance on the same database. */
    async another(): Promise<App> {
      const app = await start();
      apps.push(app);
      return app;
    },
    /** Somebody adds the app, with a browser of their own. @returns the page they end on */
    async adds(
      workspace: string,
      account: string,
      more: Omit<Allows, "workspace" | "account"> = {},
    ) {
      const browser = world.browser();
      const asked = await browser.begins();
      return browser.opens(oauth.allow(asked, { workspace, account, ...more }));
    },
    /** The app is removed, and Slack tells so in this order. */
    async removes(workspace: string, ...types: readonly string[]) {
      const double = world.double(workspace);
      double.setInstalled(false);
      for (const type of types)
        await double.event({
          type,
          ...(type === "tokens_revoked" ? { tokens: { oauth: [], bot: ["U0HANDRAIL"] } } : {}),
        });
    },
    async rows(statement: string) {
      return (await store.asOwner(statement)).rows;
    },
    async settled() {
      for (let tries = 0; tries < 400; tries++) {
        const [due] = await world.rows(`
          select (select count(*) from handrail.timers where due_at <= handrail.now())
            + (select count(*) from handrail.messages where state = 'live'
              and wanted_version > shown_version and not_before <= handrail.now()) as n`);
        if (Number(due?.["n"]) === 0) return;
        await sleep(25);
      }
      throw new Error("the world does not come to rest");
    },
    async stop() {
      for (const one of apps) await one.stop();
      for (const double of doubles.values()) await double.stop();
      await site.stop();
      await store.remove();
    },
  };
  return world;
}

export type Installing = Awaited<ReturnType<typeof openInstalling>>;

const rotating = ({ rotates }: InstallingOptions) => (rotates === undefined ? {} : { rotates });
