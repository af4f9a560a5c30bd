import type { Sender } from "../../../src/platform/adapter.ts";
import { notice } from "../../../src/platform/notice.ts";
import { msg, type Reader } from "../../../src/platform/text.ts";
import type { Form, Notice } from "../../../src/platform/view.ts";
import type { Log } from "../config.ts";
import { classify } from "../deliver/errors.ts";
import type { Speakers } from "../install/speakers.ts";
import type { AnswerTo } from "../receive/gestures.ts";
import { hasChart, noticeHome, noticeModal, render, withoutChart } from "../render/render.ts";
import type { ModalView } from "../sdk.ts";
import { show as publish } from "../web-client.ts";
import { respond } from "./response-url.ts";

/** Answers that follow the acknowledgement. Best effort: a fault is logged and never thrown. */
export interface PrivateAnswers {
  /** Shows a notice to one person. With `inPlace` it replaces the private answer pressed on. */
  show(to: AnswerTo, notice: Notice, reader: Reader, inPlace?: boolean): Promise<void>;
  /** Deletes the private answer pressed on, if it was one. A card is kept current by itself. */
  remove(to: AnswerTo): Promise<void>;
  /** The home page of who has none of their own: a notice in its place. */
  showHome(to: Sender, notice: Notice, reader: Reader): Promise<void>;
  /** Opens a form, and shows the notice or, if the form does not open, that it did not. */
  openForm(to: AnswerTo, form: Form, reader: Reader, notice?: Notice): Promise<void>;
}

export function privateAnswers(speakers: Speakers, apiUrl: string, log: Log): PrivateAnswers {
  return {
    async show(to, notice, reader, inPlace = false) {
      await guarded(async () => {
        const code = await show(to, notice, reader, inPlace);
        if (code !== undefined) log.warn({ platform: "slack", code }, "answer not shown");
      });
    },
    async remove({ onPrivate, responseUrl }) {
      if (onPrivate !== true || responseUrl === undefined) return;
      await guarded(async () => {
        const refused = await respond(responseUrl, { delete_original: true }, true, apiUrl);
        if (refused !== undefined)
          log.warn({ platform: "slack", code: codeOf(refused) }, "used answer not deleted");
      });
    },
    async showHome({ workspace, account }, notice, reader) {
      await guarded(async () => {
        const view = noticeHome(notice, reader);
        const speaker = await speakers.of(workspace).catch(() => undefined);
        if (speaker === undefined) return;
        await publish(speaker.calls, "views.publish", { user_id: account, view }).catch(
          (error: unknown) => {
            const code = codeOf(classify(error));
            log.warn({ platform: "slack", code }, "home page not shown");
          },
        );
      });
    },
    async openForm(to, form, reader, notice) {
      await guarded(async () => {
        const code = await openView(to, render<"form">(form, reader));
        if (code !== undefined) log.warn({ platform: "slack", code }, "form not opened");
        const said = code === undefined ? notice : tryAgain;
        // The trigger is used up: only a message can still say it.
        if (said !== undefined && to.responseUrl !== undefined)
          await respond(to.responseUrl, render<"notice">(said, reader), false, apiUrl);
      });
    },
  };

  /** Returns a code if nothing worked. */
  async function show(
    to: AnswerTo,
    notice: Notice,
    reader: Reader,
    inPlace: boolean,
  ): Promise<string | undefined> {
    if (to.dialog === undefined && to.responseUrl !== undefined) {
      const message = render<"notice">(notice, reader);
      const refused = await respond(to.responseUrl, message, inPlace, apiUrl);
      if (refused === undefined) return undefined;
      if (hasChart(notice)) return show(to, withoutChart(notice), reader, inPlace);
      // Slack could not replace the message: the answer is a new one.
      if (inPlace) return show(to, notice, reader, false);
      if (to.triggerId === undefined) return codeOf(refused);
    }
    return await openView(to, noticeModal(notice, reader, to.title));
  }

  /** In the dialog where it happened, or in a new one. Returns a code if neither works. */
  async function openView(to: AnswerTo, view: ModalView): Promise<string | undefined> {
    try {
      const speaker = to.workspace === undefined ? undefined : await speakers.of(to.workspace);
      if (speaker === undefined) return "no_token";
      const { calls } = speaker;
      if (to.dialog !== undefined) await calls.updateView({ view_id: to.dialog, view });
      else if (to.triggerId !== undefined) await calls.openView({ trigger_id: to.triggerId, view });
      else return "no_way";
      return undefined;
    } catch (error) {
      return codeOf(classify(error));
    }
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ platform: "slack", err: error }, "answer not drawn");
    }
  }
}

const tryAgain: Notice = notice([msg("common.tryAgain")]);

function codeOf(refused: ReturnType<typeof classify>): string {
  return "code" in refused ? refused.code : refused.outcome;
}
