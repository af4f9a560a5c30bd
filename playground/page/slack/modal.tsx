import {
  type FormEvent,
  type KeyboardEvent,
  type ReactElement,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import type { DialogProps } from "../desk/client.ts";
import { useFocusTrap } from "../desk/focus-trap.ts";
import { Close } from "../icons.tsx";
import { Blocks } from "./blocks.tsx";
import { valuesOf } from "./form-values.ts";
import type { ModalView } from "./types.ts";

/** What is asked; without questions the words, so that they are read from their beginning. */
const first = ".input :is(input, select, textarea), .modal-body:not(:has(.input))";

const textIn = (form: HTMLFormElement): ((name: string) => string | null) => {
  const data = new FormData(form);
  return (name) => {
    // Several people of one field stand together, with commas.
    const values = data.getAll(name).filter((value) => typeof value === "string");
    return values.length === 0 ? null : values.join(",");
  };
};

/**
 * A Slack modal over one person's column. Fields keep what was typed while the server's errors come
 * back.
 */
export function Modal({ dialog, submit, close }: DialogProps): ReactElement {
  const view = dialog.view as ModalView;
  const title = useId();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const trap = useFocusTrap<HTMLDivElement>(first, dialog.view);
  const failing = Object.keys(dialog.errors ?? {}).join("\n");
  useEffect(() => {
    if (failing !== "")
      form.current
        ?.querySelector<HTMLElement>("[data-invalid=true] :is(input, select, textarea)")
        ?.focus();
  }, [failing, busy]);

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (form.current === null || busy) return;
    setBusy(true);
    await submit(valuesOf(view.blocks, textIn(form.current)), view.title.text);
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") close();
    else trap.onKeyDown(event);
  };

  return (
    <div className="scrim">
      <div
        {...trap}
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-labelledby={title}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div className="modal-head">
          <h2 id={title}>{view.title.text}</h2>
          <button
            type="button"
            className="plain-button"
            aria-label="Close this dialog"
            onClick={close}
          >
            <Close />
          </button>
        </div>
        <form ref={form} noValidate onSubmit={(event) => void send(event)}>
          {/* What is long scrolls by keyboard too, so it takes the focus. */}
          <div className="modal-body" tabIndex={0}>
            <Blocks blocks={view.blocks} errors={dialog.errors} />
          </div>
          <div className="modal-foot">
            <button type="button" className="button" onClick={close}>
              {view.close?.text ?? "Cancel"}
            </button>
            {view.submit !== undefined && (
              <button type="submit" className="button primary" aria-disabled={busy}>
                {view.submit.text}
              </button>
            )}
          </div>
        </form>
      </div>
    </div>
  );
}
