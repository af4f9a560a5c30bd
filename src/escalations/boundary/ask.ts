import { notice, sentence } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Shell, Opened } from "../../runtime/feature.ts";
import { behaviourTiles, nextStepButtons } from "../cards/buttons.ts";
import { mayLook } from "../forms.ts";
import { markedNotice } from "../practice/marks.ts";
import { type Live, isLive } from "../request.ts";
import { boundaryLines, listenLines } from "./lines.ts";

/** What they are doing, in one press (docs/features.md C3). */
export const askBehaviour: Opened = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined || request.requester !== by) return sentence(msg("refused.notYours"));
  if (!isLive(request)) return sentence(msg("refused.closed"));
  const standing = boundaryNotice(request, shell);
  return request.boundary?.stage === "end"
    ? standing
    : {
        ...standing,
        lines: [...standing.lines, msg("boundary.ask")],
        tiles: behaviourTiles(request),
        buttons: [],
      };
};

/**
 * Where it stands. A dialog lies over the card, so the next step is in it too. Elsewhere the card
 * says all of it, and no answer is shown.
 */
export const boundaryNotice = (request: Live, shell: Shell): Notice =>
  markedNotice(request, {
    ...notice(boundaryLines(request, shell), nextStepButtons(request)),
    title: msg("button.boundary"),
  });

export const listenNotice: Notice = {
  ...notice(listenLines()),
  title: msg("button.boundary"),
};
