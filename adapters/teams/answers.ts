import type { Core, Reply } from "../../src/platform/adapter.ts";
import { say } from "../../src/platform/say.ts";
import { type Line, msg, type Reader } from "../../src/platform/text.ts";
import type { Card, Notice } from "../../src/platform/view.ts";
import type { Chats } from "./chats.ts";
import { type Log, timeouts } from "./config.ts";
import { within } from "./deadline.ts";
import { attachment, message } from "./deliver.ts";
import { written } from "./elements.ts";
import type { Opener } from "./envelope.ts";
import { limits } from "./limits.ts";
import { cut } from "../../src/platform/cut.ts";
import type { Arrival } from "./inbound.ts";
import { type Occasion, plainNotice } from "./render.ts";
import type { InvokeAnswer } from "./sdk.ts";

/*
 * Takes each gesture to the core, and answers once it is committed: in the answer to the press itself, in the dialog, or
 * by a message. Our own outage is said in words, through the connector, which needs no database (DESIGN 5).
 */

export interface AnswersOptions {
  readonly core: Core;
  readonly chats: Chats;
  readonly log: Log;
}

export class Answers {
  readonly #core: Core;
  readonly #chats: Chats;
  readonly #log: Log;

  constructor({ core, chats, log }: AnswersOptions) {
    this.#core = core;
    this.#chats = chats;
    this.#log = log;
  }

  /** @throws when nothing was accepted and not even that could be said: then an error is the honest answer. */
  async answer(arrival: Arrival): Promise<InvokeAnswer | undefined> {
    const { reply, outage } = await this.#take(arrival);
    switch (arrival.answering) {
      case "message":
        return this.#byMessage(arrival, reply, outage);
      case "card":
        return this.#drawn(() => this.#onCard(arrival, reply), { status: 200, body: said("") });
      case "dialog":
        return this.#drawn(() => this.#inDialog(arrival, reply), { status: 200 });
    }
  }

  async #take({ sender, stranger, gesture }: Arrival): Promise<{ reply: Reply; outage: boolean }> {
    const reader = () => this.#core.strangerReader("teams", sender.workspace);
    if (stranger) return { reply: { notice: sentence(msg("common.notMember")), reader: reader() }, outage: false };
    if (gesture === undefined) return { reply: { reader: reader() }, outage: false };
    try {
      return { reply: await this.#core.receive(gesture), outage: false };
    } catch (error) {
      this.#log.error({ platform: "teams", kind: gesture.kind, err: error }, "gesture not accepted");
      return { reply: { notice: this.#core.outage(sender.workspace), reader: reader() }, outage: true };
    }
  }

  async #byMessage(arrival: Arrival, reply: Reply, outage: boolean): Promise<undefined> {
    if (!outage) await this.#showHome(arrival);
    const { form, errors, reader } = reply;
    // An answer stays in the chat for good: its buttons would stand there long after they mean nothing.
    const notice = reply.followed === true && reply.notice !== undefined ? { ...reply.notice, buttons: [] } : reply.notice;
    const again = errors === undefined ? undefined : await this.#formAgain(arrival, errors);
    const view = again?.form ?? form ?? notice ?? (errors === undefined ? undefined : sentence(...Object.values(errors)));
    if (view === undefined) return;
    const shown = await this.#post(arrival, () => message(view, reader, { ...this.#occasion(arrival.opener), ...again?.occasion }));
    if (!shown && outage) throw new Error("the outage could not be said");
  }

  /**
   * Teams' client draws no cards in a tab, so the home page is a card in the chat, kept current like any message. Whoever
   * asks for help with us gets it there, also where the app was installed for them without their doing.
   */
  async #showHome({ gesture, sender, personal, answering }: Arrival): Promise<void> {
    if (answering !== "message" || !personal || gesture?.kind !== "word" || gesture.word !== "handrail") return;
    await this.#core
      .receive({ kind: "home", sender, delivery: `${gesture.delivery}:home` })
      .catch((error: unknown) => this.#log.warn({ platform: "teams", err: error }, "home card not asked for"));
  }

  /** In the chat with us. What was said among others is answered privately there too (PRODUCT E16). */
  async #post({ sender, personal, conversation }: Arrival, draw: () => object): Promise<boolean> {
    try {
      const drawn = draw();
      await within(timeouts.reply, () =>
        personal
          ? this.#chats.inConversation(sender, conversation, (place, bot) => bot.send(place, drawn))
          : this.#chats.inChat(sender, (place, bot) => bot.send(place, drawn)),
      );
      return true;
    } catch (error) {
      this.#log.warn({ platform: "teams", err: error }, "answer not shown");
      return false;
    }
  }

