import { type ReactElement, use, useLayoutEffect, useRef, useState } from "react";
import { SurroundingsContext } from "../slack/press.ts";
import { draw, withPeople } from "./draw.ts";

/**
 * An Adaptive Card. It is drawn again only when the card changed, so typed values and the focus
 * survive other news. It is a form, because radio buttons of one name are one group only within
 * their form.
 */
export function Card({ card }: { readonly card: unknown }): ReactElement {
  const place = useRef<HTMLFormElement>(null);
  const { press, people } = use(SurroundingsContext);
  const pressing = useRef(press);
  const [busy, setBusy] = useState(false);
  const isBusy = useRef(false);
  useLayoutEffect(() => {
    pressing.current = press;
  }, [press]);
  const source = JSON.stringify(withPeople(card, people));
  useLayoutEffect(() => {
    const drawn = draw(JSON.parse(source), (pressed) => {
      // The second press of a double click would meet a card that is being answered.
      if (isBusy.current) return;
      isBusy.current = true;
      setBusy(true);
      void pressing.current(pressed).finally(() => {
        isBusy.current = false;
        setBusy(false);
      });
    });
    place.current?.replaceChildren(drawn);
  }, [source]);
  return (
    <form
      ref={place}
      className="card"
      aria-busy={busy}
      onSubmit={(event) => event.preventDefault()}
    />
  );
}
