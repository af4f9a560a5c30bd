import { createHash, randomUUID } from "node:crypto";
import type { Gesture, Sender } from "../../../src/platform/adapter.ts";
import { at, type Body, textAt } from "../../../src/platform/json.ts";
import { addressOf, type Opener, readData, readValues } from "../render/carried-data.ts";
import type { Verified } from "./verify.ts";
import { identityOf } from "../people/identity.ts";
import type { Repeats } from "./repeated-presses.ts";
import { wordOf } from "./command-words.ts";

/* From a verified activity to a gesture. */

/** Where an answer goes. */
export type Answering =
  /** A message: in the chat with us, or there privately when it was said among others. */
  | "message"
  /** A press on a card in a chat. */
  | "card"
  /** A dialog, open or to be opened. */
  | "dialog";

/** A gesture, and where its answer goes. */
export interface Arrival {
  readonly sender: Sender;
  /** A guest or a person of another tenant. They are told so, and nothing else. */
  readonly stranger: boolean;
  /** Absent: nothing for the core. */
  readonly gesture?: Gesture;
  readonly answering: Answering;
  /** The dialog was open already: with nothing left to show it closes. */
  readonly inDialog?: true;
  readonly conversation: string;
  /** Who it was, as this conversation calls them. */
  readonly member: string;
  /** The chat with us, where only this person reads. */
  readonly personal: boolean;
  /** They wrote "handrail", so they get their home card. */
  readonly asksForHome?: boolean;
  /** The private answer of ours that carried the button, by its id: no card that is kept current. */
  readonly onPrivate?: string;
  /** What opened the form that was sent in, or now opens one, and what was entered. */
  readonly opener?: Opener;
  readonly values?: Readonly<Record<string, string>>;
}

/** Message extension commands (the package's manifest); both mean the word `escalate`. */
export const extensionCommands: ReadonlySet<string> = new Set(["escalate"]);

/** The arrival that an activity is; `undefined` when it is nothing a person did, or not for us. */
export function arrivalOf(verified: Verified, repeats: Repeats): Arrival | undefined {
  const { activity } = verified;
  const { sender, stranger, isBot } = identityOf(verified);
  const conversation = textAt(activity, "conversation", "id") ?? "";
  if (isBot || conversation === "") return undefined;
  const personal = textAt(activity, "conversation", "conversationType") === "personal";
  const common = {
    sender,
    stranger,
    conversation,
    member: textAt(activity, "from", "id") ?? "",
    personal,
  };
  if (activity["type"] === "message") return messageArrival(activity, common, repeats);
  if (activity["type"] !== "invoke") return undefined;
  const value = activity["value"];
  switch (activity["name"]) {
    case "adaptiveCard/action": {
      // An automatic refresh carries old data (docs/platforms.md T18). The card is current as it is.
      if (at(value, "trigger") === "automatic") return { ...common, answering: "card" };
      return pressArrival(
        activity,
        at(value, "action", "data"),
        { ...common, answering: "card" },
        repeats,
      );
    }
    case "task/submit":
    case "composeExtension/submitAction":
      return pressArrival(
        activity,
        at(value, "data"),
        { ...common, answering: "dialog", inDialog: true },
        repeats,
      );
    case "task/fetch":
      return pressArrival(activity, at(value, "data"), { ...common, answering: "dialog" }, repeats);
    case "composeExtension/fetchTask": {
      const command = textAt(value, "commandId") ?? "";
      if (!extensionCommands.has(command)) return { ...common, answering: "dialog" };
      // Teams asks again after 5 s. Nothing in it says that it is a repetition
      // (docs/platforms.md T22).
      const delivery = pressKey(
        [
          sender.workspace,
          sender.account,
          conversation,
          "extension",
          command,
          textAt(value, "messagePayload", "id") ?? "",
        ],
        repeats,
      );
      return {
        ...common,
        answering: "dialog",
        gesture: { kind: "word", sender, delivery, word: "escalate", text: "", seen: false },
      };
    }
    default:
      return undefined;
  }
}

type Common = Pick<Arrival, "sender" | "stranger" | "conversation" | "member" | "personal">;

function messageArrival(activity: Body, common: Common, repeats: Repeats): Arrival {
  const { sender, conversation, personal } = common;
  // An older client's fallback of an action: a message that carries the action's data.
  if (readData(activity["value"]) !== undefined)
    return pressArrival(activity, activity["value"], { ...common, answering: "message" }, repeats);
  const id = textAt(activity, "id") ?? randomUUID();
  const delivery = `msg:${digest([sender.workspace, conversation, id])}`;
  // A slash command is seen by its sender alone (docs/platforms.md T12).
  const seen = !personal && at(activity, "recipient", "isTargeted") !== true;
  const { word, text, understood } = wordOf(activity);
  const asksForHome = personal && understood && word === "handrail";
  return {
    ...common,
    answering: "message",
    asksForHome,
    gesture: { kind: "word", sender, delivery, word, text, seen },
  };
}

function pressArrival(
  activity: Body,
  data: unknown,
  common: Common & Pick<Arrival, "answering" | "inDialog">,
  repeats: Repeats,
): Arrival {
  const carried = readData(data);
  if (carried === undefined) return common;
  const { sender, conversation, personal } = common;
  const replyTo = textAt(activity, "replyToId");
  const who = [sender.workspace, sender.account, conversation, replyTo ?? ""];
  const subject = carried.subject === undefined ? {} : { subject: carried.subject };
  if (carried.kind === "form") {
    const values = readValues(data);
    // The stamp names this drawing of the form. After an error the form is drawn again.
    const { form, stamp, argument } = carried;
    const sent = [
      ...who,
      form,
      carried.subject ?? "",
      argument ?? "",
      stamp,
      JSON.stringify(values),
    ];
    const delivery = `form:${digest(sent)}`;
    const gesture: Gesture = {
      kind: "submit",
      sender,
      delivery,
      form,
      ...subject,
      ...(argument === undefined ? {} : { argument }),
      values,
    };
    return {
      ...common,
      gesture,
      values,
      ...(carried.opener === undefined ? {} : { opener: carried.opener }),
    };
  }
  const { action, argument, frame, stamp } = carried;
  const opener = { action, ...subject, ...(argument === undefined ? {} : { argument }) };
  // Only a message in the person's own chat is one of ours that could be a ghost.
  const from =
    frame === undefined || replyTo === undefined || !personal
      ? {}
      : { from: { ...frame, address: addressOf(conversation, replyTo) } };
  const onPrivate = frame === undefined && personal ? replyTo : undefined;
  const delivery = pressKey(
    [...who, stamp, action, carried.subject ?? "", argument ?? ""],
    repeats,
  );
  const gesture: Gesture = { kind: "press", sender, delivery, ...opener, ...from };
  return { ...common, gesture, opener, onPrivate };
}

function pressKey(parts: readonly string[], repeats: Repeats): string {
  const what = digest(parts);
  return `act:${what}:${repeats.turnOf(what)}`;
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 32);
}