  /** A press on a card: the card as it is now, a form in its place, or words (T20). Everybody's copy follows by an edit. */
  async #onCard(arrival: Arrival, { card, form, notice, errors, reader }: Reply): Promise<InvokeAnswer> {
    const frame = arrival.gesture?.kind === "press" ? arrival.gesture.from : undefined;
    const again = errors === undefined ? undefined : await this.#formAgain(arrival, errors);
    const view = again?.form ?? form ?? (card === undefined ? undefined : withWords(card, notice, reader));
    if (view !== undefined) {
      const occasion = {
        ...this.#occasion(arrival.opener),
        ...(view.kind === "card" && frame !== undefined ? { frame } : {}),
        ...again?.occasion,
      };
      return {
        status: 200,
        body: { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: attachment(view, reader, occasion).content },
      };
    }
    if (errors !== undefined) return { status: 200, body: said(inOne(errors, reader)) };
    if (arrival.gesture === undefined) return { status: 200, body: said("") };
    // A card that was sent in has done its work: its answer takes its place. A pressed one stays.
    if (notice !== undefined && arrival.gesture.kind === "submit")
      return {
        status: 200,
        body: {
          statusCode: 200,
          type: "application/vnd.microsoft.card.adaptive",
          value: attachment(notice, reader, this.#occasion(undefined)).content,
        },
      };
    if (
      notice !== undefined &&
      notice.buttons.length > 0 &&
      (await this.#post(arrival, () => message(notice, reader, this.#occasion(undefined))))
    )
      return { status: 200, body: said("") };
    return { status: 200, body: said(notice === undefined ? say(msg("common.noted"), reader) : plainNotice(notice, reader)) };
  }

  async #inDialog(arrival: Arrival, { form, notice, errors, reader }: Reply): Promise<InvokeAnswer> {
    const again = errors === undefined ? undefined : await this.#formAgain(arrival, errors);
    const shown = again?.form ?? form ?? notice ?? (errors === undefined ? undefined : sentence(...Object.values(errors)));
    // Nothing to say closes the dialog; one that was only now asked for has to hold something.
    const view = shown ?? (arrival.gesture?.kind === "submit" || arrival.gesture === undefined ? undefined : sentence(msg("common.noted")));
    if (view === undefined) return { status: 200 };
    const occasion = { ...this.#occasion(arrival.opener), ...again?.occasion, surface: "dialog" as const };
    const title = view.kind === "form" ? cut(say(view.title, reader), limits.dialogTitle) : "Handrail";
    const value = { title, height: "medium", width: "medium", card: attachment(view, reader, occasion) };
    return { status: 200, body: { task: { type: "continue", value } } };
  }

  /** The form once more, as its opener opens it, to show what is wrong in it; opening changes nothing. */
  async #formAgain(arrival: Arrival, errors: NonNullable<Reply["errors"]>) {
    const { opener, sender, values = {} } = arrival;
    if (opener === undefined || arrival.gesture === undefined) return undefined;
    const delivery = `${arrival.gesture.delivery}:again`;
    const { form } = await this.#core.receive({ kind: "press", sender, delivery, ...opener }).catch((): Partial<Reply> => ({}));
    return form === undefined ? undefined : { form, occasion: { returned: { errors, values } } satisfies Occasion };
  }

  #occasion(opener: Opener | undefined): Occasion {
    const opens = (action: string) => this.#core.opens?.(action) ?? false;
    return opener === undefined ? { opens } : { opens, opener };
  }

  /** What is accepted stays accepted: a fault of ours in drawing the answer must not read as an outage. */
  async #drawn(draw: () => Promise<InvokeAnswer>, otherwise: InvokeAnswer): Promise<InvokeAnswer> {
    try {
      return await draw();
    } catch (error) {
      this.#log.error({ platform: "teams", err: error }, "answer not drawn");
      return otherwise;
    }
  }
}

/** A press is answered with one thing only (T20): what there is to say stands on the card, unless it says so itself. */
function withWords(card: Card, notice: Notice | undefined, reader: Reader): Card {
  const there = new Set([card.title, ...card.lines].map((line) => written(line, reader)));
  const lines = (notice?.lines ?? []).filter((line) => !there.has(written(line, reader)));
  return lines.length === 0 ? card : { ...card, lines: [...lines, ...card.lines] };
}

function said(value: string): object {
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

function inOne(errors: Readonly<Record<string, Line>>, reader: Reader): string {
  return plainNotice(sentence(...Object.values(errors)), reader);
}

function sentence(...lines: readonly Line[]): Notice {
  return { kind: "notice", tone: "calm", lines, buttons: [] };
}
