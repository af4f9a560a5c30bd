import type { Button, Tone } from "../../../src/platform/view.ts";
import { type Line, msg, type Reader } from "../../../src/platform/text.ts";
import { say } from "../../../src/platform/say.ts";
import {
  actionId,
  blockId,
  buttonValue,
  type Frame,
  linkAction,
  moreAction,
  optionValue,
} from "./carried-data.ts";
import { isQuiet, plainPen } from "./escape.ts";
import { limits } from "../limits.ts";
import { cut, cutMiddle, inRuns, inTexts } from "../../../src/platform/cut.ts";
import type { ActionElement, Block, MenuElement, PlainOption, PlainText } from "../sdk.ts";

/**
 * A tone as a shape, for those who see no colour and need no words; the title says it in words.
 * None of them is an emoji.
 */
export const shapes: Readonly<Record<Tone, string>> = {
  danger: "▲ ",
  urgent: "● ",
  good: "✓ ",
  calm: "",
  closed: "○ ",
};

/** Text that Slack shows as it is; never empty, because Slack refuses that. */
export function plainText(text: string, max: number): PlainText {
  return { type: "plain_text", text: cut(text.trim() === "" ? "–" : text, max), emoji: false };
}

/** A line on one line, in the reader's language. */
export function written(line: Line, reader: Reader): string {
  return say(line, reader, plainPen).replaceAll("\n", " ");
}

/** Lines as they are, with their own line breaks. */
export function paragraph(lines: readonly Line[], reader: Reader): string {
  return lines
    .map((line) => say(line, reader, plainPen))
    .filter((text) => text.trim() !== "")
    .join("\n");
}

export const header = (text: string): Block => ({
  type: "header",
  text: plainText(text, limits.header),
});

/** A section, or nothing at all when there is nothing to say. */
export function section(text: string): Block[] {
  return text === "" ? [] : [{ type: "section", text: plainText(text, limits.section) }];
}

/**
 * Lines in as many sections as they need, and `room` at most: what has none is left out in the
 * middle.
 */
export function sections(text: string, room: number): Block[] {
  const texts = text === "" ? [] : inTexts(text.split("\n"), limits.section);
  return cutMiddle(texts, Math.max(1, room), "…").flatMap(section);
}

/** Small print. */
export const context = (text: string): Block => ({
  type: "context",
  elements: [plainText(text, limits.contextText)],
});

/**
 * A label in bold over its value; both as plain text when anything in them could come alive as
 * mark-up.
 * @param dial figures that a press on the value dials (docs/platforms.md S38)
 */
export function field(label: string, value: string, dial?: string) {
  const link = dial !== undefined && /^\+?\d+$/.test(dial) ? dial : undefined;
  // A number that is a link holds spaces that do not break.
  const read = link === undefined ? value : value.replaceAll("\u00a0", " ");
  const quiet = [label, read].every((text) => text !== "" && isQuiet(text));
  if (!quiet || label.length >= limits.field / 4 || value.length >= limits.field / 2)
    return plainText(`${label}\n${value}`, limits.field);
  const shown = link === undefined ? value : `<tel:${link}|${value}>`;
  return { type: "mrkdwn" as const, text: `*${label}*\n${shown}`, verbatim: true };
}

/** Draws the buttons of one message or view, whose ids must be unique in it. */
export class Buttons {
  readonly #reader: Reader;
  readonly #frame: Frame | undefined;
  readonly #appearances = new Map<string, number>();
  #blocks = 0;

  constructor(reader: Reader, frame: Frame | undefined) {
    this.#reader = reader;
    this.#frame = frame;
  }

  /**
   * The main button first. Slack wants one primary button in a set.
   * @param behindMore folded into a menu at the end of the last row
   */
  rows(buttons: readonly Button[], behindMore: readonly Button[] = []): Block[] {
    const [first, ...others] = buttons.toSorted(
      (a, b) => Number(b.style === "main") - Number(a.style === "main"),
    );
    const calm = others.map((button) =>
      button.style === "main" ? { ...button, style: undefined } : button,
    );
    const drawn = [...(first === undefined ? [] : [first]), ...calm].flatMap((button) =>
      this.#draw(button),
    );
    const all = [...drawn, ...this.#menu(behindMore)];
    return inRuns(all, limits.actions).map((elements) => ({
      type: "actions",
      elements,
      ...this.#name(),
    }));
  }

  /** Few options hide behind the three dots; many need a menu with its name on it. */
  #menu(buttons: readonly Button[]): MenuElement[] {
    const options = buttons
      .flatMap((button) => this.#option(button))
      .slice(0, limits.selectOptions);
    if (options.length === 0) return [];
    const action_id = actionId(moreAction, this.#appearance(moreAction));
    if (options.length <= limits.overflow) return [{ type: "overflow", action_id, options }];
    const placeholder = plainText(written(msg("common.more"), this.#reader), limits.buttonLabel);
    return [{ type: "static_select", action_id, placeholder, options }];
  }

  #option(button: Button): PlainOption[] {
    const link = button.url === undefined ? undefined : webAddress(button.url);
    const value = optionValue(button);
    if ((button.url !== undefined && link === undefined) || value.length > limits.optionValue)
      return [];
    const text = plainText(written(button.label, this.#reader), limits.optionText);
    return [link === undefined ? { text, value } : { text, value: linkAction, url: link }];
  }

  /** A section with its buttons: one stands beside it, several stand under it. */
  beside(text: string, buttons: readonly Button[]): Block[] {
    const [only, ...more] = buttons;
    const drawn = only === undefined || more.length > 0 ? [] : this.#draw(only);
    const [accessory] = drawn;
    if (accessory === undefined) return [...section(text), ...this.rows(buttons)];
    return [{ type: "section", text: plainText(text, limits.section), accessory, ...this.#name() }];
  }

  #draw(button: Button): ActionElement[] {
    const link = button.url === undefined ? undefined : webAddress(button.url);
    // Without an https address there is no button: it would do something else.
    if (button.url !== undefined && link === undefined) return [];
    const value = buttonValue(button);
    if (value.length > limits.buttonValue) return [];
    const action = link === undefined ? button.action : linkAction;
    const appearance = this.#appearance(action);
    const style =
      button.style === undefined
        ? {}
        : { style: button.style === "main" ? ("primary" as const) : ("danger" as const) };
    const accessible =
      button.accessible === undefined
        ? ""
        : cut(written(button.accessible, this.#reader), limits.accessibilityLabel);
    return [
      {
        type: "button",
        action_id: actionId(action, appearance),
        text: plainText(written(button.label, this.#reader), limits.buttonLabel),
        ...style,
        ...(accessible === "" ? {} : { accessibility_label: accessible }),
        ...(link === undefined ? { value } : { url: link }),
      },
    ];
  }

  #appearance(action: string): number {
    const appearance = (this.#appearances.get(action) ?? 0) + 1;
    this.#appearances.set(action, appearance);
    return appearance;
  }

  #name(): { block_id?: string } {
    const id = this.#frame === undefined ? undefined : blockId(this.#frame, ++this.#blocks);
    return id === undefined ? {} : { block_id: id };
  }
}

/** Nothing unencrypted leaves this machine; the pages of a playground are on it. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" ||
  (protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));

function webAddress(url: string): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return address !== undefined && isSafe(address) && address.href.length <= limits.buttonUrl
    ? address.href
    : undefined;
}
