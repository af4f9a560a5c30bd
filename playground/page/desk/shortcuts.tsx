import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
  useId,
  useRef,
  useState,
} from "react";
import { Bolt } from "../icons.tsx";

/** Global shortcuts of the app's manifest, by callback id. */
const shortcuts = [{ callbackId: "escalate", title: "Get help now" }] as const;

/** Slack's lightning menu: what can be done without typing. */
export function Shortcuts({
  choose,
}: {
  readonly choose: (callbackId: string, title: string) => void;
}): ReactElement {
  const [open, setOpen] = useState(false);
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    setOpen(false);
    opener.current?.focus();
  };
  const onBlur = (event: FocusEvent<HTMLElement>): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  return (
    <div className="shortcuts" onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        ref={opener}
        type="button"
        className="plain-button"
        aria-label="Shortcuts"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Bolt />
      </button>
      <ul id={id} className="menu" hidden={!open} aria-label="Shortcuts">
        {shortcuts.map(({ callbackId, title }) => (
          <li key={callbackId}>
            <button
              type="button"
              onClick={() => {
                setOpen(false);
                opener.current?.focus();
                choose(callbackId, title);
              }}
            >
              <Bolt /> {title} <span className="quiet">Handrail</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
