import type { ReactElement } from "react";
import type { Desk } from "../../protocol.ts";
import { useStickToEnd } from "../hooks.ts";
import { type Pressed, SurroundingsContext } from "../slack/press.ts";
import { firstName } from "../names.ts";
import { Message } from "./message.tsx";

interface Props {
  readonly desk: Desk;
  readonly press: (id: string, pressed: Pressed) => Promise<void>;
  readonly nameOf: (account: string) => string | undefined;
  /** Types `word` and sends it. */
  readonly escalate: () => void;
  readonly word: string;
  /** An agent to be helped, for a supervisor's empty screen. */
  readonly agent: string;
}

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

export function Messages({ desk, press, nameOf, escalate, word, agent }: Props): ReactElement {
  const end = useStickToEnd<HTMLDivElement>(
    desk.messages,
    desk.messages.filter(({ from }) => from === "me").length,
  );
  const name = firstName(desk.someone.name);
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
      {desk.messages.map((shown) => (
        <SurroundingsContext
          key={shown.id}
          value={{ nameOf, press: (pressed) => press(shown.id, pressed) }}
        >
          <Message shown={shown} someone={desk.someone} />
        </SurroundingsContext>
      ))}
    </div>
  );
}
