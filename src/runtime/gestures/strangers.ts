import type { Gesture, Reply, Sender as Origin } from "../../platform/adapter.ts";
import { type Line, type Reader, literal, msg } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Stranger } from "../command/read.ts";
import { type Organisation, readerFor } from "../directory/directory.ts";

export const sentence = (line: Line, tone: Notice["tone"] = "calm"): Notice => ({
  kind: "notice",
  tone,
  lines: [line],
  buttons: [],
});
export const withLine = (notice: Notice, line: Line): Notice => ({
  ...notice,
  lines: [...notice.lines, line],
  ...(notice.lasting === undefined ? {} : { lasting: [...notice.lasting, line] }),
});

/**
 * @param phone the duty phone: a person in need gets at least this number, unless they are of
 * another company
 */
export function strangerReply(
  gesture: Gesture,
  reader: Reader,
  why: Stranger,
  phone: string | undefined,
): Reply {
  // Opening the home page is no question: who is of another company is told nothing there.
  if (why === "outside")
    return gesture.kind === "home"
      ? { reader }
      : { reader, notice: sentence(msg("common.notMember")) };
  // Somebody whom the file no longer names held something here once: that is over, and it is said.
  const words = { guest: "common.notMember", unlisted: "common.notListed" } as const;
  const notice = sentence(msg(why === "unknown" ? "common.notKnown" : words[why]));
  return {
    reader,
    notice:
      phone === undefined
        ? notice
        : withLine(notice, msg("common.needHelpNow", { phone: literal(phone) })),
  };
}

export const accountOf = (organisation: Organisation, from: Origin) =>
  organisation.byAddress.get(`${from.platform} ${from.workspace} ${from.account}`);

export const readerOf = (organisation: Organisation, from: Origin): Reader =>
  readerFor(organisation, from.platform, accountOf(organisation, from));
