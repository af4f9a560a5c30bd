import type { Core, Reply } from "../../../src/platform/adapter.ts";
import type { Body } from "../../../src/platform/json.ts";
import { msg } from "../../../src/platform/text.ts";
import { commandAnswer, submissionAnswer } from "../answer/answers.ts";
import { sentence } from "../../../src/platform/notice.ts";
import { channelOf, noticeIn } from "../answer/notice-in.ts";
import type { PressedAnswers } from "../answer/pressed-answers.ts";
import type { PrivateAnswers } from "../answer/private-answer.ts";
import {
  botEvents,
  globalShortcut,
  type Log,
  messageShortcut,
  type SlackConfig,
  timeouts,
} from "../config.ts";
import { App, type CodedError, type Receiver } from "../sdk.ts";
import { clientOptions, silentLogger } from "../web-client.ts";
import type { Posts } from "../deliver/posts.ts";
import type { Homes, Identify } from "../people/membership.ts";
import { eventListeners } from "./events.ts";
import {
  type Incoming,
  incomingCommand,
  incomingPress,
  incomingShortcut,
  incomingSubmission,
} from "./gestures.ts";
import { ListenerError } from "./run-listeners.ts";

export interface ListenerOptions {
  readonly config: SlackConfig;
  readonly receiver: Receiver;
  readonly core: Core;
  readonly identify: Identify;
  readonly privateAnswers: PrivateAnswers;
  readonly pressed: PressedAnswers;
  readonly posts: Posts;
  readonly log: Log;
  readonly homes: Homes;
  readonly gone: (workspace: string) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Of a call of Bolt's own client, in milliseconds. */
  readonly timeout: number;
}

/** `undefined` acknowledges without words. */
type Ack = (answer?: object) => Promise<void>;

/**
 * The Bolt app. Each listener passes its gesture to the core, acknowledges once that is committed,
 * and only then opens forms or posts answers.
 */
