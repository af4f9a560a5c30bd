import { NotShown } from "../not-shown.ts";
import { accepted, type AppLink } from "./app-link.ts";
import { applyCommandAnswer, applySubmissionAnswer } from "./answers.ts";
import { controlAt, stateOf } from "./controls.ts";
import type { Dialogs } from "./dialogs.ts";
import { chosen, clientErrors, entered, type Values } from "./inputs.ts";
import { truthy } from "./json.ts";
import type { Payloads } from "./payloads.ts";
import type { Json, Sent, View } from "./types.ts";
import type { Workspace } from "./workspace.ts";

export interface PressOptions {
  readonly blockId?: string;
  /** Tells buttons apart that share an action id; it is not sent unless it is really there. */
  readonly value?: string;
  /** The value of the option chosen in a select, radio or overflow; a list for checkboxes. */
  readonly selected?: string | readonly string[];
}

/** What a person can do in their client. It does only what their screen offers. */
export class Gestures {
  private readonly workspace: Workspace;
  private readonly dialogs: Dialogs;
  private readonly payloads: Payloads;
  private readonly link: AppLink;

  constructor(workspace: Workspace, dialogs: Dialogs, payloads: Payloads, link: AppLink) {
    this.workspace = workspace;
    this.dialogs = dialogs;
    this.payloads = payloads;
    this.link = link;
  }

  /** Types a slash command, by default in the chat with the bot. */
  async command(
    account: string,
    line: string,
    where: { readonly channel?: string } = {},
  ): Promise<Sent> {
    this.begin(account);
    const [, word = "", text = ""] = /^(\/\S*)\s*([^]*)$/.exec(line.trim()) ?? [];
    if (word.length < 2) throw new NotShown(`${JSON.stringify(line)} is not a slash command`);
    const channel =
      where.channel === undefined
        ? this.workspace.direct(account)
        : this.workspace.channels.get(where.channel);
    if (channel === undefined) throw new NotShown(`no channel ${where.channel}`);
    const sent = await this.link.command(this.payloads.command(account, word, text, channel));
    this.workspace.fault(account, applyCommandAnswer(this.workspace, account, channel, word, sent));
    return sent;
  }

  async press(
    account: string,
    target: string,
    actionId: string,
    options: PressOptions = {},
  ): Promise<Sent> {
    this.begin(account);
    const sent = await this.link.interaction(this.pressPayload(account, target, actionId, options));
    this.workspace.fault(
      account,
      accepted(sent) ? undefined : "Slack shows a warning: the app did not answer this press.",
    );
    return sent;
  }

  /**
   * The payload of a press without sending it: for tests that forge one. @param target a message
   * id, a dialog's id or `home`
   */
  pressPayload(
    account: string,
    target: string,
    actionId: string,
    options: PressOptions = {},
  ): Json {
    const message = this.workspace.messageOf(account, target);
    const view = target === "home" ? this.dialogs.home(account) : this.topDialog(account, target);
    const blocks = message?.blocks ?? view?.blocks;
    if (message === undefined && view === undefined)
      throw new NotShown(`${account} sees nothing with the id ${target}`);
    const control = controlAt(blocks, actionId, options);
    const choice = control.type === "button" ? undefined : choose(control, options.selected);
    const action = this.payloads.action(control, choice);
    const keep = choice !== undefined && control.type !== "overflow";
    if (message !== undefined) {
      const state = message.chosen.get(account) ?? {};
      if (keep)
        message.chosen.set(account, {
          ...state,
          [control.blockId]: { ...state[control.blockId], [control.actionId]: choice },
        });
      return this.payloads.pressOnMessage(
        account,
        message,
        action,
        stateOf(message.blocks ?? [], message.chosen.get(account) ?? {}),
      );
    }
    if (view === undefined) throw new NotShown(`${account} sees nothing with the id ${target}`);
    if (keep)
      view.state = {
        ...view.state,
        [control.blockId]: { ...view.state[control.blockId], [control.actionId]: choice },
      };
    return this.payloads.pressOnView(view, action);
  }

  /**
   * Fills in the dialog on top and sends it. If a required field is empty, Slack's own client sends
   * nothing. Then the sentences are shown, and nothing is returned.
   */
  async submit(account: string, dialogId: string, values: Values = {}): Promise<Sent | undefined> {
    this.begin(account);
    const view = this.dialogOf(account, dialogId);
    if (view.view["submit"] === undefined) throw new NotShown("this dialog has nothing to submit");
    view.state = entered(view.blocks, view.state, values);
    const errors = clientErrors(view.blocks, view.state);
    view.errors = Object.keys(errors).length > 0 ? errors : undefined;
    this.workspace.changes.changed();
    if (view.errors !== undefined) return undefined;
    const sent = await this.link.interaction(this.payloads.submission(view, view.state));
    this.workspace.fault(account, applySubmissionAnswer(this.dialogs, view, sent));
    this.workspace.changes.changed();
    return sent;
  }

  /**
   * Closes the dialog on top. Nothing is returned when the app did not ask to hear of it
   * (`notify_on_close`).
   */
  async closeDialog(account: string, dialogId: string): Promise<Sent | undefined> {
    this.begin(account);
    const view = this.dialogOf(account, dialogId);
    const payload = this.dialogs.payload(view, stateOf(view.blocks, view.state));
    const all = truthy(view.view["clear_on_close"]);
    this.dialogs.close(account, all);
    return truthy(view.view["notify_on_close"])
      ? this.link.interaction(this.payloads.closed(view, payload, all))
      : undefined;
  }

  /** A global shortcut, or a message shortcut when a message's id or ts is given. */
  async shortcut(account: string, callbackId: string, messageId?: string): Promise<Sent> {
    this.begin(account);
    const message =
      messageId === undefined ? undefined : this.workspace.messageOf(account, messageId);
    if (messageId !== undefined && message === undefined)
      throw new NotShown(`${account} sees no message ${messageId}`);
    const sent = await this.link.interaction(this.payloads.shortcut(account, callbackId, message));
    this.workspace.fault(
      account,
      accepted(sent) ? undefined : "The app did not answer this shortcut.",
    );
    return sent;
  }

  private begin(account: string): void {
    this.workspace.person(account);
    this.workspace.fault(account, undefined);
  }

  private topDialog(account: string, id: string): View | undefined {
    const view = this.dialogs.top(account);
    return view?.id === id ? view : undefined;
  }

  private dialogOf(account: string, id: string): View {
    const view = this.topDialog(account, id);
    if (view === undefined)
      throw new NotShown(`the dialog ${id} is not open, or lies under another one`);
    return view;
  }
}

function choose(control: Parameters<typeof chosen>[0], selected: PressOptions["selected"]): Json {
  if (selected === undefined) throw new NotShown("nothing was chosen in this select");
  return chosen(
    control.type === "overflow" ? { ...control, type: "static_select" } : control,
    selected,
  );
}
