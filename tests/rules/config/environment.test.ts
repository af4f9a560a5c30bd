import { describe, expect, it } from "vitest";
import { describeProblems, loadConfig } from "../../../src/config.ts";
import { configOf, problemsOf, slack, smallest, teams } from "./world.ts";

const disk = { "handrail.yaml": smallest };
const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const database = {
  DATABASE_URL: "postgresql://handrail:secret@db:5432/handrail",
  HANDRAIL_KEYS: `k1:${key(1)}`,
};
const cloud = {
  ToChannelFromBotLoginUrl: "http://127.0.0.1:4000/login",
  ToChannelFromBotOAuthScope: "https://api.botframework.com/.default",
  ToBotFromChannelTokenIssuer: "https://api.botframework.com",
  OAuthUrl: "http://localhost:4000/oauth",
  ToBotFromChannelOpenIdMetadataUrl: "http://[::1]:4000/openid",
  ToBotFromEmulatorOpenIdMetadataUrl: "https://login.example/openid",
  CallerId: "urn:botframework:test",
  ValidateAuthority: "true",
};
const adding = {
  SLACK_SIGNING_SECRET: "signing-secret",
  SLACK_CLIENT_ID: "12.34",
  SLACK_CLIENT_SECRET: "secret",
  HANDRAIL_URL: "https://handrail.example",
};
const withTenant = {
  "handrail.yaml": `${smallest}workspaces: { teams: [00000000-0000-0000-0000-00000000000a] }\n`,
};

describe("nothing configured", () => {
  it("is the playground, on loopback, with the demo organisation", () => {
    const config = configOf({});
    expect(config).toMatchObject({
      playground: true,
      host: "127.0.0.1",
      port: 3000,
      database: { folder: "./data" },
      keys: [],
      logLevel: "info",
      warnings: [],
    });
    expect(config.metrics).toBeUndefined();
    expect(config.organisations.map(({ id }) => id)).toEqual(["acme"]);
  });
  it("stays on loopback whatever HOST says, and says so", () => {
    const config = configOf({ HOST: "0.0.0.0" });
    expect(config.host).toBe("127.0.0.1");
    expect(config.warnings.map(({ where }) => where)).toEqual(["HOST"]);
  });
  it("shows one's own organisation where there is a file", () => {
    expect(
      configOf({}, { "handrail.yaml": smallest.replace("acme,", "mine,") }).organisations.map(
        ({ id }) => id,
      ),
    ).toEqual(["mine"]);
  });
  it("takes empty variables for absent ones", () => {
    expect(
      configOf({
        PORT: "",
        HOST: " ",
        SLACK_BOT_TOKEN: "",
        MicrosoftAppId: "",
        DATABASE_URL: "",
        HANDRAIL_CONFIG: "",
        LOG_LEVEL: "",
      }).playground,
    ).toBe(true);
  });
  it("never runs beside a platform or a database", () => {
    for (const env of [slack, database])
      expect(configOf(env, disk)).toMatchObject({ playground: false, host: "0.0.0.0" });
    expect(configOf(teams, withTenant).playground).toBe(false);
  });
});

