import { type FormEvent, type ReactElement, useId, useRef, useState } from "react";
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
 * Where commands are typed. Each suggestion is a button, so the mouse, Tab and a finger can all
 * take it.
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
  const change = (next: string): void => {
    setRefusal("");
    setText(next);
  };
  const enter = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === "") return;
    const next = onEnter(text, slash);
    if ("refuse" in next) setRefusal(next.refuse);
    else if ("complete" in next) change(next.complete);
    else send(next.send);
  };
  const offers = matching(text, slash);
  return (
    <form className="composer" onSubmit={enter}>
      {offers.length > 0 && (
        <ul className="offers" aria-label="Commands">
          {offers.map((command) => (
            <li key={command.word}>
              <button
                type="button"
                onClick={() => {
                  change(`${command.word} `);
                  field.current?.focus();
                }}
              >
                <strong>{command.word}</strong>{" "}
                {command.rest !== "" && <span className="quiet">{command.rest}</span>}{" "}
                <span className="says">{command.says}</span>
              </button>
            </li>
          ))}
        </ul>
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
