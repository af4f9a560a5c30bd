import { type Dispatch, type SetStateAction, useEffect, useState } from "react";
import { addressOf, type Chosen, chosenIn } from "./chosen.ts";

/* What survives a reload, and a restart of the server. */

export function useChosen(): readonly [Chosen, Dispatch<SetStateAction<Chosen>>] {
  const [chosen, choose] = useState(() => chosenIn(location.search));
  useEffect(() => {
    const address = addressOf(chosen);
    if (location.pathname + location.search !== address) history.replaceState(null, "", address);
  }, [chosen]);
  return [chosen, choose];
}

/**
 * By account: the time until which its rings and messages were seen. Stored by window, because
 * another window shows other people.
 */
export type Seen = Readonly<Record<string, number>>;
const key = "handrail.seen";

export function useSeen(): readonly [Seen, Dispatch<SetStateAction<Seen>>] {
  const [seen, setSeen] = useState(seenBefore);
  useEffect(() => {
    try {
      sessionStorage.setItem(key, JSON.stringify(seen));
    } catch {
      // A browser that keeps nothing for this page: it is forgotten with the page.
    }
  }, [seen]);
  return [seen, setSeen];
}

function seenBefore(): Seen {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    const entries = Object.entries(typeof found === "object" && found !== null ? found : {});
    return Object.fromEntries(
      entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"),
    );
  } catch {
    return {};
  }
}
