import type { Core, Reply } from "../../../src/platform/adapter.ts";
import { say } from "../../../src/platform/say.ts";
import { type Line, msg, type Reader } from "../../../src/platform/text.ts";
import type { Form, Notice } from "../../../src/platform/view.ts";
import type { Body } from "../../../src/platform/json.ts";
import type { Log } from "../config.ts";
import { plainPen } from "../render/escape.ts";
import { takeEvent } from "./events.ts";
import {
  type Arrival,
  arrivalOfCommand,
  arrivalOfPress,
  arrivalOfShortcut,
  arrivalOfSubmission,
  type Ways,
} from "./gestures.ts";
import { limits } from "../limits.ts";
import { cut } from "../../../src/platform/cut.ts";
import { noticeModal, render } from "../render/render.ts";
import type { Answer, Listeners } from "../sdk.ts";
import type { Voice } from "../answer/private-answer.ts";

/*
 * Takes each gesture to the core, and answers once it is committed. Slack repeats events only, so an outage of ours is
 * thrown there (503), and said in words to a person who waits (DESIGN 5).
 */
export function listenersFor(core: Core, voice: Voice, log: Log, now: () => number): Listeners {
  const take = (arrival: Arrival) => receive(core, arrival, log);

  return {
    async command(body) {
      const arrival = arrivalOfCommand(body);
      const { reply } = await take(arrival);
      return drawn(log, () => ({
        ...(reply.notice === undefined
          ? {}
          : {
              body: { response_type: "ephemeral", ...render<"notice">(reply.notice, reply.reader) },
            }),
        ...later(reply.form, (form) => voice.ask(arrival.ways, form, reply.reader)),
      }));
    },

    shortcut: (body) => aside(arrivalOfShortcut(body)),
    press: (body) => aside(arrivalOfPress(body)),

    async submission(body: Body) {
      const arrival = arrivalOfSubmission(body);
      if (arrival.gesture === undefined) return {};
      const { reply, outage } = await take(arrival);
      return drawn(log, () => ({ body: submissionAnswer(reply, outage, arrival.ways) }));
    },

    event: (type, body) => takeEvent(core, type, body, now),
  };

  /** A press or shortcut: acknowledged empty, answered beside it. */
  async function aside(arrival: Arrival): Promise<Answer> {
    if (arrival.gesture === undefined) return {};
    const taken = await take(arrival);
    const { notice, form, reader } = taken.reply;
    if (form !== undefined) return { after: () => voice.ask(arrival.ways, form, reader, notice) };
    if (notice === undefined) return { after: () => voice.done(arrival.ways) };
    return { after: () => voice.tell(arrival.ways, notice, reader, isUsedUp(arrival, taken)) };
  }

  /**
   * A private answer whose button did something; never a card, which is kept current by itself. What was only looked at, or
   * may not have been accepted, leaves the buttons: they are wanted again.
   */
  function isUsedUp({ gesture, ways }: Arrival, { reply, outage }: Taken): boolean {
    const accepted = !outage && reply.uncertain !== true;
    return (
      ways.onPrivate === true &&
      accepted &&
      !(gesture?.kind === "press" && core.opens?.(gesture.action) === true)
    );
  }
}

interface Taken {
  readonly reply: Reply;
  /** Nothing was accepted; the notice says so. */
  readonly outage: boolean;
}

/** @throws when not even the sentence for an outage can be had: then Slack's own error is the honest answer. */
async function receive(
  core: Core,
  { sender, external, gesture }: Arrival,
  log: Log,
): Promise<Taken> {
  const stranger = () => core.strangerReader("slack", sender.workspace);
  if (external)
    return {
      reply: { notice: sentence(msg("common.notMember")), reader: stranger() },
      outage: false,
    };
  if (gesture === undefined) return { reply: { reader: stranger() }, outage: false };
  try {
    return { reply: await core.receive(gesture), outage: false };
  } catch (error) {
    log.error({ platform: "slack", kind: gesture.kind, err: error }, "gesture not accepted");
    return { reply: { notice: core.outage(sender.workspace), reader: stranger() }, outage: true };
  }
}

/** What is accepted stays accepted: a fault of ours in drawing the answer must not read as an outage. */
function drawn(log: Log, draw: () => Answer): Answer {
  try {
    return draw();
  } catch (error) {
    log.error({ platform: "slack", err: error }, "answer not drawn");
    return {};
  }
}

function later<T extends Form | Notice>(
  view: T | undefined,
  run: (view: T) => Promise<void>,
): Answer {
  return view === undefined ? {} : { after: () => run(view) };
}

/** S11: errors keep the form and what was typed in it; else another view takes its place, or everything closes. */
function submissionAnswer(
  { notice, form, errors, reader }: Reply,
  outage: boolean,
  { fields = [] }: Ways,
): object {
  const [first] = fields;
  if (outage && notice !== undefined && first !== undefined)
    return errorsBeneath({ [first]: notice.lines }, reader);
  const beneath: Record<string, Line[]> = {};
  for (const [name, line] of Object.entries(errors ?? {})) {
    const field = fields.includes(name) ? name : first;
    if (field !== undefined) (beneath[field] ??= []).push(line);
  }
  if (Object.keys(beneath).length > 0) return errorsBeneath(beneath, reader);
  if (form !== undefined) return { response_action: "update", view: render<"form">(form, reader) };
  return notice === undefined
    ? { response_action: "clear" }
    : { response_action: "update", view: noticeModal(notice, reader) };
}

function errorsBeneath(errors: Readonly<Record<string, readonly Line[]>>, reader: Reader): object {
  const said = (lines: readonly Line[]) =>
    cut(lines.map((line) => say(line, reader, plainPen)).join(" "), limits.inputLabel);
  return {
    response_action: "errors",
    errors: Object.fromEntries(Object.entries(errors).map(([name, lines]) => [name, said(lines)])),
  };
}

function sentence(line: Line): Notice {
  return { kind: "notice", tone: "calm", lines: [line], buttons: [] };
}
