import { type ReactElement, use, useRef, useState } from "react";
import { isSafeUrl } from "./mrkdwn.ts";
import { type Pressed, SurroundingsContext } from "./press.ts";
import type { ActionElement, ButtonElement, OverflowElement, SelectElement } from "./types.ts";

const className = (element: ButtonElement): string =>
  element.style === undefined ? "button" : `button ${element.style}`;

/**
 * Speech control finds a button by its visible words. So an accessible label with other words comes
 * after them (WCAG 2.5.3).
 */
const nameOf = ({ text, accessibility_label: label }: ButtonElement): string | undefined =>
  label === undefined || label.startsWith(text.text) ? label : `${text.text}: ${label}`;

function usePress(): readonly [busy: boolean, press: (pressed: Pressed) => void] {
  const { press } = use(SurroundingsContext);
  const [busy, setBusy] = useState(false);
  return [
    busy,
    (pressed) => {
      if (busy) return;
      setBusy(true);
      void press(pressed).finally(() => setBusy(false));
    },
  ];
}

function Button({
  element,
  blockId,
}: {
  readonly element: ButtonElement;
  readonly blockId: string;
}): ReactElement {
  const [busy, press] = usePress();
  const pressed = (): void =>
    press({ actionId: element.action_id, blockId, label: element.text.text, value: element.value });
  if (element.url !== undefined && isSafeUrl(element.url)) {
    return (
      <a
        className={className(element)}
        href={element.url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={nameOf(element)}
        onClick={pressed}
      >
        {element.text.text}
      </a>
    );
  }
  return (
    // `aria-disabled`, not `disabled`: the keyboard's focus must not fall out of the page while the
    // server answers.
    <button
      type="button"
      className={className(element)}
      aria-label={nameOf(element)}
      aria-disabled={busy}
      onClick={pressed}
    >
      {element.text.text}
    </button>
  );
}

/** A choice outside a form: choosing is pressing. */
function ActionSelect({
  element,
  blockId,
}: {
  readonly element: SelectElement;
  readonly blockId: string;
}): ReactElement {
  const [, press] = usePress();
  const choose = (value: string): void => {
    const option = element.options.find((each) => each.value === value);
    if (option !== undefined)
      press({ actionId: element.action_id, blockId, label: option.text.text, selected: value });
  };
  return (
    <select
      className="field"
      aria-label={element.placeholder?.text ?? "Choose"}
      defaultValue={element.initial_option?.value ?? ""}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="" disabled>
        {element.placeholder?.text ?? "Choose"}
      </option>
      {element.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text.text}
        </option>
      ))}
    </select>
  );
}

/** The three dots. Slack gives them no label of their own. */
function Overflow({
  element,
  blockId,
}: {
  readonly element: OverflowElement;
  readonly blockId: string;
}): ReactElement {
  const [, press] = usePress();
  const menu = useRef<HTMLDetailsElement>(null);
  const choose = (label: string, selected: string): void => {
    if (menu.current !== null) menu.current.open = false;
    press({ actionId: element.action_id, blockId, label, selected });
  };
  return (
    <details className="overflow" ref={menu}>
      <summary className="button" aria-label="More actions">
        ⋯
      </summary>
      <div className="overflow-options">
        {element.options.map(({ text, value, url }) =>
          url !== undefined && isSafeUrl(url) ? (
            <a
              key={value + text.text}
              href={url}
              target="_blank"
              rel="noopener noreferrer"
              onClick={() => choose(text.text, value)}
            >
              {text.text}
            </a>
          ) : (
            <button key={value} type="button" onClick={() => choose(text.text, value)}>
              {text.text}
            </button>
          ),
        )}
      </div>
    </details>
  );
}

export function Action({
  element,
  blockId,
}: {
  readonly element: ActionElement;
  readonly blockId: string;
}): ReactElement {
  switch (element.type) {
    case "button":
      return <Button element={element} blockId={blockId} />;
    case "overflow":
      return <Overflow element={element} blockId={blockId} />;
    case "static_select":
    case "radio_buttons":
      return <ActionSelect element={element} blockId={blockId} />;
    default:
      return (
        <span className="quiet">
          The playground cannot draw “{(element as { type: string }).type}” yet.
        </span>
      );
  }
}
