import { msg, type Reader } from "../../../src/platform/text.ts";
import type { Form, Notice } from "../../../src/platform/view.ts";
import { classify } from "../deliver/errors.ts";
import type { Log } from "../config.ts";
import type { Ways } from "../receive/gestures.ts";
import { hasChart, noticeModal, render, withoutChart } from "../render/render.ts";
import { respond } from "./response-url.ts";
import type { ModalView, WebClient } from "../sdk.ts";

/** Answers beside the HTTP response: best effort, codes in the log, never thrown. */
export interface Voice {
  /** Says it privately, by the first way that works; with `inPlace` in place of the private answer that was pressed on. */
  tell(ways: Ways, notice: Notice, reader: Reader, inPlace?: boolean): Promise<void>;
  /** Nothing is left to say: a private answer that was pressed on is used up, and goes. A card follows by itself. */
  done(ways: Ways): Promise<void>;
  /** Opens a form; when it does not open, says so. */
  ask(ways: Ways, form: Form, reader: Reader, notice?: Notice): Promise<void>;
}

export function voice(client: WebClient, apiUrl: string, log: Log): Voice {
  return {
    async tell(ways, notice, reader, inPlace = false) {
      await kept(async () => {
        const said = await tell(ways, notice, reader, inPlace);
        if (said !== undefined) log.warn({ platform: "slack", code: said }, "answer not shown");
      });
    },
    async done({ onPrivate, responseUrl }) {
      if (onPrivate !== true || responseUrl === undefined) return;
      await kept(async () => {
        const refused = await respond(responseUrl, { delete_original: true }, true, apiUrl);
        if (refused !== undefined)
          log.warn({ platform: "slack", code: codeOf(refused) }, "used answer not taken away");
      });
    },
    async ask(ways, form, reader, notice) {
      await kept(async () => {
        const code = await show(ways, render<"form">(form, reader));
        if (code !== undefined) log.warn({ platform: "slack", code }, "form not opened");
        const said = code === undefined ? notice : tryAgain;
        // The trigger is used up: only a message can still say it.
        if (said !== undefined && ways.responseUrl !== undefined)
          await respond(ways.responseUrl, render<"notice">(said, reader), false, apiUrl);
      });
    },
  };

  async function tell(
    ways: Ways,
    notice: Notice,
    reader: Reader,
    inPlace: boolean,
  ): Promise<string | undefined> {
    if (ways.dialog === undefined && ways.responseUrl !== undefined) {
      const refused = await respond(
        ways.responseUrl,
        render<"notice">(notice, reader),
        inPlace,
        apiUrl,
      );
      if (refused === undefined) return undefined;
      if (hasChart(notice)) return tell(ways, withoutChart(notice), reader, inPlace);
      // What was pressed on is gone from the screen, or Slack would not touch it: said beside it, as ever.
      if (inPlace) return tell(ways, notice, reader, false);
      if (ways.triggerId === undefined) return codeOf(refused);
    }
    return await show(ways, noticeModal(notice, reader));
  }

  /** In the dialog where it happened, or in a new one; a code when neither works. */
  async function show(ways: Ways, view: ModalView): Promise<string | undefined> {
    try {
      if (ways.dialog !== undefined) await client.views.update({ view_id: ways.dialog, view });
      else if (ways.triggerId !== undefined)
        await client.views.open({ trigger_id: ways.triggerId, view });
      else return "no_way";
      return undefined;
    } catch (error) {
      return codeOf(classify(error));
    }
  }

  async function kept(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ platform: "slack", err: error }, "answer not drawn");
    }
  }
}

const tryAgain: Notice = {
  kind: "notice",
  tone: "calm",
  lines: [msg("common.tryAgain")],
  buttons: [],
};

function codeOf(refused: ReturnType<typeof classify>): string {
  return "code" in refused ? refused.code : refused.outcome;
}
