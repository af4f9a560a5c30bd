import { useState } from "react";
import type { Desk } from "../../protocol.ts";

interface Look {
  readonly isInFront: boolean;
  /** How often the person had done something. */
  readonly deeds: number;
  readonly marked?: string;
  /** When the newest message came that was there as the chat was left. */
  readonly leftAt?: number;
}

/**
 * The first message that came while nobody looked at this person's chat; it stays marked until they
 * do something themselves, or are left again.
 * @param seenUntil when what was seen last came, of an earlier look; nothing where there was none
 * @param acts how often they pressed or typed something
 */
export function useUnread(
  { messages }: Desk,
  isInFront: boolean,
  seenUntil: number | undefined,
  acts: number,
): string | undefined {
  const deeds = acts + messages.filter(({ from }) => from === "me").length;
  const [look, setLook] = useState<Look>({ isInFront: false, deeds });
  if (look.isInFront !== isInFront) {
    const from = look.leftAt ?? seenUntil ?? Infinity;
    setLook(
      isInFront
        ? { isInFront, deeds, marked: messages.find(({ at }) => at > from)?.id }
        : { isInFront, deeds, leftAt: messages.at(-1)?.at ?? 0 },
    );
  } else if (look.deeds !== deeds) setLook({ isInFront, deeds });
  return look.marked;
}
