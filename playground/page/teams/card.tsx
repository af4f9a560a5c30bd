import { type ReactElement, use, useLayoutEffect, useRef, useState } from "react";
import { SurroundingsContext } from "../slack/press.ts";
import { draw } from "./draw.ts";

/**
 * An Adaptive Card. It is drawn anew only when it became another card, so that what was typed into
 * it and the keyboard's place outlast news of other things. A form, because radio buttons of one
 * name are one group within their form only.
 */
export function Card({ card }: { readonly card: unknown }): ReactElement {
  const place = useRef<HTMLFormElement>(null);
  const { press } = use(SurroundingsContext);
  const pressing = useRef(press);
  const [busy, setBusy] = useState(false);
  const isBusy = useRef(false);
  useLayoutEffect(() => {
    pressing.current = press;
  }, [press]);
  const source = JSON.stringify(card);
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
