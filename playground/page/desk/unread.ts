import { useEffect, useState } from "react";
import type { Desk } from "../../protocol.ts";

/** When somebody's newest message came that was looked at, by account. Gone with the page. */
const seen = new Map<string, number>();

/**
 * The first message that came while nobody looked at this person's chat; it stays marked until they
 * do something themselves, or are left again.
 */
export function useUnread(
  { someone: { account }, messages }: Desk,
  isInFront: boolean,
): string | undefined {
  const [since, setSince] = useState<number>();
  const newest = messages.at(-1);
  const last = newest?.at;
  const isOwn = newest?.from === "me";
  useEffect(() => {
    if (!isInFront) return setSince(undefined);
    setSince(seen.get(account));
  }, [account, isInFront]);
  useEffect(() => {
    if (!isInFront) return;
    if (isOwn) setSince(undefined);
    seen.set(account, last ?? 0);
  }, [account, isInFront, isOwn, last]);
  if (since === undefined) return undefined;
  return messages.find(({ at, from }) => at > since && from !== "me")?.id;
}
