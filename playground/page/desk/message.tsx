import { type ReactElement, useContext, useLayoutEffect, useRef } from "react";
import type { Shown, Someone } from "../../protocol.ts";
import { Eye, People } from "../icons.tsx";
import { SurroundingsContext } from "../slack/press.ts";
import { shortTime } from "../times.ts";
import { Avatar, BotAvatar } from "./avatar.tsx";
import { clientOf } from "./clients.tsx";

/**
 * When an edit removes the pressed button, the focus stays at its message. Otherwise it would fall
 * to the page's top.
 */
function useKeptFocus(shown: Shown): {
  ref: React.RefObject<HTMLElement | null>;
  onFocus: (event: React.FocusEvent) => void;
} {
  const ref = useRef<HTMLElement>(null);
  const focused = useRef<Element>(null);
  useLayoutEffect(() => {
    if (
      focused.current === null ||
      focused.current.isConnected ||
      document.activeElement !== document.body
    )
      return;
    focused.current = null;
    ref.current?.focus({ preventScroll: true });
  }, [shown]);
  return { ref, onFocus: (event) => void (focused.current = event.target) };
}

/**
 * A group conversation is shown in the same column. On the platform it is a place of its own, and
 * this line says so.
 */
function InGroup({ accounts }: { readonly accounts: readonly string[] }): ReactElement {
  const { nameOf } = useContext(SurroundingsContext);
  return (
    <p className="in-group">
      <People /> Group conversation:{" "}
      {list.format(accounts.map((account) => nameOf(account) ?? account))}
    </p>
  );
}
const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

interface Props {
  readonly shown: Shown;
  readonly someone: Someone;
  /** It follows one of the same sender at once: neither is named again. */
  readonly follows: boolean;
}

export function Message({ shown, someone, follows }: Props): ReactElement {
  const kept = useKeptFocus(shown);
  if (shown.from === "notice") {
    return (
      <article className="notice" tabIndex={-1} {...kept}>
        {shown.text}
      </article>
    );
  }
  const { Content } = clientOf(someone.platform);
  const mine = shown.from === "me";
  const kinds = ["message", mine && "mine", shown.ephemeral && "ephemeral", follows && "follows"]
    .filter(Boolean)
    .join(" ");
  const from = mine ? someone.name : "Handrail";
  return (
    <article
      className={kinds}
      tabIndex={-1}
      aria-label={`${from}, ${shortTime(shown.at)}`}
      {...kept}
    >
      {follows ? (
        <time className="beside" dateTime={new Date(shown.at).toISOString()} aria-hidden="true">
          {shortTime(shown.at)}
        </time>
      ) : mine ? (
        <Avatar name={someone.name} account={someone.account} />
      ) : (
        <BotAvatar />
      )}
      <div className="bubble">
        {shown.ephemeral && (
          <p className="only-you">
            <Eye /> Only visible to you
          </p>
        )}
        {shown.group !== undefined && <InGroup accounts={shown.group} />}
        {!follows && (
          <p className="byline">
            <strong>{from}</strong> {!mine && <span className="tag">App</span>}{" "}
            <time dateTime={new Date(shown.at).toISOString()}>{shortTime(shown.at)}</time>
          </p>
        )}
        <Content shown={shown} />
        {shown.edited && <span className="edited">(edited)</span>}
      </div>
    </article>
  );
}
