import { Fragment, type ReactElement } from "react";
import type { Desk, Shown } from "../../protocol.ts";
import { useNow, useStickToEnd } from "../hooks.ts";
import { type Pressed, SurroundingsContext } from "../slack/press.ts";
import { firstName } from "../names.ts";
import { dividedDay } from "../times.ts";
import { clientOf } from "./clients.tsx";
import { Message } from "./message.tsx";
import { useUnread } from "./unread.ts";

interface Props {
  readonly desk: Desk;
  readonly press: (id: string, pressed: Pressed) => Promise<void>;
  readonly nameOf: (account: string) => string | undefined;
  /** Types `word` and sends it. */
  readonly escalate: () => void;
  readonly word: string;
  /** An agent to be helped, for a supervisor's empty screen. */
  readonly agent: string;
  /** What has been skipped, in milliseconds. */
  readonly ahead: number;
  /** Somebody looks at it: on a phone only one of two columns is in front. */
  readonly isInFront: boolean;
  readonly seenUntil: number | undefined;
  /** How often the person did something. */
  readonly acts: number;
}

/** Messages of one sender this close together stand under one name, in milliseconds. */
const oneName = 5 * 60_000;

const follows = (before: Shown | undefined, shown: Shown): boolean =>
  before !== undefined &&
  before.from === shown.from &&
  shown.from !== "notice" &&
  !shown.ephemeral &&
  !before.ephemeral &&
  before.group?.join() === shown.group?.join() &&
  shown.at - before.at < oneName;

/** In the order in which a client shows them: what answers a press stands beneath it. */
const inOrder = (messages: readonly Shown[]): readonly Shown[] => {
  const beneath = (shown: Shown): readonly Shown[] =>
    messages.filter((one) => one.beneath === shown.id);
  const isBeneath = ({ beneath: id }: Shown): boolean => messages.some((one) => one.id === id);
  return messages.flatMap((shown) => (isBeneath(shown) ? [] : [shown, ...beneath(shown)]));
};

function Empty({
  desk,
  escalate,
  word,
  agent,
}: Pick<Props, "desk" | "escalate" | "word" | "agent">): ReactElement {
  const name = firstName(desk.someone.name);
  if (desk.someone.role === "agent") {
    return (
      <div className="empty">
        <p className="empty-title">{name} is on a hard call.</p>
        <p>One word brings a supervisor. It needs nothing else.</p>
        <button type="button" className="button primary big" onClick={escalate}>
          Type {word}
        </button>
      </div>
    );
  }
  return (
    <div className="empty">
      <p className="empty-title">Nobody needs {name} right now.</p>
      <p>When {agent} asks for help, it rings here.</p>
    </div>
  );
}

export function Messages({
  desk,
  press,
  nameOf,
  escalate,
  word,
  agent,
  ahead,
  isInFront,
  seenUntil,
  acts,
}: Props): ReactElement {
  // Which day it is.
  const now = useNow(ahead, 60_000);
  const unread = useUnread(desk, isInFront, seenUntil, acts);
  const end = useStickToEnd<HTMLDivElement>(
    desk.messages,
    desk.messages.filter(({ from }) => from === "me").length,
  );
  const name = firstName(desk.someone.name);
  const messages = inOrder(desk.messages);
  return (
    // Scrolled by keyboard too, so it takes the focus.
    <div
      {...end}
      className="log"
      role="log"
      aria-live="polite"
      aria-label={`${name}’s chat with Handrail`}
      tabIndex={0}
    >
      {desk.messages.length === 0 && (
        <Empty desk={desk} escalate={escalate} word={word} agent={agent} />
      )}
      {messages.map((shown, index) => {
        const before = messages[index - 1];
        const day = dividedDay(shown.at, now);
        const isNewDay = before === undefined || dividedDay(before.at, now) !== day;
        const isUnread = shown.id === unread;
        return (
          <Fragment key={shown.id}>
            {isNewDay && <p className="divider">{day}</p>}
            {isUnread && <p className="divider unread">{clientOf(desk.someone.platform).unread}</p>}
            <SurroundingsContext value={{ nameOf, press: (pressed) => press(shown.id, pressed) }}>
              <Message
                shown={shown}
                someone={desk.someone}
                follows={!isNewDay && !isUnread && follows(before, shown)}
              />
            </SurroundingsContext>
          </Fragment>
        );
      })}
    </div>
  );
}
