import { noSelfTest } from "./no-self-test.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { type TeamsDouble, teamsDouble } from "../../playground/teams.ts";
import type { TeamsPerson } from "../../playground/teams/types.ts";
import { type App, startApp } from "../../src/app.ts";
import { loadConfig, type Config } from "../../src/config.ts";
import { openLog } from "../../src/runtime/log.ts";
import { objectId } from "./cast.ts";
import { passing } from "./passing.ts";
import { Somebody } from "./person.ts";
import { openStore } from "./stores.ts";
import { teamsClient } from "./teams-client.ts";

/* One Handrail with several app registrations of Teams, each with a tenant of people. */

/** An app registration, and the tenant that has it. */
export interface Registered {
  readonly app: string;
  readonly tenant: string;
  readonly secret: string;
}

export interface RegisteredOptions {
  /** By a name of the story's. The first one's server is Microsoft's cloud for all. */
  readonly registrations: Readonly<Record<string, Registered>>;
  /** First names. Everybody is somebody else in each tenant, unless the tenants are the same. */
  readonly people: readonly string[];
  /** Organisations' files, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** How this run of the app is configured. */
export interface Run {
  /** The registration of Microsoft's own names. */
  readonly own?: string;
  /** Those in the file. */
  readonly further: readonly string[];
}

export const personIn = (tenant: string, name: string): TeamsPerson => ({
  ...{ account: objectId(`${tenant} ${name}`), name },
  ...{ email: `${name.toLowerCase()}@${tenant.slice(0, 4)}.test`, tz: "Europe/London" },
});

export async function openRegistered({ registrations, people, files }: RegisteredOptions) {
  const store = await openStore();
  const doubles = new Map<string, TeamsDouble>();
  const secrets = new Map<string, string>();
  for (const [name, { app, tenant, secret }] of Object.entries(registrations)) {
    const [first] = doubles.values();
    secrets.set(name, secret);
    const double = await teamsDouble(
      {
        ...{ appId: app, password: secret, tenant, deliverTo: "http://127.0.0.1:1/" },
        people: people.map((one) => personIn(tenant, one)),
        wait: async () => undefined,
      },
      first,
    );
    doubles.set(name, double);
  }
  const [first] = doubles.values();
  if (first === undefined) throw new Error("no registration");
  const hosts = [...doubles.values()].map(({ serviceUrl }) => new URL(serviceUrl).host);
  const ownNames = (name: string) => ({
    MicrosoftAppId: registrations[name]?.app,
    MicrosoftAppPassword: secrets.get(name),
    MicrosoftAppType: "MultiTenant",
    MicrosoftAppTenantId: undefined,
  });
  const none = Object.fromEntries(Object.keys(ownNames("")).map((name) => [name, undefined]));
  const configured = ({ own, further }: Run): Config => {
    const loaded = loadConfig(
      {
        ...{ PORT: "0", HOST: "127.0.0.1", METRICS_PORT: "0", HANDRAIL_CONFIG: "organisations" },
        LOG_LEVEL: process.env["STORY_LOG"] ?? "silent",
        ...store.env,
        ...first.env(),
        ...(own === undefined ? none : ownNames(own)),
        HANDRAIL_TEAMS_REGISTRATIONS: further.length === 0 ? undefined : "teams.yaml",
        HANDRAIL_TEAMS_SERVICE_HOSTS: hosts.join(","),
      },
      (path) =>
        path === "teams.yaml"
          ? further.map((name) => entryOf(name, registrations[name])).join("")
          : (files[path.replace("organisations/", "")] ?? secrets.get(path)),
      (path) => (path === "organisations" ? Object.keys(files) : undefined),
    );
    if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
    return loaded.config;
  };
  let app: App | undefined;
  const running = () => {
    if (app === undefined) throw new Error("the app does not run");
    return app;
  };
  const met = new Map<string, Somebody>();
  const world = {
    asOwner: store.asOwner,
    secrets,
    configured,
    app: running,
    double(name: string): TeamsDouble {
      const double = doubles.get(name);
      if (double === undefined) throw new Error(`no registration ${name}`);
      return double;
    },
    /** Somebody, as they talk to the bot of that registration. */
    somebody(name: string, who: string): Somebody {
      const double = world.double(name);
      const key = `${name} ${who}`;
      const client = () => teamsClient(double, world.account(name, who));
      const known = met.get(key) ?? new Somebody(key, client());
      met.set(key, known);
      return known;
    },
    /** They have written to that bot once. On a busy machine it may not have its keys at first. */
    async writes(name: string, ...people: readonly string[]): Promise<void> {
      for (const who of people) {
        const sent = async () =>
          (await world.double(name).types(world.account(name, who), "handrail")).status;
        for (let tries = 0; (await sent()) !== 200 && tries < 20; tries++) await sleep(500);
      }
      await world.settled();
    },
    account: (name: string, who: string) => personIn(world.double(name).tenant, who).account,
    async runs(run: Run): Promise<App> {
      await app?.stop();
      const config = configured(run);
      app = await startApp({ ...config, port: 0 }, openLog(config.logLevel), {
        selfTest: noSelfTest,
      });
      for (const double of doubles.values()) double.deliverTo = `${app.url}/api/messages`;
      await app.introduced;
      return app;
    },
    ...passing({ asOwner: store.asOwner, db: () => running().db }),
    async stop() {
      await app?.stop();
      for (const double of doubles.values()) await double.stop();
      await store.remove();
    },
  };
  return world;
}

export type RegisteredWorld = Awaited<ReturnType<typeof openRegistered>>;

const entryOf = (name: string, one: Registered | undefined): string =>
  `- { app_id: ${one?.app}, tenant_id: ${one?.tenant}, password_file: ${name} }\n`;
