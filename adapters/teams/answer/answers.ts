import type { Core, Reply } from "../../../src/platform/adapter.ts";
import { besides, lasting } from "../../../src/platform/beside-card.ts";
import { sentence } from "../../../src/platform/notice.ts";
import { say } from "../../../src/platform/say.ts";
import { msg, type Reader } from "../../../src/platform/text.ts";
import type { View } from "../../../src/platform/view.ts";
import type { Chats } from "../deliver/chats.ts";
import { type Log, timeouts } from "../config.ts";
import { attachment } from "../deliver/deliver.ts";
import type { Opener } from "../render/carried-data.ts";
import { limits } from "../limits.ts";
import { cut } from "../../../src/platform/cut.ts";
import type { Arrival } from "../receive/gestures.ts";
import { withWords } from "./drop-repeated-lines.ts";
import { cardAnswer, inOne, said } from "./invoke-bodies.ts";
import { isUsedUp } from "./used-up.ts";
import { chartOf, pictured } from "../render/picture.ts";
import { Posting } from "./post-answer.ts";
import { type Occasion, plainNotice } from "../render/render.ts";
import type { InvokeAnswer } from "../sdk.ts";

/*
 * Passes each gesture to the core, and answers once it is committed: in the answer to the press
 * itself, in the dialog, or by a message. In an outage of ours a sentence says so. It leaves through
 * the connector, which needs no database.
 */

export interface AnswersOptions {
  readonly core: Core;
  readonly chats: Chats;
  readonly log: Log;
}

export class Answers {
  readonly #core: Core;
  readonly #posting: Posting;
  readonly #log: Log;

  constructor({ core, chats, log }: AnswersOptions) {
    this.#core = core;
    this.#posting = new Posting({ chats, log });
    this.#log = log;
  }

