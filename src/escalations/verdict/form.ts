import { sentence } from "../../platform/notice.ts";
import { literal, msg } from "../../platform/text.ts";
import type { Field } from "../../platform/view.ts";
import type { Note, Opened, Submitted } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";
import { mayLook } from "../forms.ts";
import { holderOf, isLive, isTaken, soughtOf } from "../request.ts";
import { whoWasFirst } from "../views.ts";
import { longestOffer, offersOf } from "./offers.ts";

/** What the team may offer, and words of one's own. With an empty list, the words alone. */
export const offerInstead: Opened = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined || request.requester === by) return sentence(msg("refused.notAsked"));
  if (!isLive(request)) return sentence(msg("refused.closed"));
  if (isTaken(request) && holderOf(request) !== by && !soughtOf(request).includes(by))
    return sentence(whoWasFirst(request));
  if (request.level === "danger") return sentence(msg("refused.inDanger"));
  return {
    kind: "form",
    form: "escalations.offer",
    subject: request.id,
    title: msg("offer.form.title"),
    submit: msg("offer.form.submit"),
    lines: [msg("offer.intro")],
    fields: [...listOf(offersOf(shell, request)), ownWords],
  };
};

const ownWords: Field = {
  type: "text",
  name: "words",
  label: msg("offer.words"),
  hint: msg("offer.wordsHint"),
  long: false,
  max: longestOffer,
};

const listOf = (offers: readonly string[]): Field[] =>
  offers.length === 0
    ? []
    : [
        {
          type: "choice",
          name: "listed",
          label: msg("offer.listed"),
          required: false,
          options: offers.map((one) => ({ value: one, label: literal(one) })),
        },
      ];

/** The rules see the picked offer, to look for it on the list. Typed words go to the store alone. */
export function offerFrom(values: Note): Submitted<Command> {
  const [picked, words] = [values["listed"] ?? "", values["words"]?.trim() ?? ""];
  if (picked === "" && words === "") return { errors: { words: msg("offer.nothing") } };
  if (words.length > longestOffer)
    return { errors: { words: msg("offer.tooLong", { count: longestOffer }) } };
  const listed = picked === "" ? undefined : picked;
  const offer = [picked, words].filter((part) => part !== "").join("\n");
  return { command: { do: "answer", verdict: "offer", listed }, note: { offer } };
}
