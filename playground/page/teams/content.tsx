import type { ReactElement } from "react";
import type { Shown } from "../../protocol.ts";
import { Card } from "./card.tsx";

/** A card, or words as they are. */
export function TeamsContent({ shown }: { readonly shown: Shown }): ReactElement {
  return shown.card === undefined ? (
    <p className="plain">{shown.text}</p>
  ) : (
    <Card card={shown.card} />
  );
}