  /**
   * @throws if nothing was accepted and that could not be said either: then an error is the honest
   * answer
   */
  async answer(arrival: Arrival): Promise<InvokeAnswer | undefined> {
    const { reply, outage } = await this.#take(arrival);
    switch (arrival.answering) {
      case "message":
        return this.#byMessage(arrival, reply, outage);
      case "card":
        return this.#drawn(() => this.#onCard(arrival, reply, outage), {
          status: 200,
          body: said(""),
        });
      case "dialog":
        return this.#drawn(() => this.#inDialog(arrival, reply), { status: 200 });
    }
  }

  async #take({ sender, stranger, gesture }: Arrival): Promise<{ reply: Reply; outage: boolean }> {
    const reader = () => this.#core.strangerReader("teams", sender.workspace);
    if (stranger) {
      this.#core.refused?.("teams", "outside");
      return {
        reply: { notice: sentence(msg("common.notMember")), reader: reader() },
        outage: false,
      };
    }
    if (gesture === undefined) return { reply: { reader: reader() }, outage: false };
    try {
      return { reply: await this.#core.receive(gesture), outage: false };
    } catch (error) {
      this.#log.error(
        { platform: "teams", kind: gesture.kind, err: error },
        "gesture not accepted",
      );
      return {
        reply: { notice: this.#core.outage(sender.workspace), reader: reader() },
        outage: true,
      };
    }
  }

  async #byMessage(arrival: Arrival, reply: Reply, outage: boolean): Promise<undefined> {
    if (!outage) await this.#showHome(arrival);
    const { form, errors, reader } = reply;
    // Somebody who wrote in a channel may have no chat with us. Then no card can follow, and only
    // this answer shows the notice.
    const whole = reply.notice && lasting(reply.notice, arrival.personal);
    const beside =
      reply.followed === undefined ? whole : besides(reply.followed, reply.notice, reader);
    const notice = arrival.personal ? beside : (beside ?? whole);
    const again = errors === undefined ? undefined : await this.#formAgain(arrival, errors);
    const view =
      again?.form ??
      form ??
      notice ??
      (errors === undefined ? undefined : sentence(...Object.values(errors)));
    // Nothing is left to say, or the card that follows says all of it.
    if (view === undefined) return;
    const occasion = { ...this.#occasion(arrival.opener), ...again?.occasion };
    const shown = await this.#posting.answer(
      arrival,
      reader,
      occasion,
      view,
      again?.form ?? form ?? whole,
    );
    if (!shown && outage) throw new Error("the outage could not be said");
  }

  /**
   * Teams' client draws no cards in a tab, so the home page is a card in the chat, kept current
   * like any message. A person who writes "handrail" gets it below their words.
   */
  async #showHome({ gesture, sender, asksForHome }: Arrival): Promise<void> {
    if (asksForHome !== true || gesture === undefined) return;
    await this.#core
      .receive({ kind: "home", anew: true, sender, delivery: `${gesture.delivery}:home` })
      .catch((error: unknown) =>
        this.#log.warn({ platform: "teams", err: error }, "home card not asked for"),
      );
  }

  /**
   * A press on a card: the card as it is now, a form in its place, or words (docs/platforms.md
   * T20). Everybody's copy follows by an edit.
   */
  async #onCard(arrival: Arrival, reply: Reply, outage: boolean): Promise<InvokeAnswer> {
    const { card, form, notice: whole, followed, errors, reader } = reply;
    const notice = besides(followed, whole, reader);
    const frame = arrival.gesture?.kind === "press" ? arrival.gesture.from : undefined;
    const again = errors === undefined ? undefined : await this.#formAgain(arrival, errors);
    const view =
      again?.form ?? form ?? (card === undefined ? undefined : withWords(card, notice, reader));
    if (view !== undefined) {
      const occasion = {
        ...this.#occasion(arrival.opener),
        ...(await this.#picture(view, reader)),
        ...(view.kind === "card" && frame !== undefined ? { frame } : {}),
        ...again?.occasion,
      };
      return cardAnswer(attachment(view, reader, occasion).content);
    }
    if (errors !== undefined) return { status: 200, body: said(inOne(errors, reader)) };
    if (arrival.gesture === undefined) return { status: 200, body: said("") };
    // The answer replaces a form that was sent in. A card that was pressed stays.
    if (notice !== undefined && arrival.gesture.kind === "submit")
      return cardAnswer(attachment(notice, reader, this.#occasion(undefined)).content);
    if (notice !== undefined && !outage && isUsedUp(arrival, reply, this.#core)) {
      const drawn = { ...this.#occasion(undefined), ...(await this.#picture(notice, reader)) };
      if (await this.#posting.replace(arrival, reader, drawn, notice))
        return { status: 200, body: said("") };
    }
    const below: InvokeAnswer = { status: 200, body: said(say(msg("common.below"), reader)) };
    // Tiles are for a dialog: none is left in the chat.
    if (notice !== undefined && notice.tiles === undefined && notice.buttons.length > 0) {
      const drawn = { ...this.#occasion(undefined), ...(await this.#picture(notice, reader)) };
      const posted = lasting(notice, arrival.personal);
      if (await this.#posting.answer(arrival, reader, drawn, posted)) return below;
    }
    if (notice === undefined && followed !== undefined) return below;
    const words =
      notice === undefined ? say(msg("common.noted"), reader) : plainNotice(notice, reader);
    return { status: 200, body: said(words) };
  }

  async #inDialog(
    arrival: Arrival,
    { form, notice, errors, reader }: Reply,
  ): Promise<InvokeAnswer> {
    const again = errors === undefined ? undefined : await this.#formAgain(arrival, errors);
    const shown =
      again?.form ??
      form ??
      notice ??
      (errors === undefined ? undefined : sentence(...Object.values(errors)));
    // Without a view an open dialog closes. One that was just asked for needs a view.
    const view =
      shown ??
      (arrival.inDialog === true || arrival.gesture === undefined
        ? undefined
        : sentence(msg("common.noted")));
    if (view === undefined) return { status: 200 };
    const occasion = {
      ...this.#occasion(arrival.opener),
      ...again?.occasion,
      ...(await this.#picture(view, reader)),
      surface: "dialog" as const,
    };
    const title =
      "title" in view && view.title !== undefined
        ? cut(say(view.title, reader), limits.dialogTitle)
        : "Handrail";
    const value = {
      title,
      height: "medium",
      width: "medium",
      card: attachment(view, reader, occasion),
    };
    return { status: 200, body: { task: { type: "continue", value } } };
  }

  /**
   * The form again, opened by the same press as before, with its errors. Opening changes nothing.
   */
  async #formAgain(arrival: Arrival, errors: NonNullable<Reply["errors"]>) {
    const { opener, sender, gesture, values = {} } = arrival;
    if (opener === undefined || gesture?.kind !== "submit") return undefined;
    const delivery = `${gesture.delivery}:again`;
    const { form } = await this.#core
      .receive({ kind: "press", sender, delivery, ...opener })
      .catch((): Partial<Reply> => ({}));
    if (form === undefined) return undefined;
    const occasion: Occasion = { returned: { errors, values } };
    // With the argument that it had at first: that is what the values answer to.
    return { form: { ...form, argument: gesture.argument }, occasion };
  }

  #occasion(opener: Opener | undefined): Occasion {
    const opens = (action: string) => this.#core.opens?.(action) ?? false;
    return opener === undefined ? { opens } : { opens, opener };
  }

  /**
   * A person waits. A picture that is not drawn in time is left out; its words say the same. One
   * that is kept nowhere is never there the next time, so it gets longer.
   */
  async #picture(view: View, reader: Reader): Promise<Occasion> {
    const own = chartOf(view)?.own === true;
    const { picture } = await pictured(view, reader, own ? timeouts.picture : timeouts.pictureNow);
    return picture === undefined ? {} : { picture };
  }

  /**
   * The gesture is committed, so a bug in drawing its answer must not read as an outage.
   */
  async #drawn(draw: () => Promise<InvokeAnswer>, otherwise: InvokeAnswer): Promise<InvokeAnswer> {
    try {
      return await draw();
    } catch (error) {
      this.#log.error({ platform: "teams", err: error }, "answer not drawn");
      return otherwise;
    }
  }
}
