import type { Sender } from "../../../src/platform/adapter.ts";
import { at, type Body, textAt } from "../../../src/platform/json.ts";
import { classify } from "../deliver/errors.ts";
import { idAt } from "../receive/body.ts";
import type { WebClient } from "../sdk.ts";
import { factsOf, teamsOf } from "./identity.ts";

/** Who acted, from the verified envelope and, where that leaves it open, from Slack itself. */
export interface Identity {
  readonly sender: Sender;
  /**
   * `inside`: an account of the workspace; its rights are the core's matter. `outside`: of another
   * company. `unsure`: Slack was asked, and did not answer.
   */
  readonly standing: Standing;
}
type Standing = "inside" | "outside" | "unsure";
export type Identify = (body: Body) => Promise<Identity>;

/** What an envelope says. Slack puts several ids into it, and which ones differs by its kind. */
interface Said {
  readonly account: string;
  /** Workspaces that it concerns, the app's own first. */
  readonly workspaces: readonly string[];
  /** The workspace or the organisation that it names as the person's. */
  readonly theirs: readonly string[];
  /** It comes from a channel that is shared with another company. */
  readonly shared: boolean;
  /** It comes from an Enterprise Grid organisation. */
  readonly grid: boolean;
}

/** @throws {Malformed} without an account */
function saidOf(body: Body): Said {
  const account =
    textAt(body, "user_id") ?? textAt(body, "user", "id") ?? idAt(body, "event", "user");
  const authorized = at(body, "authorizations");
  const installs = Array.isArray(authorized)
    ? authorized.map((one: unknown) => textAt(one, "team_id"))
    : [];
  const some = (...ids: readonly (string | undefined)[]) => [
    ...new Set(ids.filter((id) => id !== undefined)),
  ];
  return {
    account,
    workspaces: some(
      ...installs,
      textAt(body, "view", "app_installed_team_id"),
      textAt(body, "team_id"),
      textAt(body, "team", "id"),
      textAt(body, "context_team_id"),
    ),
    theirs: some(
      textAt(body, "user", "team_id"),
      textAt(body, "event", "user_team"),
      textAt(body, "user_team"),
    ),
    // Commands say "true" in words.
    shared: String(at(body, "is_ext_shared_channel")) === "true",
    grid:
      textAt(body, "enterprise", "id") !== undefined ||
      textAt(body, "enterprise_id") !== undefined ||
      textAt(body, "context_enterprise_id") !== undefined,
  };
}

/** Where the app is installed, as an event's envelope tells it. */
export function installedWorkspace(body: Body, home: string | undefined): string {
  const { workspaces } = saidOf({ ...body, user_id: "nobody" });
  if (home !== undefined && workspaces.includes(home)) return home;
  return workspaces[0] ?? idAt(body, "team_id");
}

/** In milliseconds. Membership changes seldom, and a refusal may be a mistake. */
const lasting = { inside: 600_000, outside: 60_000 };
const most = 10_000;

/**
 * Tells who acted. Membership is what Slack says of the account, not which of several ids an
 * envelope carries. Slack is asked only where these ids do not agree.
 * @param home the workspace of our token, as soon as it is known
 */
export function membership(
  client: WebClient,
  home: () => string | undefined,
  now: () => number,
): Identify {
  const known = new Map<string, { readonly until: number; readonly standing: Standing }>();

  return async (body) => {
    const said = saidOf(body);
    const ours = home();
    const named = [...said.workspaces, ...said.theirs];
    // A person of the Grid may act from a workspace that does not have the app itself.
    const isNamed = ours !== undefined && (named.includes(ours) || said.grid);
    const workspace = isNamed ? ours : (named[0] ?? idAt(body, "team_id"));
    const { account } = said;
    const sender: Sender = { platform: "slack", workspace, account };
    if (agrees(said, workspace)) return { sender, standing: "inside" };

    const key = [workspace, account, ...said.theirs].join(" ");
    const before = known.get(key);
    if (before !== undefined && now() < before.until) return { sender, standing: before.standing };
    const { standing, lasts } = await ask(client, said, workspace);
    known.delete(key);
    known.set(key, { standing, until: now() + lasts });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return { sender, standing };
  };
}

/** All that is said of the person names this workspace; or nothing does, and nothing else is named. */
function agrees({ workspaces, theirs, shared }: Said, workspace: string): boolean {
  if (theirs.length > 0) return theirs.every((id) => id === workspace);
  return !shared && workspaces.every((id) => id === workspace);
}

/** Whether the account is one of the workspace's, and of those that are named as the person's. */
async function ask(
  client: WebClient,
  { account, theirs }: Said,
  workspace: string,
): Promise<{ readonly standing: Standing; readonly lasts: number }> {
  const is = (standing: "inside" | "outside") => ({ standing, lasts: lasting[standing] });
  try {
    const { user } = await client.users.info({ user: account, include_locale: true });
    const { kind } = factsOf(user, workspace);
    const teams = new Set([workspace, ...teamsOf(user)]);
    // Another company may have an account of the same id: then its workspace is none of this one's.
    return is(kind !== "external" && theirs.every((id) => teams.has(id)) ? "inside" : "outside");
  } catch (error) {
    const fault = classify(error);
    // What Slack does not show us is nobody of ours.
    if (fault.outcome === "unreachable" && fault.whose === undefined) return is("outside");
    return { standing: "unsure", lasts: fault.outcome === "throttled" ? fault.retryAfter : 0 };
  }
}
