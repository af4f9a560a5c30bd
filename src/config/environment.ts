import { isHost, parseAddress } from "./addresses.ts";
import { readKeys } from "./keys.ts";
import { Fault, quote } from "./problems.ts";
import type { Settings } from "./settings.ts";
import { readSlack, slackGiven } from "./slack.ts";
import { readTeams, teamsGiven } from "./teams.ts";
import { readWeb } from "./web.ts";
import { type Config, logLevels } from "./types.ts";

const known = [
  "HANDRAIL_DATA_DIR",
  "HANDRAIL_DEADMAN_URL",
  "HANDRAIL_CONFIG",
  "HANDRAIL_KEYS",
  "HANDRAIL_KEYS_FILE",
  "HANDRAIL_TEAMS_REGISTRATIONS",
  "HANDRAIL_TEAMS_SERVICE_HOSTS",
  "HANDRAIL_URL",
];

/**
 * The part of the configuration that the environment holds, and what the organisations' files must
 * fit to.
 */
export interface Environment extends Omit<Config, "organisations" | "warnings"> {
  /** A platform was meant to be on, rightly configured or not. */
  readonly slackMeant: boolean;
  readonly teamsMeant: boolean;
}

/** Reads every variable of docs/operating.md, except where the organisations' files are. */
export function readEnvironment(settings: Settings, names: readonly string[]): Environment {
  for (const name of names) {
    if (/^HANDRAIL_/i.test(name) && !known.includes(name)) {
      settings.warn(
        quote(name).slice(1, -1),
        "is not a setting of Handrail",
        `Its own settings are ${known.join(", ")}.`,
      );
    }
  }
  const slackMeant = slackGiven(settings);
  const teamsMeant = teamsGiven(settings);
  const databaseMeant = settings.given("DATABASE_URL");
  const playground = !slackMeant && !teamsMeant && !databaseMeant;
  if (databaseMeant && !slackMeant && !teamsMeant) {
    settings.warn(
      "DATABASE_URL",
      "no chat platform is configured, and the playground never runs beside it",
      "Set Slack's or Teams' settings.",
    );
  }
  const web = readWeb(settings);
  const slack = readSlack(settings, web.address);
  const teams = readTeams(settings);
  const port = readPort(settings, "PORT") ?? 3000;
  return {
    slackMeant,
    teamsMeant,
    playground,
    port,
    host: readHost(settings, playground),
    metrics: readMetrics(settings, port, slackMeant || teamsMeant),
    database: readDatabase(settings),
    keys: readKeys(settings, databaseMeant),
    logLevel: readLogLevel(settings),
    ...readDeadman(settings),
    ...web,
    ...(slack === undefined ? {} : { slack }),
    ...(teams === undefined ? {} : { teams }),
  };
}

/** Called while all is well, so that somebody outside misses it. */
function readDeadman(settings: Settings): Pick<Config, "deadman"> {
  const written = settings.text("HANDRAIL_DEADMAN_URL");
  if (written === undefined) return {};
  const url = parseAddress(written);
  if (!(url instanceof Fault)) return { deadman: url.href };
  settings.fault("HANDRAIL_DEADMAN_URL", url);
  return {};
}

function readPort(settings: Settings, name: string): number | undefined {
  const written = settings.text(name);
  if (written === undefined) return undefined;
  const port = /^\d{1,5}$/.test(written) ? Number(written) : Number.NaN;
  if (port <= 65_535) return port;
  settings.problem(
    name,
    `${quote(written)} is not a port`,
    "Use a number from 1 to 65535, or 0 for any free one.",
  );
  return undefined;
}

function readHost(settings: Settings, playground: boolean): string {
  const loopback = "127.0.0.1";
  const written = settings.text("HOST");
  if (written !== undefined && !isHost(written))
    settings.problem(
      "HOST",
      `${quote(written)} is not an address`,
      "Use 0.0.0.0, 127.0.0.1 or a name of this machine.",
    );
  // Node listens on ::1, not on [::1].
  if (!playground) return written?.replace(/^\[(.*)\]$/, "$1") ?? "0.0.0.0";
  if (written !== undefined && written !== loopback) {
    settings.warn(
      "HOST",
      `is not used: the playground listens on ${loopback} only`,
      "Configure Slack or Teams to be reachable.",
    );
  }
  return loopback;
}

/** The port of `/metrics` where a platform is configured and METRICS_PORT is not set. */
const usualMetricsPort = 9464;

function readMetrics(settings: Settings, port: number, platform: boolean): Config["metrics"] {
  const own = readPort(settings, "METRICS_PORT");
  const host = settings.text("METRICS_HOST");
  if (host !== undefined && !isHost(host))
    settings.problem(
      "METRICS_HOST",
      `${quote(host)} is not an address`,
      "Use 0.0.0.0 or 127.0.0.1.",
    );
  const wanted = own ?? (platform ? usualMetricsPort : undefined);
  if (host !== undefined && wanted === undefined && !settings.given("METRICS_PORT"))
    settings.warn(
      "METRICS_HOST",
      "has no effect: without a platform there is no /metrics",
      "Set METRICS_PORT too.",
    );
  if (wanted === undefined) return undefined;
  if (own === port && own !== 0)
    settings.problem(
      "METRICS_PORT",
      "is the same as PORT",
      "Choose another: /metrics is never on PORT.",
    );
  // Node listens on ::1, not on [::1].
  return { port: wanted, host: host?.replace(/^\[(.*)\]$/, "$1") ?? "127.0.0.1" };
}

/** Where everything is kept. */
export function readDatabase(settings: Settings): Config["database"] {
  const url = settings.secret("DATABASE_URL");
  if (url === undefined) return { folder: settings.text("HANDRAIL_DATA_DIR") ?? "./data" };
  const parsed = URL.parse(url);
  // The address holds a password: it is never repeated.
  if (parsed === null) {
    settings.problem(
      "DATABASE_URL",
      "is not an address",
      "Write postgresql://user:password@host:5432/database; encode special characters of the password (%40 for @).",
    );
  } else if (parsed.protocol !== "postgres:" && parsed.protocol !== "postgresql:") {
    settings.problem(
      "DATABASE_URL",
      "is not a PostgreSQL address",
      "It begins with postgresql://. Without it Handrail uses its embedded database.",
    );
  }
  return { url };
}

function readLogLevel(settings: Settings): Config["logLevel"] {
  const written = settings.text("LOG_LEVEL");
  if (written === undefined) return "info";
  const level = logLevels.find((name) => name === written.toLowerCase());
  if (level === undefined)
    settings.problem(
      "LOG_LEVEL",
      `${quote(written)} is not a level`,
      `Use one of ${logLevels.join(", ")}.`,
    );
  return level ?? "info";
}
