import { controlsOf } from "./controls.ts";
import { list, object, text, truthy } from "./json.ts";
import { refusalOfView, type Refusal } from "./block-kit/views.ts";
import type { InputState, Json, View } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** At most three dialogs lie on one another (docs/platforms.md S11). */
const DEEPEST = 3;

export type Opened = { readonly view: View } | Refusal;

/**
 * Dialogs and home pages: who has what open, with Slack's rules on hashes, stacks and external ids.
 */
export class Dialogs {
  private readonly workspace: Workspace;
  /** Bottom first, by account. */
  private readonly stacks = new Map<string, View[]>();
  private readonly homes = new Map<string, View>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** The dialog on top, the one a person sees. */
  top(account: string): View | undefined {
    return this.stacks.get(account)?.at(-1);
  }

  home(account: string): View | undefined {
    return this.homes.get(account);
  }

  /** A dialog that is open, by id, in anybody's stack, or a home page. */
  find(id: unknown): View | undefined {
    for (const stack of this.stacks.values())
      for (const view of stack) if (view.id === id) return view;
    for (const view of this.homes.values()) if (view.id === id) return view;
    return undefined;
  }

  byExternalId(id: unknown): View | undefined {
    if (typeof id !== "string" || id === "") return undefined;
    for (const stack of this.stacks.values())
      for (const view of stack) if (view.view["external_id"] === id) return view;
    return undefined;
  }

  open(account: string, sent: Json): Opened {
    return this.add(account, sent, []);
  }

  push(account: string, sent: Json): Opened {
    const stack = this.stacks.get(account) ?? [];
    if (stack.length === 0) return { error: "not_found" };
    return stack.length >= DEEPEST
      ? { error: "push_limit_reached" }
      : this.add(account, sent, stack);
  }

  /** What was typed is kept where block and action ids stay the same (docs/platforms.md S11). */
  update(view: View, sent: Json, hash?: unknown): Opened {
    if (hash !== undefined && hash !== view.hash) return { error: "hash_conflict" };
    const refused = refusalOfView(sent, view.view["type"] === "home" ? "home" : "modal");
    if (refused !== undefined) return refused;
    const other = this.byExternalId(sent["external_id"]);
    if (other !== undefined && other !== view) return { error: "duplicate_external_id" };
    this.fill(view, sent);
    view.state = kept(view.blocks, view.state);
    view.errors = undefined;
    this.workspace.changes.changed();
    return { view };
  }

  publish(account: string, sent: Json, hash?: unknown): Opened {
    const before = this.homes.get(account);
    if (hash !== undefined && before !== undefined && hash !== before.hash)
      return { error: "hash_conflict" };
    const refused = refusalOfView(sent, "home");
    if (refused !== undefined) return refused;
    const view = before ?? this.blank(account);
    this.fill(view, sent);
    this.homes.set(account, view);
    this.workspace.changes.changed();
    return { view };
  }

  /** Takes the dialog on top away, or every one, and returns those that are gone. */
  close(account: string, all: boolean): readonly View[] {
    const stack = this.stacks.get(account) ?? [];
    const gone = all ? stack.splice(0) : stack.splice(-1);
    this.workspace.changes.changed();
    return gone;
  }

  /** The view as Slack sends it to the app. */
  payload(view: View, state: InputState): Json {
    const stack = this.stacks.get(view.account) ?? [];
    const at = stack.indexOf(view);
    const { team, bot } = { team: this.workspace.id, bot: this.workspace.bot };
    const { view: sent } = view;
    return {
      id: view.id,
      team_id: team,
      type: sent["type"],
      blocks: view.blocks,
      private_metadata: text(sent["private_metadata"]) ?? "",
      callback_id: text(sent["callback_id"]) ?? "",
      state: { values: state },
      hash: view.hash,
      title: sent["title"] ?? { type: "plain_text", text: "View Title", emoji: true },
      clear_on_close: truthy(sent["clear_on_close"]),
      notify_on_close: truthy(sent["notify_on_close"]),
      close: sent["close"] ?? null,
      submit: sent["submit"] ?? null,
      previous_view_id: at > 0 ? (stack[at - 1]?.id ?? null) : null,
      root_view_id: at >= 0 ? (stack[0]?.id ?? view.id) : view.id,
      app_id: bot.app,
      external_id: text(sent["external_id"]) ?? "",
      app_installed_team_id: team,
      bot_id: bot.id,
    };
  }

  private add(account: string, sent: Json, stack: View[]): Opened {
    const refused = refusalOfView(sent, "modal");
    if (refused !== undefined) return refused;
    if (this.byExternalId(sent["external_id"]) !== undefined)
      return { error: "duplicate_external_id" };
    const view = this.blank(account);
    this.fill(view, sent);
    stack.push(view);
    this.stacks.set(account, stack);
    this.workspace.changes.changed();
    return { view };
  }

  private blank(account: string): View {
    return {
      id: this.workspace.ids.next("V"),
      account,
      view: {},
      blocks: [],
      hash: "",
      state: {},
      errors: undefined,
    };
  }

  private fill(view: View, sent: Json): void {
    view.blocks = this.workspace.named(list(sent["blocks"]).map(object)) ?? [];
    view.view = { ...sent, blocks: view.blocks };
    view.hash = `${Math.floor(this.workspace.now() / 1_000)}.${this.workspace.ids.next("")}`;
  }
}

function kept(blocks: readonly Json[], before: InputState): InputState {
  const state: InputState = {};
  for (const { blockId, actionId, type } of controlsOf(blocks)) {
    const entry = before[blockId]?.[actionId];
    if (entry !== undefined && entry["type"] === type) (state[blockId] ??= {})[actionId] = entry;
  }
  return state;
}
