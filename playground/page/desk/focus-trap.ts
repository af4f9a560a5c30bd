import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from "react";

const focusable = "a[href], button, input, select, textarea, [tabindex='0']";

interface FocusTrap<E> {
  readonly ref: RefObject<E | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/**
 * Keeps Tab inside a dialog while it is open, and gives the focus back to where it came from.
 * @param first selects what gets the focus first
 * @param shown what the dialog shows: when it changes and the focused field is gone, the focus
 * starts again
 */
export function useFocusTrap<E extends HTMLElement>(first: string, shown: unknown): FocusTrap<E> {
  const ref = useRef<E>(null);
  const inside = useRef(false);
  useEffect(() => {
    const dialog = ref.current;
    const desk = dialog?.closest(".desk");
    const before = document.activeElement;
    // Opened by somebody else's press (or by the server): the visitor stays where they are.
    if (dialog === null || desk === null || desk === undefined) return;
    if (before !== document.body && !desk.contains(before)) return;
    (dialog.querySelector<HTMLElement>(first) ?? dialog).focus();
    return () => {
      // Unmounting comes before the column stops being inert, so wait until it can take the focus
      // again.
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const back =
          before instanceof HTMLElement && before.isConnected && before !== document.body
            ? before
            : desk.querySelector<HTMLElement>(".composer input");
        back?.focus({ preventScroll: true });
      });
    };
  }, [first]);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null || !inside.current || document.activeElement !== document.body) return;
    (dialog.querySelector<HTMLElement>(first) ?? dialog).focus();
  }, [first, shown]);
  const onFocus = (): void => void (inside.current = true);
  const onBlur = (event: FocusEvent): void => {
    if (event.relatedTarget !== null && ref.current?.contains(event.relatedTarget) !== true)
      inside.current = false;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const dialog = ref.current;
    if (event.key !== "Tab" || dialog === null) return;
    const stops = [...dialog.querySelectorAll<HTMLElement>(focusable)].filter(
      (each) => !each.hasAttribute("disabled"),
    );
    const [start, end] = [stops.at(0), stops.at(-1)];
    const leaving = event.shiftKey ? start : end;
    if (document.activeElement !== leaving && document.activeElement !== dialog) return;
    event.preventDefault();
    (event.shiftKey ? end : start)?.focus();
  };
  return { ref, onKeyDown, onFocus, onBlur };
}
