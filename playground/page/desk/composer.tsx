import {
  type FormEvent,
  type KeyboardEvent,
  type ReactElement,
  useId,
  useRef,
  useState,
} from "react";
import { Send } from "../icons.tsx";
import { matching, onEnter, type Slash } from "./commands.ts";
import { Shortcuts } from "./shortcuts.tsx";

interface Props {
  readonly name: string;
  readonly hint: string;
  readonly slash: Slash;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly send: (text: string) => void;
  readonly shortcut: (callbackId: string, title: string) => void;
}

/**
 * Where commands are typed. The mouse and a finger take a suggestion, and so do the arrow keys with
 * Enter or Tab, as in Slack's own menu.
 */
export function Composer({
  name,
  hint,
  slash,
  text,
  setText,
  send,
  shortcut,
}: Props): ReactElement {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState("");
  /** Which suggestion the arrow keys stand on; -1: none. */
  const [active, setActive] = useState(-1);
  const change = (next: string): void => {
    setRefusal("");
    setActive(-1);
    setText(next);
  };
  const enter = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === "") return;
    const chosen = offers[active];
    if (chosen !== undefined) return change(`${chosen.word} `);
    const next = onEnter(text, slash);
    if ("refuse" in next) setRefusal(next.refuse);
    else if ("complete" in next) change(next.complete);
    else send(next.send);
  };
  const offers = matching(text, slash);
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    const chosen = offers[active];
    if (offers.length === 0) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      const by = key === "ArrowDown" ? 1 : -1;
      // From the field itself up to the last one, as down to the first.
      const from = active < 0 && by < 0 ? 0 : active;
      setActive((from + by + offers.length) % offers.length);
    } else if (key === "Tab" && !event.shiftKey && chosen !== undefined) change(`${chosen.word} `);
    else if (key === "Escape" && active >= 0) setActive(-1);
    else return;
    event.preventDefault();
  };
  return (
    <form className="composer" onSubmit={enter}>
      {offers.length > 0 && (
        <div className="offers" role="listbox" id={`${id}-offers`} aria-label="Commands">
          {offers.map((command, index) => (
            <button
              key={command.word}
              type="button"
              role="option"
              id={`${id}-offer-${index}`}
              tabIndex={-1}
              aria-selected={index === active}
              onClick={() => {
                change(`${command.word} `);
                field.current?.focus();
              }}
            >
              <strong>{command.word}</strong>{" "}
              {command.rest !== "" && <span className="quiet">{command.rest}</span>}{" "}
              <span className="says">{command.says}</span>
            </button>
          ))}
        </div>
      )}
      {refusal !== "" && (
        <p className="error" role="alert" id={`${id}-error`}>
          {refusal}
        </p>
      )}
      <div className="composer-line">
        <Shortcuts choose={shortcut} />
        <label className="hidden" htmlFor={id}>
          Type a command for {name}
        </label>
        <input
          id={id}
          ref={field}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={offers.length > 0}
          aria-controls={offers.length > 0 ? `${id}-offers` : undefined}
          aria-activedescendant={active >= 0 ? `${id}-offer-${active}` : undefined}
          onKeyDown={onKeyDown}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={hint}
          aria-describedby={refusal === "" ? undefined : `${id}-error`}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
        <button type="submit" className="send" aria-label={`Send for ${name}`}>
          <Send />
        </button>
      </div>
    </form>
  );
}
