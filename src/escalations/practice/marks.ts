import { type Line, type Text, msg } from "../../platform/text.ts";
import type { Button, Notice } from "../../platform/view.ts";
import type { Request } from "../request.ts";

/* What marks a practice, on each of its cards, notifications and answers. */

type Marked = Pick<Request, "practice">;

export const practiseButton: Button = {
  action: "practice.practise",
  label: msg("button.practise"),
};

/** Real, also in a practice: it stands where *Danger* stands otherwise. */
export const realHelp: Button = {
  action: "escalations.escalate",
  label: msg("button.getHelp"),
  style: "danger",
};

/** A title and its notification. */
export const markedTitle = ({ practice }: Marked, title: Text): Text =>
  practice === true ? msg("practice.title", { title }) : title;

/** First on the card: that nobody comes, and how somebody does. */
export const practiceNote = ({ practice }: Marked): Line[] =>
  practice === true ? [msg("practice.note")] : [];

/** An answer or a dialog: it may lie over the card, so real help is in it too. */
export const markedNotice = (request: Marked, notice: Notice): Notice =>
  request.practice === true
    ? { ...notice, first: [realHelp], lines: [...practiceNote(request), ...notice.lines] }
    : notice;
