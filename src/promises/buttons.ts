import type { Instant } from "../kernel/time.ts";
import type { SubjectId } from "../kernel/ids.ts";
import { type Text, msg, timeIn } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";
import type { Proposal } from "./promise.ts";

const button = (
  verb: string,
  label: Text,
  subject: SubjectId,
  more: Partial<Button> = {},
): Button => ({ action: `promises.${verb}`, label, subject, ...more });

/** Opens the form; on a request, or on a promise that was called and is not fixed. */
export const promiseButton = (subject?: SubjectId): Button => ({
  action: "promises.form",
  label: msg("button.promise"),
  subject,
});

/** Below what was shown back. */
export function proposalButtons({ when, zone }: Proposal, subject: SubjectId): Button[] {
  const change = button("change", msg("button.change"), subject);
  switch (when.is) {
    case "clear":
      return [button("keep", msg("button.keepIt"), subject, { style: "main" }), change];
    case "asked":
      return [
        ...when.choices.map((at, index) => {
          const time = timeIn(at, zone);
          const label =
            when.why === "hour"
              ? msg("promise.choice", { time })
              : msg(index === 0 ? "promise.choiceFirst" : "promise.choiceSecond", { time });
          return button("choose", label, subject, { argument: String(at) });
        }),
        change,
      ];
    case "problem":
      return [{ ...change, style: "main" }];
  }
}

/** An instant that a button carries. */
export const instantIn = (argument: string | undefined): Instant | undefined =>
  argument !== undefined && /^\d{12,14}$/.test(argument) ? Number(argument) : undefined;

/** Of the one who holds it. */
export const holderButtons = (subject: SubjectId): Button[] => [
  button("called", msg("button.called"), subject, { style: "main" }),
  button("notFixed", msg("button.calledNotFixed"), subject),
  button("newTime", msg("button.newTime"), subject),
  button("give", msg("button.giveTo"), subject),
];

export const takeButton = (subject: SubjectId): Button =>
  button("take", msg("button.promiseTake"), subject, { style: "main" });

export const showButton = (subject: SubjectId): Button =>
  button("show", msg("button.showPromise"), subject);
