import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";

/** Whether a media query holds, as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    useCallback(
      (changed) => {
        const media = matchMedia(query);
        media.addEventListener("change", changed);
        return () => media.removeEventListener("change", changed);
      },
      [query],
    ),
    () => matchMedia(query).matches,
  );
}

const perLetter = 45;
const beforeSending = 350;

/**
 * Types words letter by letter, so that a visitor sees what an agent would do, then calls `done`.
 */
export function useTyping(
  show: (typed: string) => void,
  done: (text: string) => void,
): (text: string) => void {
  const timer = useRef<number>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (text) => {
    clearTimeout(timer.current);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = (count: number): void => {
      show(text.slice(0, count));
      timer.current =
        count < text.length
          ? setTimeout(() => step(count + 1), perLetter)
          : setTimeout(() => done(text), still ? 0 : beforeSending);
    };
    step(still ? text.length : 1);
  };
}

/**
 * Keeps a scrolling list at its newest end, unless the reader has scrolled up. Their own message
 * brings them back.
 */
export function useStickToEnd<E extends HTMLElement>(
  version: unknown,
  said: number,
): { ref: React.RefObject<E | null>; onScroll: () => void } {
  const ref = useRef<E>(null);
  const atEnd = useRef(true);
  const before = useRef(said);
  const top = useRef(0);
  useEffect(() => {
    const list = ref.current;
    if (said !== before.current) atEnd.current = true;
    before.current = said;
    if (list === null || !atEnd.current) return;
    list.scrollTop = list.scrollHeight;
  }, [version, said]);
  useEffect(() => {
    const list = ref.current;
    if (list === null) return;
    // The list also shrinks and grows with the window, the composer's hints and a tab that comes to
    // the front.
    const watch = new ResizeObserver(() => {
      if (atEnd.current) list.scrollTop = list.scrollHeight;
    });
    watch.observe(list);
    // A card in it unfolds.
    if (list.lastElementChild !== null) watch.observe(list.lastElementChild);
    return () => watch.disconnect();
  }, [version]);
  const onScroll = (): void => {
    const list = ref.current;
    if (list === null) return;
    // Only a reader scrolls up. A list that became smaller meanwhile is further from its end
    // without anybody's doing.
    const near = list.scrollHeight - list.scrollTop - list.clientHeight < 48;
    if (near || list.scrollTop < top.current) atEnd.current = near;
    top.current = list.scrollTop;
  };
  return { ref, onScroll };
}

/** The page's clock in milliseconds, as often as said; `ahead` is what has been skipped. */
export function useNow(ahead: number, every = 1_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now + ahead;
}
