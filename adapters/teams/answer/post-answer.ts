import { notice } from "../../../src/platform/notice.ts";
import { msg, type Reader } from "../../../src/platform/text.ts";
import type { Form, Notice } from "../../../src/platform/view.ts";
import { type Chats, NotOpened } from "../deliver/chats.ts";
import { classify } from "../deliver/errors.ts";
import { type Log, timeouts } from "../config.ts";
import { within } from "../connector/deadline.ts";
import { message } from "../deliver/deliver.ts";
import type { Arrival } from "../receive/gestures.ts";
import type { Occasion } from "../render/render.ts";
import type { Bot, Place } from "../sdk.ts";

type Send = (place: Place, bot: Bot, drawn: object) => Promise<unknown>;
type Outcome = "shown" | "no-chat" | "failed";

/** Posts answers that are messages of their own. */
export class Posting {
  readonly #chats: Chats;
  readonly #log: Log;

  constructor({ chats, log }: { readonly chats: Chats; readonly log: Log }) {
    this.#chats = chats;
    this.#log = log;
  }

  /**
   * Posts in the person's chat with us, also if they wrote in a channel (docs/features.md E16).
   * @param whole what is said if there is no such chat: then no card can follow
   * @returns whether anything was shown
   */
  async answer(
    arrival: Arrival,
    reader: Reader,
    occasion: Occasion,
    view: Form | Notice,
    whole: Form | Notice = view,
  ): Promise<boolean> {
    const { sender, personal, conversation } = arrival;
    const outcome = await this.#post(
      () => message(view, reader, occasion),
      (drawn) =>
        personal
          ? this.#chats.inConversation(sender, conversation, (place, bot) => bot.send(place, drawn))
          : this.#chats.inChat(sender, (place, bot) => bot.send(place, drawn)),
    );
    return (
      outcome === "shown" ||
      (outcome === "no-chat" && !personal && this.#whisper(arrival, reader, occasion, whole))
    );
  }

  /**
   * Draws a private answer anew where its button was pressed.
   * @returns whether that was shown
   */
  async replace(
    { sender, conversation, onPrivate = "" }: Arrival,
    reader: Reader,
    occasion: Occasion,
    view: Notice,
  ): Promise<boolean> {
    const outcome = await this.#post(
      () => message(view, reader, occasion),
      (drawn) =>
        this.#chats.inConversation(sender, conversation, (place, bot) =>
          bot.update(place, onPrivate, drawn),
        ),
    );
    return outcome === "shown";
  }

  /**
   * For a person who wrote in a channel and has no chat with us. The answer is a targeted message
   * (docs/platforms.md T14) that also says how to get the chat. If that fails, a message to all
   * says how to get the chat, and nothing else.
   */
  async #whisper(
    { sender, conversation, member }: Arrival,
    reader: Reader,
    occasion: Occasion,
    whole: Form | Notice,
  ): Promise<boolean> {
    const addUs = msg("common.addApp");
    const alone: Notice = notice([addUs]);
    const there = async (view: Form | Notice, send: Send) =>
      (await this.#post(
        () => message(view, reader, occasion),
        (drawn) =>
          this.#chats.inConversation(sender, conversation, (place, bot) => send(place, bot, drawn)),
      )) === "shown";
    return (
      (await there({ ...whole, lines: [...whole.lines, addUs] }, (place, bot, drawn) =>
        bot.whisper(place, member, drawn),
      )) || there(alone, (place, bot, drawn) => bot.send(place, drawn))
    );
  }

  async #post(draw: () => object, send: (drawn: object) => Promise<unknown>): Promise<Outcome> {
    try {
      const drawn = draw();
      await within(timeouts.reply, () => send(drawn));
      return "shown";
    } catch (error) {
      this.#log.warn({ platform: "teams", err: error }, "answer not shown");
      const { outcome } = error instanceof NotOpened ? error.failed : classify(error);
      return outcome === "unreachable" || outcome === "gone" ? "no-chat" : "failed";
    }
  }
}
