import { text, truthy } from "../json.ts";
import type { Json, SlackPerson } from "../types.ts";
import type { Context, Methods, Result } from "./method.ts";

export const users: Methods = {
  "users.info": { scope: "users:read", perMinute: 100, run: info },
  "users.list": { scope: "users:read", perMinute: 20, run: all },
  "users.lookupByEmail": { scope: "users:read.email", perMinute: 50, run: byEmail },
};

function info(context: Context, args: Json): Result {
  const { people, bot } = context.workspace;
  const app = { account: bot.user, name: "Handrail", email: "", kind: "bot" } as const;
  const person = args["user"] === bot.user ? app : people.get(String(args["user"]));
  return person === undefined
    ? { error: "user_not_found" }
    : { user: userOf(context, person, truthy(args["include_locale"])) };
}

function all(context: Context, args: Json): Result {
  const people = [...context.workspace.people.values()];
  const from = Number(args["cursor"] || 0);
  const limit = Number(args["limit"] || people.length);
  if (!Number.isInteger(from) || from < 0 || from > people.length)
    return { error: "invalid_cursor" };
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) return { error: "invalid_limit" };
  return {
    members: people
      .slice(from, from + limit)
      .map((person) => userOf(context, person, truthy(args["include_locale"]))),
    cache_ts: Math.floor(context.workspace.now() / 1_000),
    response_metadata: { next_cursor: from + limit < people.length ? String(from + limit) : "" },
  };
}

/** Slack finds neither deactivated people nor bots nor strangers by e-mail. */
function byEmail(context: Context, args: Json): Result {
  const email = text(args["email"])?.toLowerCase();
  for (const person of context.workspace.people.values()) {
    const kind = person.kind ?? "member";
    if (person.email.toLowerCase() === email && (kind === "member" || kind === "guest"))
      return { user: userOf(context, person, false) };
  }
  return { error: "users_not_found" };
}

/** A user object as Slack writes it; also the body of a `user_change` event. */
export function userOf({ workspace, scopes }: Context, person: SlackPerson, locale: boolean): Json {
  const kind = person.kind ?? "member";
  const zone = person.tz ?? "UTC";
  const home = kind === "external" ? `${workspace.id}EXT` : workspace.teamOf(person.account);
  const email =
    scopes.has("users:read.email") &&
    (kind === "member" || kind === "guest" || kind === "deactivated");
  const name = person.email.split("@")[0] ?? person.account.toLowerCase();
  return {
    id: person.account,
    team_id: home,
    name,
    real_name: person.name,
    deleted: kind === "deactivated",
    tz: zone,
    tz_label: zone,
    tz_offset: offsetOf(zone, workspace.now()),
    is_admin: person.runs === true,
    is_owner: false,
    is_bot: kind === "bot",
    is_app_user: false,
    is_restricted: kind === "guest",
    is_ultra_restricted: false,
    is_stranger: kind === "external" ? true : undefined,
    locale: locale ? (person.locale ?? "en-US") : undefined,
    enterprise_user: workspace.isWide
      ? { enterprise_id: workspace.id, teams: [home], is_admin: false }
      : undefined,
    updated: Math.floor(workspace.now() / 1_000),
    profile: {
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.name,
      display_name_normalized: person.name,
      team: home,
      email: email ? person.email : undefined,
    },
  };
}

/** Seconds east of UTC. */
function offsetOf(zone: string, at: number): number {
  return (
    Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone)
      .offsetNanoseconds / 1e9
  );
}
