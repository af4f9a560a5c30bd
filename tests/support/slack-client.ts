import { controlsOf, type SlackDouble } from "../../playground/slack.ts";
import type { PressOptions } from "../../playground/slack/gestures.ts";
import { type Client, type Dialog, linksIn, patience, type Sighting } from "./client.ts";

/** A person in Slack's client, over the double. */
export function slackClient(double: SlackDouble, account: string): Client {
  const desk = () => double.desk(account);
  const dialogId = () => {
    const dialog = desk().dialog;
    if (dialog === undefined) throw new Error(`${account} has no dialog open`);
    return dialog;
  };
  return {
    messages: () =>
      desk()
        .messages.filter((message) => message.from !== "me")
        .map((message) =>
          sighting(message.id, message.text, message.blocks ?? [], message.ephemeral),
        ),
    rings: () => desk().rings.map((ring) => ring.text),
    home: () => {
      const blocks = desk().home;
      return blocks === undefined ? undefined : sighting("home", "", blocks, false);
    },
    dialog: (): Dialog | undefined => {
      const dialog = desk().dialog;
      if (dialog === undefined) return undefined;
      const blocks = (dialog.view as { blocks?: unknown[] }).blocks ?? [];
      const title = wordsIn([(dialog.view as { title?: unknown }).title]);
      const inputs = controlsOf(blocks).filter((c) => c.input);
      return {
        id: dialog.id,
        words: [title, wordsIn(blocks)].join("\n"),
        fields: inputs.map((c) => c.blockId),
        choices: Object.fromEntries(
          inputs.map((c) => [c.blockId, choicesOf(c.element["options"])]),
        ),
        texts: Object.fromEntries(
          inputs.map((c) => [c.blockId, String(c.element["initial_value"] ?? "")]),
        ),
        errors: dialog.errors ?? {},
      };
    },
    links: () => linksIn([desk().messages, desk().dialog?.view]),
    fault: () => desk().fault,
    types: (line) => double.command(account, line),
    press: async (on, label) => {
      const blocks =
        on.id === "home"
          ? (desk().home ?? [])
          : (desk().messages.find((message) => message.id === on.id)?.blocks ?? []);
      const found = pressesOf(blocks).find((one) => one.label === label);
      if (found === undefined)
        throw new Error(
          `"${label}" is not on it; there is: ${pressesOf(blocks)
            .map((one) => one.label)
            .join(", ")}`,
        );
      return double.press(account, on.id, found.actionId, found.options);
    },
    pressInDialog: async (label) => {
      const dialog = dialogId();
      const found = pressesOf((dialog.view as { blocks?: unknown[] }).blocks ?? []).find(
        (one) => one.label === label,
      );
      if (found === undefined) throw new Error(`"${label}" is not in the dialog`);
      return double.press(account, dialog.id, found.actionId, found.options);
    },
    submit: async (values) => {
      const dialog = dialogId();
      const blocks = (dialog.view as { blocks?: unknown[] }).blocks ?? [];
      const entered: Record<string, Record<string, string>> = {};
      for (const [field, value] of Object.entries(values)) {
        const control = controlsOf(blocks).find((c) => c.input && c.blockId === field);
        if (control === undefined) throw new Error(`no field ${field}`);
        entered[field] = { [control.actionId]: value };
      }
      return double.submit(account, dialog.id, entered);
    },
    closeDialog: () => double.closeDialog(account, dialogId().id),
    opensHome: () => double.openHome(account),
    until: (condition) => double.until(condition, patience),
  };
}

interface Pressable {
  readonly label: string;
  readonly actionId: string;
  readonly options: PressOptions;
}

/** All that can be pressed: buttons, and what stands behind a menu. */
function pressesOf(blocks: readonly unknown[]): Pressable[] {
  return controlsOf(blocks)
    .filter(({ input }) => !input)
    .flatMap(({ type, label, value, actionId, blockId, element }): Pressable[] =>
      type === "button"
        ? [{ label, actionId, options: { blockId, ...(value === undefined ? {} : { value }) } }]
        : Object.entries(choicesOf(element["options"])).map(([option, selected]) => ({
            label: option,
            actionId,
            options: { blockId, selected },
          })),
    );
}

/** What each option says, and its value. */
function choicesOf(options: unknown): Record<string, string> {
  const list = Array.isArray(options)
    ? (options as { text: { text: string }; value: string }[])
    : [];
  return Object.fromEntries(list.map(({ text, value }) => [text.text, value]));
}

function sighting(
  id: string,
  summary: string,
  blocks: readonly unknown[],
  ephemeral: boolean,
): Sighting {
  return {
    id,
    summary,
    words: wordsIn(blocks),
    buttons: pressesOf(blocks).map((one) => one.label),
    ephemeral,
  };
}

/** Every text in blocks, as a reader meets it, without the escapes that keep it literal. */
export function wordsIn(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(wordsIn)
      .filter((words) => words !== "")
      .join("\n");
  if (typeof value !== "object" || value === null) return "";
  const { text, type } = value as { text?: unknown; type?: unknown };
  if (typeof text === "string" && (type === "plain_text" || type === "mrkdwn" || type === "text")) {
    return text
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&")
      .replaceAll(/[\u2060\u200B-\u200D]/g, "");
  }
  return Object.entries(value)
    .filter(([key]) =>
      [
        "text",
        "elements",
        "fields",
        "accessory",
        "blocks",
        "label",
        "hint",
        "options",
        "placeholder",
      ].includes(key),
    )
    .map(([, inner]) => wordsIn(inner))
    .filter((words) => words !== "")
    .join("\n");
}