export function boltApp(options: ListenerOptions): App {
  const { config, receiver, core, privateAnswers, log, timeout } = options;
  const { identify, posts, now } = options;
  const app = new App({
    receiver,
    // Our calls take the token of their workspace. Bolt would make a client for each of them.
    authorize: async () => ({}),
    clientOptions: clientOptions(config, timeout),
    logger: silentLogger,
    ignoreSelf: false,
    convoStore: false,
  });

  app.command(/^/, async ({ body, ack }) => {
    const incoming = incomingCommand(body, await identify(body));
    const { reply } = await receiveSaid(incoming, body);
    const { form, notice, reader } = reply;
    await (ack as Ack)(drawn(log, () => commandAnswer(notice, reader)));
    if (form !== undefined) await privateAnswers.openForm(incoming.answerTo, form, reader);
  });

  app.view({ type: "view_submission", callback_id: /^/ }, async ({ body, ack }) => {
    const submitted = body as unknown as Body;
    const incoming = incomingSubmission(submitted, await identify(submitted));
    if (incoming.gesture === undefined) return ack();
    const { reply, outage } = await receive(core, incoming, log);
    const { fields = [], title } = incoming.answerTo;
    await (ack as Ack)(drawn(log, () => submissionAnswer(reply, outage, fields, title)));
  });

  for (const shortcut of [
    { type: "shortcut", callback_id: globalShortcut },
    { type: "message_action", callback_id: messageShortcut },
  ] as const)
    app.shortcut(shortcut, async ({ body, ack }) => {
      const used = body as unknown as Body;
      await answerPrivately(incomingShortcut(used, await identify(used)), used, ack as Ack);
    });

  app.action({ type: "block_actions" }, async ({ body, ack }) => {
    const pressed = body as unknown as Body;
    await answerPrivately(incomingPress(pressed, await identify(pressed)), pressed, ack as Ack);
  });

  for (const type of botEvents)
    app.event(type, async ({ body }) => eventListeners[type](options, body as unknown as Body));

  // Rethrown, so that the receiver does not answer 200: Slack would not send the event again.
  app.error(async (error: CodedError) => {
    throw new ListenerError(error.original ?? error);
  });

  return app;

  /** Takes a gesture; the notice becomes what is said where it happened. */
  async function receiveSaid(incoming: Incoming, body: Body): Promise<Taken> {
    const channel = channelOf(body);
    const { id, isOfTwo } = channel;
    const followed =
      isOfTwo && id !== undefined ? posts.in(id, incoming.sender, timeouts.followed) : undefined;
    const taken = await receive(core, incoming, log);
    const notice = await noticeIn(channel, taken.reply, followed, now());
    return { ...taken, reply: { ...taken.reply, notice } };
  }

  /** Slack takes no words in the answer to a press or a shortcut: they follow it. */
  async function answerPrivately(incoming: Incoming, body: Body, ack: Ack): Promise<void> {
    if (incoming.gesture === undefined) return ack();
    // What is said to this press takes the place of what was said to the one before.
    const about = privatelyPressed(incoming);
    const pressedAt = now();
    if (about !== undefined) options.pressed.forget(incoming.sender.account, about);
    const taken = await receiveSaid(incoming, body);
    await ack();
    const { answerTo } = incoming;
    const { notice, form, reader } = taken.reply;
    if (form !== undefined) return privateAnswers.openForm(answerTo, form, reader, notice);
    if (notice === undefined) {
      // A dialog stays until somebody closes it: it says that the press counted.
      if (answerTo.dialog === undefined) return privateAnswers.remove(answerTo);
      return privateAnswers.show(answerTo, sentence(msg("common.noted")), reader);
    }
    // Tiles are for now: in a dialog none is left in the chat.
    if (notice.tiles !== undefined)
      return privateAnswers.show({ ...answerTo, responseUrl: undefined }, notice, reader);
    const isUsed = isUsedUp(incoming, taken);
    // The press was its end, and the closed card was quicker than this answer.
    if (isUsed && !keepAddress(incoming, pressedAt)) return privateAnswers.remove(answerTo);
    return privateAnswers.show(answerTo, notice, reader, isUsed);
  }

  /** The answer that takes the place of the pressed one can be deleted by the same address. */
  function keepAddress(incoming: Incoming, pressedAt: number): boolean {
    const { responseUrl } = incoming.answerTo;
    const about = privatelyPressed(incoming);
    if (about === undefined || responseUrl === undefined) return true;
    return options.pressed.keep(incoming.sender.account, about, responseUrl, pressedAt);
  }

  /**
   * Whether the private answer with this button may be replaced. A button that only opens
   * something stays, and so does one whose press may not have been accepted.
   */
  function isUsedUp({ gesture, answerTo }: Incoming, { reply, outage }: Taken): boolean {
    const accepted = !outage && reply.uncertain !== true;
    const opens = gesture?.kind === "press" && core.opens?.(gesture.action) === true;
    return answerTo.onPrivate === true && accepted && !opens;
  }
}

/** What a private answer that was pressed is about. */
const privatelyPressed = ({ gesture, answerTo }: Incoming): string | undefined =>
  gesture?.kind === "press" && answerTo.onPrivate === true ? gesture.subject : undefined;

interface Taken {
  readonly reply: Reply;
  /** Nothing was accepted; the notice says so. */
  readonly outage: boolean;
}

/** @throws if even the sentence for an outage fails: then Slack's own error is the honest answer */
async function receive(core: Core, incoming: Incoming, log: Log): Promise<Taken> {
  const { sender, standing, gesture } = incoming;
  const stranger = () => core.strangerReader("slack", sender.workspace);
  if (standing !== "inside") {
    const isOutside = standing === "outside";
    core.refused?.("slack", isOutside ? "outside" : "account_not_looked_up");
    // Who may be of another company reads no number of ours.
    const words = msg(isOutside ? "common.notMember" : "common.tryAgain");
    return { reply: { notice: sentence(words), reader: stranger() }, outage: false };
  }
  if (gesture === undefined) return { reply: { reader: stranger() }, outage: false };
  try {
    return { reply: await core.receive(gesture), outage: false };
  } catch (error) {
    log.error({ platform: "slack", kind: gesture.kind, err: error }, "gesture not accepted");
    return { reply: { notice: core.outage(sender.workspace), reader: stranger() }, outage: true };
  }
}

/** The gesture is committed, so a bug in drawing its answer must not read as an outage. */
function drawn(log: Log, draw: () => object | undefined): object | undefined {
  try {
    return draw();
  } catch (error) {
    log.error({ platform: "slack", err: error }, "answer not drawn");
    return undefined;
  }
}
