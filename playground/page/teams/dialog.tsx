import { type KeyboardEvent, type ReactElement, useId } from "react";
import type { DialogProps } from "../desk/client.ts";
import { useFocusTrap } from "../desk/focus-trap.ts";
import { Close } from "../icons.tsx";
import { Card } from "./card.tsx";

/** What is asked; without questions the words, so that they are read from their beginning. */
const first =
  ".ac-input:is(input, select, textarea), .ac-input input, .modal-body:not(:has(.ac-input))";

/** A Teams dialog over one person's column: a card with a title; its own buttons send it. */
export function TaskDialog({ dialog, close }: DialogProps): ReactElement {
  const { title = "Handrail", card } = dialog.view as {
    readonly title?: string;
    readonly card?: unknown;
  };
  const id = useId();
  const trap = useFocusTrap<HTMLDivElement>(first, dialog.view);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close();
    else trap.onKeyDown(event);
  };
  const errors = Object.values(dialog.errors ?? {});
  return (
    <div className="scrim">
      <div
        {...trap}
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div className="modal-head">
          <h2 id={id}>{title}</h2>
          <button
            type="button"
            className="plain-button"
            aria-label="Close this dialog"
            onClick={close}
          >
            <Close />
          </button>
        </div>
        {/* What is long scrolls by keyboard too, so it takes the focus. */}
        <div className="modal-body" tabIndex={0}>
          <Card card={card} />
          {errors.length > 0 && (
            <p className="error" role="alert">
              {errors.join(" ")}
            </p>
          )}
        </div>
      </div>
    </div>
  );
}
