import { NotShown } from "../not-shown.ts";
import { object } from "../slack/json.ts";
import type { Json, Sent } from "../slack/types.ts";
import type { Activities } from "./activities.ts";
import { type AppLink, bodyOf, taken } from "./app-link.ts";
import { type Control, controlAt, controlsOf, toggle } from "./adaptive-card/controls.ts";
import { filled, type Inputs } from "./adaptive-card/inputs.ts";
import { applyTask, FAILED } from "./dialogs.ts";
import { applyCard, refreshesFor } from "./card-answers.ts";
import { executed, extensionCommand, submitted } from "./invokes.ts";
import type { Conversation, Dialog, DialogOrigin, Message } from "./types.ts";
import type { World } from "./world.ts";

export interface PressOptions {
  readonly inputs?: Inputs;
  /** Fields of the action's data, to tell apart actions of one name. */
  readonly data?: Json;
}

/** A press as it would be sent, and what becomes of the answer. */
interface Pressed {
  readonly activity: Json;
  readonly apply: (sent: Sent) => string | undefined;
}

/** What a person can do on a card or in a dialog. It does only what their screen offers. */
export class Gestures {
  private readonly world: World;
  private readonly activities: Activities;
  private readonly link: AppLink;

  constructor(world: World, activities: Activities, link: AppLink) {
    this.world = world;
    this.activities = activities;
    this.link = link;
  }

  /** Returns nothing if the client did it alone: a link, an unfolded card, a refused input. */
  async press(
    account: string,
    target: string,
    name: string,
    options: PressOptions = {},
  ): Promise<Sent | undefined> {
    this.begin(account);
    const pressed = this.prepared(account, target, name, options);
    return pressed && this.send(account, pressed);
  }

  /** The activity that `press` would send. @throws {NotShown} also when nothing would be sent */
  pressActivity(account: string, target: string, name: string, options: PressOptions = {}): Json {
    const pressed = this.prepared(account, target, name, options);
    if (pressed === undefined) throw new NotShown(`pressing ${name} sends nothing`);
    return pressed.activity;
  }

  /** Presses the dialog's button of that name, or its first one that submits. */
  async submit(
    account: string,
    dialogId: string,
    inputs: Inputs = {},
    name?: string,
  ): Promise<Sent | undefined> {
    const { card } = this.dialogOf(account, dialogId);
    const first = controlsOf(card).find((control) => control.type === "Action.Submit");
    return this.press(account, dialogId, name ?? first?.title ?? "submit", { inputs });
  }

  closeDialog(account: string, dialogId: string): void {
    this.dialogOf(account, dialogId);
    this.world.dialogs.delete(account);
    this.world.changes.changed();
  }

  /** A message extension's command: from the compose box, or on a message. */
  async extension(
    account: string,
    commandId: string,
    how: { readonly message?: string; readonly conversation: Conversation },
  ): Promise<Sent> {
    this.begin(account);
    const message = how.message === undefined ? undefined : this.messageOf(account, how.message);
    const conversation = message?.conversation ?? how.conversation;
    const command = extensionCommand(this.world, this.activities, commandId, message);
    const activity = this.activities.invoke(
      account,
      conversation,
      "composeExtension/fetchTask",
      command,
    );
    return this.send(account, {
      activity,
      apply: this.tasking(
        account,
        conversation,
        { kind: "extension", command, conversation },
        true,
      ),
    });
  }

  /** Looks at a message whose card refreshes for this person (docs/platforms.md T18). */
  async look(account: string, messageId: string): Promise<Sent | undefined> {
    const message = this.messageOf(account, messageId);
    const known = message.known.get(account) ?? message.card;
    const action = object(object(known)["refresh"])["action"];
    if (action === undefined || !refreshesFor(this.world, message, account)) return undefined;
    const activity = executed(this.activities, {
      account,
      message,
      action: object(action),
      values: {},
      trigger: "automatic",
    });
    const sent = await this.link.send(activity);
    // A refresh that failed leaves the card that is there, and says nothing.
    if (taken(sent)) applyCard(this.world, account, message, bodyOf(sent), true);
    return sent;
  }