describe("everything configured", () => {
  it("is read", () => {
    const config = configOf(
      {
        ...slack,
        ...teams,
        ...cloud,
        ...database,
        PORT: "0",
        HOST: "[::1]",
        METRICS_PORT: "9100",
        METRICS_HOST: "0.0.0.0",
        LOG_LEVEL: "DEBUG",
        SLACK_SIGNING_SECRET: "new, old",
        SLACK_APP_TOKEN: "xapp-1",
        SLACK_API_URL: "http://127.0.0.1:4001/api/",
        HANDRAIL_KEYS: `k2:${key(2)},k1:${key(1)}`,
        MicrosoftAppType: "singletenant",
        MicrosoftAppTenantId: "home",
        HANDRAIL_TEAMS_SERVICE_HOSTS:
          "smba.infra.gov.teams.microsoft.us, 127.0.0.1:4002,http://127.0.0.1:4003/, HTTPS://Example.com",
      },
      withTenant,
    );
    expect(config).toMatchObject({
      port: 0,
      host: "::1",
      metrics: { port: 9100, host: "0.0.0.0" },
      logLevel: "debug",
      database: { url: database.DATABASE_URL },
      slack: {
        signingSecrets: ["new", "old"],
        botToken: "xoxb-1",
        appToken: "xapp-1",
        apiUrl: "http://127.0.0.1:4001/api/",
      },
      teams: {
        registrations: [
          {
            appId: teams.MicrosoftAppId,
            password: "password",
            type: "SingleTenant",
            tenantId: "home",
          },
        ],
        cloud,
        serviceHosts: [
          "smba.infra.gov.teams.microsoft.us",
          "127.0.0.1:4002",
          "127.0.0.1:4003",
          "example.com",
        ],
      },
      warnings: [],
    });
    expect(config.keys.map(({ kid, key }) => [kid, key.length, key[0]])).toEqual([
      ["k2", 32, 2],
      ["k1", 32, 1],
    ]);
  });
  it("takes secrets from files, without the line end", () => {
    const config = configOf(
      {
        SLACK_SIGNING_SECRET_FILE: "/run/a",
        SLACK_BOT_TOKEN_FILE: "/run/b",
        MicrosoftAppId: "id",
        MicrosoftAppPassword_FILE: "/run/c",
        DATABASE_URL_FILE: "/run/d",
        HANDRAIL_KEYS_FILE: "/run/e",
      },
      {
        ...withTenant,
        "/run/a": "one\n",
        "/run/b": "xoxb-2\r\n",
        "/run/c": "pass\n",
        "/run/d": "postgres:///handrail\n",
        "/run/e": `k1:${key(3)}\n`,
      },
    );
    expect(config).toMatchObject({
      slack: { signingSecrets: ["one"], botToken: "xoxb-2" },
      teams: { registrations: [{ password: "pass" }] },
      database: { url: "postgres:///handrail" },
      keys: [{ kid: "k1" }],
      warnings: [],
    });
  });
  it("needs no signing secret in Socket Mode", () => {
    expect(configOf({ SLACK_APP_TOKEN: "xapp-1", SLACK_BOT_TOKEN: "xoxb-1" }, disk).slack).toEqual({
      signingSecrets: [],
      botToken: "xoxb-1",
      appToken: "xapp-1",
    });
  });
  it("gives /metrics a loopback port of its own", () => {
    const usual = { port: 9464, host: "127.0.0.1" };
    expect(configOf(slack, disk).metrics).toEqual(usual);
    expect(configOf({ ...slack, METRICS_HOST: "[::1]" }, disk).metrics).toEqual({
      port: 9464,
      host: "::1",
    });
    expect(configOf({ METRICS_PORT: "9100" }).metrics).toEqual({ port: 9100, host: "127.0.0.1" });
    expect(configOf({ HANDRAIL_URL: "https://handrail.example/" }).address).toBe(
      "https://handrail.example",
    );
    const oidc = { OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b" };
    expect(
      configOf({
        ...oidc,
        HANDRAIL_URL: "https://handrail.example",
        OIDC_ISSUER: "https://id.example/x",
      }).signIn,
    ).toEqual({ issuer: "https://id.example/x", clientId: "a", clientSecret: "b" });
    expect(configOf({ HANDRAIL_DEADMAN_URL: "https://hc.example/x" }).deadman).toBe(
      "https://hc.example/x",
    );
  });
  it("keeps the public address as an origin", () => {
    expect(configOf({ HANDRAIL_URL: "https://Handrail.example/" }).address).toBe(
      "https://handrail.example",
    );
    expect(configOf({ HANDRAIL_URL: "http://127.0.0.1:3000" }).address).toBe(
      "http://127.0.0.1:3000",
    );
  });
  it("takes Add to Slack without a file, and without a token of its own", () => {
    const config = configOf(adding);
    expect(config.organisations).toEqual([]);
    expect(config.slack).toEqual({
      signingSecrets: ["signing-secret"],
      install: { clientId: "12.34", clientSecret: "secret", address: "https://handrail.example" },
    });
    expect(configOf({ ...adding, ...slack }, disk).slack?.botToken).toBe("xoxb-1");
    expect(configOf(adding, disk).warnings.map(({ what }) => what)).toEqual([
      "lists no Slack workspace, so its people are not looked for on Slack",
    ]);
    expect(configOf({ ...adding, ...teams }).warnings.map(({ where }) => where)).toEqual([
      "handrail.yaml",
    ]);
  });
  it("lets a single organisation live in a single tenant's own tenant", () => {
    const home = "00000000-0000-0000-0000-0000000000FF";
    const config = configOf(
      { ...teams, MicrosoftAppType: "SingleTenant", MicrosoftAppTenantId: home },
      disk,
    );
    expect(config.organisations[0]?.workspaces.teams).toEqual([home.toLowerCase()]);
  });
});

describe("what does not stop the start", () => {
  const warned = (env: NodeJS.ProcessEnv) => configOf(env, disk).warnings.map(({ where }) => where);
  it.each<[NodeJS.ProcessEnv, string]>([
    [{ HANDRAIL_CONFG: "x" }, "HANDRAIL_CONFG"],
    [{ METRICS_HOST: "0.0.0.0" }, "METRICS_HOST"],
    [{ SLACK_API_URL: "http://127.0.0.1/api/" }, "SLACK_API_URL"],
    [{ HANDRAIL_TEAMS_SERVICE_HOSTS: "example.com" }, "HANDRAIL_TEAMS_SERVICE_HOSTS"],
    [database, "DATABASE_URL"],
  ])("%o warns at %s", (env, where) => expect(warned(env)).toEqual([where]));
});

describe("what is wrong", () => {
  it.each<[string, NodeJS.ProcessEnv, string, RegExp]>([
    ["port of letters", { PORT: "http" }, "PORT", /not a port/],
    ["port too high", { PORT: "65536" }, "PORT", /not a port/],
    ["port below zero", { PORT: "-1" }, "PORT", /not a port/],
    ["host with blanks", { HOST: "my host" }, "HOST", /not an address/],
    ["host out of range", { ...slack, HOST: "300.1.1.1" }, "HOST", /not an address/],
    ["metrics on the same port", { METRICS_PORT: "3000" }, "METRICS_PORT", /same as PORT/],
    [
      "metrics host",
      { METRICS_PORT: "9100", METRICS_HOST: "a b" },
      "METRICS_HOST",
      /not an address/,
    ],
    ["log level", { LOG_LEVEL: "loud" }, "LOG_LEVEL", /not a level/],
    ["public address", { HANDRAIL_URL: "http://h.example" }, "HANDRAIL_URL", /unencrypted/],
    ["address with a path", { HANDRAIL_URL: "https://h.example/x" }, "HANDRAIL_URL", /more than/],
    [
      "half of a provider",
      { HANDRAIL_URL: "https://h.example", OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "a" },
      "OIDC_CLIENT_SECRET",
      /missing/,
    ],
    [
      "provider without a way back",
      { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b" },
      "HANDRAIL_URL",
      /missing/,
    ],
    [
      "watchdog",
      { HANDRAIL_DEADMAN_URL: "http://hc.example/x" },
      "HANDRAIL_DEADMAN_URL",
      /unencrypted/,
    ],
    [
      "public address without https",
      { HANDRAIL_URL: "http://handrail.example" },
      "HANDRAIL_URL",
      /unencrypted/,
    ],
    [
      "public address with a path",
      { HANDRAIL_URL: "https://handrail.example/desk" },
      "HANDRAIL_URL",
      /more than a scheme/,
    ],
    [
      "database of another kind",
      { ...database, DATABASE_URL: "mysql://db/x" },
      "DATABASE_URL",
      /not a PostgreSQL address/,
    ],
    [
      "database that is no address",
      { ...database, DATABASE_URL: "db:5432/x y" },
      "DATABASE_URL",
      /not a/,
    ],
    [
      "no keys",
      { DATABASE_URL: database.DATABASE_URL },
      "HANDRAIL_KEYS",
      /required with DATABASE_URL/,
    ],
    [
      "short key",
      { HANDRAIL_KEYS: `k1:${key(1)},k2:${Buffer.alloc(31).toString("base64")}` },
      "HANDRAIL_KEYS",
      /key 2 is 31 bytes/,
    ],
    [
      "key without id",
      { HANDRAIL_KEYS: key(1) },
      "HANDRAIL_KEYS",
      /key 1 is not written as kid:base64/,
    ],
    [
      "two keys of one id",
      { HANDRAIL_KEYS: `k1:${key(1)},k1:${key(2)}` },
      "HANDRAIL_KEYS",
      /same id/,
    ],
    ["no client secret", { ...adding, SLACK_CLIENT_SECRET: "" }, "SLACK_CLIENT_SECRET", /missing/],
    ["no client id", { ...adding, SLACK_CLIENT_ID: "" }, "SLACK_CLIENT_ID", /missing/],
    [
      "no client id's form",
      { ...adding, SLACK_CLIENT_ID: "A0123" },
      "SLACK_CLIENT_ID",
      /client id/,
    ],
    ["no public address", { ...adding, HANDRAIL_URL: "" }, "HANDRAIL_URL", /missing/],
    [
      "Add to Slack without a signing secret",
      { ...adding, SLACK_SIGNING_SECRET: "" },
      "SLACK_SIGNING_SECRET",
      /missing/,
    ],
    ["no bot token", { SLACK_SIGNING_SECRET: "s" }, "SLACK_BOT_TOKEN", /missing/],
    ["no signing secret", { SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_SIGNING_SECRET", /missing/],
    [
      "three signing secrets",
      { ...slack, SLACK_SIGNING_SECRET: "a,b,c" },
      "SLACK_SIGNING_SECRET",
      /more than two/,
    ],
    [
      "a token for a secret",
      { ...slack, SLACK_SIGNING_SECRET: "xoxb-1" },
      "SLACK_SIGNING_SECRET",
      /holds a token/,
    ],
    [
      "only commas for a secret",
      { ...slack, SLACK_SIGNING_SECRET: "," },
      "SLACK_SIGNING_SECRET",
      /holds no secret/,
    ],
    [
      "app token for bot token",
      { ...slack, SLACK_BOT_TOKEN: "xapp-1" },
      "SLACK_BOT_TOKEN",
      /another kind/,
    ],
    [
      "bot token for app token",
      { ...slack, SLACK_APP_TOKEN: "xoxb-1" },
      "SLACK_APP_TOKEN",
      /another kind/,
    ],
    [
      "any word for app token",
      { ...slack, SLACK_APP_TOKEN: "zzz" },
      "SLACK_APP_TOKEN",
      /another kind/,
    ],
    [
      "bot token for app token, at a double",
      { ...slack, SLACK_API_URL: "http://127.0.0.1:9/api/", SLACK_APP_TOKEN: "xoxb-1" },
      "SLACK_APP_TOKEN",
      /another kind/,
    ],
    ["broken token", { ...slack, SLACK_BOT_TOKEN: "xoxb-1 2" }, "SLACK_BOT_TOKEN", /blank/],
    [
      "API elsewhere over http",
      { ...slack, SLACK_API_URL: "http://slack.example/api/" },
      "SLACK_API_URL",
      /unencrypted/,
    ],
    [
      "API on a host that only looks like loopback",
      { ...slack, SLACK_API_URL: "http://127.0.0.1.example/api/" },
      "SLACK_API_URL",
      /unencrypted/,
    ],
    [
      "API without /api/",
      { ...slack, SLACK_API_URL: "https://slack.example/api" },
      "SLACK_API_URL",
      /\/api\//,
    ],
    [
      "API with a query that ends so",
      { ...slack, SLACK_API_URL: "https://slack.example/?x=/api/" },
      "SLACK_API_URL",
      /does not end in/,
    ],
    [
      "API with a login",
      { ...slack, SLACK_API_URL: "https://a:b@slack.example/api/" },
      "SLACK_API_URL",
      /password/,
    ],
    [
      "API of another scheme",
      { ...slack, SLACK_API_URL: "file:///api/" },
      "SLACK_API_URL",
      /not a web address/,
    ],
    ["empty app id (T8)", { ...teams, MicrosoftAppId: "" }, "MicrosoftAppId", /missing or empty/],
    ["no app id but a cloud", cloud, "MicrosoftAppId", /missing or empty/],
    ["no password", { MicrosoftAppId: "id" }, "MicrosoftAppPassword", /missing/],
    [
      "single tenant without tenant",
      { ...teams, MicrosoftAppType: "SingleTenant" },
      "MicrosoftAppTenantId",
      /required/,
    ],
    [
      "managed identity",
      { ...teams, MicrosoftAppType: "UserAssignedMSI" },
      "MicrosoftAppType",
      /not supported/,
    ],
    [
      "tenant that is none",
      { ...teams, MicrosoftAppTenantId: "a b" },
      "MicrosoftAppTenantId",
      /not a tenant id/,
    ],
    [
      "half a cloud",
      { ...teams, CallerId: "x", ...Object.fromEntries(Object.entries(cloud).slice(1)) },
      "ToChannelFromBotLoginUrl",
      /missing, while/,
    ],
    [
      "cloud over plain http",
      { ...teams, ...cloud, OAuthUrl: "http://oauth.example" },
      "OAuthUrl",
      /unencrypted/,
    ],
    [
      "authority neither true nor false",
      { ...teams, ...cloud, ValidateAuthority: "maybe" },
      "ValidateAuthority",
      /neither/,
    ],
    [
      "service host over plain http",
      { ...teams, HANDRAIL_TEAMS_SERVICE_HOSTS: "http://example.com" },
      "HANDRAIL_TEAMS_SERVICE_HOSTS",
      /plain http/,
    ],
    [
      "service host with a path",
      { ...teams, HANDRAIL_TEAMS_SERVICE_HOSTS: "example.com/teams" },
      "HANDRAIL_TEAMS_SERVICE_HOSTS",
      /more than a host/,
    ],
    [
      "service host for all",
      { ...teams, HANDRAIL_TEAMS_SERVICE_HOSTS: "*.example.com" },
      "HANDRAIL_TEAMS_SERVICE_HOSTS",
      /no host name/,
    ],
    [
      "secret twice",
      { ...slack, SLACK_BOT_TOKEN_FILE: "/run/token" },
      "SLACK_BOT_TOKEN_FILE",
      /set as well/,
    ],
    [
      "secret's file missing",
      { SLACK_SIGNING_SECRET: "s", SLACK_BOT_TOKEN_FILE: "/run/none" },
      "SLACK_BOT_TOKEN_FILE",
      /cannot be read/,
    ],
    [
      "secret's file empty",
      { SLACK_SIGNING_SECRET: "s", SLACK_BOT_TOKEN_FILE: "/run/empty" },
      "SLACK_BOT_TOKEN_FILE",
      /is empty/,
    ],
    [
      "file that is not there",
      { HANDRAIL_CONFIG: "/etc/none.yaml" },
      "HANDRAIL_CONFIG",
      /cannot be read/,
    ],
  ])("%s", (_, env, where, what) => {
    const problems = problemsOf(env, { ...withTenant, "/run/empty": "\n" });
    expect(problems).toHaveLength(
      new Set(problems.map((problem) => problem.where + problem.what)).size,
    );
    const found = problems.filter((problem) => problem.where === where);
    expect(found.map((problem) => problem.what).join("; ")).toMatch(what);
    for (const { remedy } of problems) expect(remedy).not.toBe("");
  });

  it("reports one fault once and nothing beside it", () => {
    expect(
      problemsOf({ ...slack, SLACK_BOT_TOKEN_FILE: "/run/none", SLACK_BOT_TOKEN: "" }, disk),
    ).toHaveLength(1);
    expect(problemsOf({ DATABASE_URL: database.DATABASE_URL }, disk)).toHaveLength(1);
  });
  it("tells a platform without a file that it is set up in chat, and the smallest file works", () => {
    for (const env of [
      slack,
      {
        ...teams,
        MicrosoftAppType: "SingleTenant",
        MicrosoftAppTenantId: "00000000-0000-0000-0000-00000000000a",
      },
    ]) {
      const { organisations, warnings } = configOf(env);
      expect(organisations).toEqual([]);
      const [warning, ...others] = warnings;
      expect(others).toEqual([]);
      expect(warning?.where).toBe("handrail.yaml");
      const file = warning?.remedy.slice(warning.remedy.indexOf("\n") + 1) ?? "";
      expect(configOf(env, { "handrail.yaml": file }).organisations).toHaveLength(1);
    }
  });
  it("lets nobody into Teams without a tenant", () => {
    expect(problemsOf(teams, disk)).toMatchObject([
      { where: "handrail.yaml", what: expect.stringContaining("tenant") },
    ]);
  });
  it("tells everything at once, in one message with every remedy, and no secret", () => {
    const env = {
      PORT: "x",
      SLACK_BOT_TOKEN: "xapp-hush",
      HANDRAIL_KEYS: "hush",
      DATABASE_URL: "mysql://u:hush@db",
      LOG_LEVEL: "loud",
      MicrosoftAppPassword: "hush",
      SLACK_API_URL: "http://hush.example",
    };
    const problems = problemsOf(env, { "handrail.yaml": "teams: {}\n" });
    expect(new Set(problems.map(({ where }) => where))).toEqual(
      new Set([
        "PORT",
        "SLACK_SIGNING_SECRET",
        "SLACK_BOT_TOKEN",
        "SLACK_API_URL",
        "MicrosoftAppId",
        "DATABASE_URL",
        "HANDRAIL_KEYS",
        "LOG_LEVEL",
        "handrail.yaml:1",
      ]),
    );
    const message = describeProblems(problems);
    for (const { where, what, remedy } of problems)
      for (const part of [where, what, ...remedy.split("\n")]) expect(message).toContain(part);
    expect(message).not.toContain("hush");
  });
  it("counts one problem as one, and cuts a wrong file short", () => {
    const one = { where: "PORT", what: "is wrong", remedy: "Mend it." };
    expect(describeProblems([one])).toContain("one problem");
    expect(describeProblems(Array.from({ length: 150 }, () => one))).toMatch(
      /150 problems[^]*and 50 more/,
    );
    expect(describeProblems([one], "Nothing was changed")).toMatch(
      /^Nothing was changed: one problem/,
    );
  });
});

describe("a file in another encoding", () => {
  const utf16 = (text: string) => {
    const little = Buffer.from(`\uFEFF${text}`, "utf16le");
    const bare = Buffer.from(text, "utf16le");
    const big = Buffer.from(little).swap16();
    return [little, bare, big, Buffer.from(`${text}é`, "latin1")].map((bytes) =>
      bytes.toString("utf8"),
    );
  };
  it("is named with its remedy, a secret and the organisation's file alike", () => {
    for (const content of utf16("xoxb-1")) {
      const env = { SLACK_SIGNING_SECRET: "s", SLACK_BOT_TOKEN_FILE: "/run/token" };
      const { problems = [] } = loadConfig(
        env,
        (name) => (name === "/run/token" ? content : disk["handrail.yaml"]),
        () => undefined,
      ) as { problems?: readonly { where: string; what: string; remedy: string }[] };
      const own = problems.find(({ where }) => where === "SLACK_BOT_TOKEN_FILE");
      expect([own?.what, own?.remedy]).toEqual([
        "the file it names is not in UTF-8",
        expect.stringContaining("Save it as UTF-8"),
      ]);
    }
    for (const content of utf16("organisation: { id: acme }").slice(0, 3)) {
      const read = loadConfig(
        slack,
        () => content,
        () => undefined,
      );
      expect(JSON.stringify(read)).toContain("is not in UTF-8");
    }
  });
});
