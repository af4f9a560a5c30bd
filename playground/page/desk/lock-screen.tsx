import { type ReactElement, useEffect, useRef, useState } from "react";
import type { Desk } from "../../protocol.ts";
import { Close, Lock } from "../icons.tsx";
import { firstName } from "../names.ts";

interface Ringing {
  readonly id: string;
  readonly text: string;
}
interface Props {
  readonly desk: Desk;
  /** How often the person did something: who does something has their phone in their hand. */
  readonly acts?: number;
  /** Offers to go and be them, where they are not on the screen. */
  readonly become?: () => void;
}
/** In milliseconds. */
const shownFor = 8_000;
/** A phone that was in somebody's hand this long ago is not locked yet, in milliseconds. */
const inHand = 2_000;

/** The rings that came since this person was put on the page, each for a few seconds. */
function useRinging(
  rings: Desk["rings"],
  acts: number,
  atOnce: number,
): readonly [readonly Ringing[], (id: string) => void] {
  const heard = useRef<Set<string>>(undefined);
  const [ringing, setRinging] = useState<readonly Ringing[]>([]);
  const timers = useRef(new Set<number>());
  const used = useRef(-inHand);
  useEffect(() => {
    setRinging([]);
    if (acts > 0) used.current = performance.now();
  }, [acts]);
  useEffect(() => () => timers.current.forEach((timer) => clearTimeout(timer)), []);
  const remove = (id: string): void =>
    setRinging((before) => before.filter((each) => each.id !== id));
  useEffect(() => {
    const now = rings.map(({ at, text }) => ({ id: `${at} ${text}`, text }));
    const before = heard.current;
    heard.current = new Set(now.map(({ id }) => id));
    if (before === undefined) return;
    const fresh = now.filter(({ id }) => !before.has(id));
    if (fresh.length === 0 || performance.now() - used.current < inHand) return;
    setRinging((shown) => [...shown, ...fresh].slice(-atOnce));
    for (const { id } of fresh) timers.current.add(setTimeout(() => remove(id), shownFor));
  }, [rings, atOnce]);
  return [ringing, remove];
}

/** What the person's phone shows while it is locked: exactly the words that rang. */
export function LockScreen({ desk, acts = 0, become }: Props): ReactElement {
  // Above a phone's page one is enough: it covers what the page says.
  const [ringing, remove] = useRinging(desk.rings, acts, become === undefined ? 2 : 1);
  const name = firstName(desk.someone.name);
  return (
    <div className="lock-screen">
      {ringing.map(({ id, text }) => (
        <div key={id} className="ringing">
          <p className="quiet">
            <Lock />
            <span>{name}’s lock screen</span>
          </p>
          <button
            type="button"
            className="plain-button"
            aria-label={`Dismiss ${name}’s notification`}
            onClick={() => remove(id)}
          >
            <Close />
          </button>
          <p className="rung">{text}</p>
          {become !== undefined && (
            <button type="button" className="button primary" onClick={become}>
              Be {name}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