  private prepared(
    account: string,
    target: string,
    name: string,
    options: PressOptions,
  ): Pressed | undefined {
    const message = this.world.messageOf(account, target);
    const dialog = this.world.dialogs.get(account);
    const own = message === undefined && dialog?.id === target ? dialog : undefined;
    const card = message === undefined ? own?.card : this.world.cardOf(message, account);
    if (card === undefined) throw new NotShown(`${account} sees no card with the id ${target}`);
    if (message !== undefined && dialog !== undefined)
      throw new NotShown(`a dialog lies over the message ${target}`);
    const control = controlAt(card, name, {
      data: options.data,
      toggled: message?.toggled.get(account),
    });
    const { type, action } = control;
    if (type === "Action.ToggleVisibility" && message !== undefined) {
      message.toggled.set(account, toggle(card, action, message.toggled.get(account) ?? {}));
      this.world.changes.changed();
      return undefined;
    }
    if (type !== "Action.Execute" && type !== "Action.Submit") return undefined;
    const { values, errors } = filled(control.inputs, options.inputs ?? {});
    const refused = Object.keys(errors).length > 0;
    if (own !== undefined) own.errors = refused ? errors : undefined;
    if (refused) {
      this.world.fault(account, Object.values(errors).join(" "));
      this.world.changes.changed();
      return undefined;
    }
    return message === undefined
      ? own && this.inDialog(account, own, control, values)
      : this.onMessage(account, message, control, values);
  }

  private onMessage(account: string, message: Message, control: Control, values: Json): Pressed {
    const { conversation } = message;
    if (control.type === "Action.Execute") {
      const activity = executed(this.activities, {
        account,
        message,
        action: control.action,
        values,
        trigger: "manual",
      });
      return {
        activity,
        apply: (sent) =>
          taken(sent) ? applyCard(this.world, account, message, bodyOf(sent)) : FAILED,
      };
    }
    const data: Json = { ...object(control.data), ...values };
    if (object(data["msteams"])["type"] === "task/fetch") {
      const activity = this.activities.invoke(
        account,
        conversation,
        "task/fetch",
        { data, context: { theme: "default" } },
        message,
      );
      return {
        activity,
        apply: this.tasking(account, conversation, { kind: "task", message }, true),
      };
    }
    const activity = submitted(this.world, this.activities, { account, message, data });
    return { activity, apply: (sent) => (taken(sent) ? undefined : FAILED) };
  }

  private inDialog(account: string, dialog: Dialog, control: Control, values: Json): Pressed {
    // Universal actions are for messages; a dialog's client has nowhere to send one.
    if (control.type === "Action.Execute")
      throw new NotShown("a dialog's client sends Action.Submit only");
    const data = { ...object(control.data), ...values };
    const { from } = dialog;
    const { conversation } = from.kind === "task" ? from.message : from;
    const activity =
      from.kind === "task"
        ? this.activities.invoke(
            account,
            conversation,
            "task/submit",
            { data, context: { theme: "default" } },
            from.message,
          )
        : this.activities.invoke(account, conversation, "composeExtension/submitAction", {
            ...from.command,
            data,
          });
    return { activity, apply: this.tasking(account, conversation, from, false) };
  }

  private tasking(
    account: string,
    conversation: Conversation,
    from: DialogOrigin,
    opening: boolean,
  ): Pressed["apply"] {
    return (sent) =>
      taken(sent)
        ? applyTask(this.world, account, conversation, bodyOf(sent), from, opening)
        : FAILED;
  }

  private async send(account: string, { activity, apply }: Pressed): Promise<Sent> {
    const sent = await this.link.send(activity);
    this.world.fault(account, apply(sent));
    return sent;
  }

  private begin(account: string): void {
    this.world.person(account);
    this.world.fault(account, undefined);
  }

  private messageOf(account: string, id: string): Message {
    const message = this.world.messageOf(account, id);
    if (message === undefined) throw new NotShown(`${account} sees no message ${id}`);
    return message;
  }

  private dialogOf(account: string, id: string): Dialog {
    const dialog = this.world.dialogs.get(account);
    if (dialog?.id !== id) throw new NotShown(`the dialog ${id} is not open`);
    return dialog;
  }
}
