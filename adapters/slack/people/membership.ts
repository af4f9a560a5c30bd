import type { Sender } from "../../../src/platform/adapter.ts";
import type { Installs } from "../../../src/platform/installs.ts";
import { at, type Body, textAt } from "../../../src/platform/json.ts";
import { classify } from "../deliver/errors.ts";
import { idAt } from "../receive/body.ts";
import type { Speakers } from "../install/speakers.ts";
import { factsOf, teamsOf } from "./identity.ts";
import type { TokenWorkspace } from "./token-workspace.ts";

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
  /** The Enterprise Grid organisations that it names. */
  readonly enterprises: readonly string[];
  /** Those in which the app is installed for all workspaces. */
  readonly wide: readonly string[];
}

/** @throws {Malformed} without an account */
function saidOf(body: Body): Said {
  const account =
    textAt(body, "user_id") ?? textAt(body, "user", "id") ?? idAt(body, "event", "user");
  const authorized = at(body, "authorizations");
  const authorizations: readonly unknown[] = Array.isArray(authorized) ? authorized : [];
  const some = (...ids: readonly (string | undefined)[]) => [
    ...new Set(ids.filter((id) => id !== undefined)),
  ];
  const enterprises = some(
    textAt(body, "enterprise", "id"),
    textAt(body, "enterprise_id"),
    textAt(body, "context_enterprise_id"),
    ...authorizations.map((one) => textAt(one, "enterprise_id")),
  );
  return {
    account,
    workspaces: some(
      ...authorizations.map((one) => textAt(one, "team_id")),
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
    enterprises,
    wide: isWide(body)
      ? enterprises
      : some(...authorizations.filter(isWide).map((one) => textAt(one, "enterprise_id"))),
  };
}

/** For all workspaces of its organisation. Commands say "true" in words. */
const isWide = (of: unknown): boolean => String(at(of, "is_enterprise_install")) === "true";

/** Where we may be at home. */
export interface Homes {
  /** Of the token in the settings. */
  readonly token?: Pick<TokenWorkspace, "known" | "enterprise"> | undefined;
  /** Those that were added. */
  readonly installs?: Pick<Installs, "isHome"> | undefined;
}

/**
 * The workspace of ours that an envelope concerns: the one that the app is installed in, or the
 * organisation, where it is installed for all of it.
 */
async function homeIn(said: Said, { token, installs }: Homes): Promise<string | undefined> {
  const ours = token?.known();
  const named = [...said.workspaces, ...said.theirs];
  if (ours !== undefined && named.includes(ours)) return ours;
  if (installs !== undefined)
    for (const id of new Set([...said.wide, ...named, ...said.enterprises]))
      // While nobody can know, the outage is answered wherever it was.
      if (await installs.isHome(id).catch(() => false)) return id;
  if (ours === undefined) return undefined;
  // A person of the Grid may act from a workspace that does not have the app itself.
  const enterprise = token?.enterprise();
  const isOne = installs === undefined || said.enterprises.some((id) => id === enterprise);
  return said.enterprises.length > 0 && isOne ? ours : undefined;
}

/** Where the app is installed, as an event's envelope tells it. */
export async function installedWorkspace(body: Body, homes: Homes): Promise<string> {
  const said = saidOf({ ...body, user_id: "nobody" });
  const home = await homeIn({ ...said, theirs: [] }, homes);
  return home ?? said.wide[0] ?? said.workspaces[0] ?? idAt(body, "team_id");
}

/** In milliseconds. Membership changes seldom, and a refusal may be a mistake. */
const lasting = { inside: 600_000, outside: 60_000 };
const most = 10_000;

/**
 * Tells who acted. Membership is what Slack says of the account, not which of several ids an
 * envelope carries. Slack is asked only where these ids do not agree.
 */
export function membership(speakers: Speakers, homes: Homes, now: () => number): Identify {
  const known = new Map<string, { readonly until: number; readonly standing: Standing }>();

  return async (body) => {
    const said = saidOf(body);
    const workspace =
      (await homeIn(said, homes)) ?? said.workspaces[0] ?? said.theirs[0] ?? idAt(body, "team_id");
    const { account } = said;
    const sender: Sender = { platform: "slack", workspace, account };
    if (agrees(said, workspace)) return { sender, standing: "inside" };

    const key = [workspace, account, ...said.theirs].join(" ");
    const before = known.get(key);
    if (before !== undefined && now() < before.until) return { sender, standing: before.standing };
    const { standing, lasts } = await ask(speakers, said, workspace);
    known.delete(key);
    known.set(key, { standing, until: now() + lasts });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return { sender, standing };
  };
}

/** All that is said of the person names this workspace; or nothing does, and nothing else is named. */
function agrees({ workspaces, theirs, enterprises, shared }: Said, workspace: string): boolean {
  const teams = workspaces.filter((id) => id !== workspace);
  // Of a whole organisation: the one team that is named is in the one organisation that is named.
  const isWide = enterprises.length === 1 && enterprises[0] === workspace && teams.length === 1;
  const own = isWide ? [workspace, ...teams] : [workspace];
  if (theirs.length > 0) return theirs.every((id) => own.includes(id));
  return !shared && workspaces.every((id) => own.includes(id));
}

/** Whether the account is one of the workspace's, and of those that are named as the person's. */
async function ask(
  speakers: Speakers,
  { account, theirs }: Said,
  workspace: string,
): Promise<{ readonly standing: Standing; readonly lasts: number }> {
  const is = (standing: "inside" | "outside") => ({ standing, lasts: lasting[standing] });
  try {
    const speaker = await speakers.of(workspace);
    if (speaker === undefined) return is("outside");
    const { user } = await speaker.quick.usersInfo({ user: account, include_locale: true });
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
