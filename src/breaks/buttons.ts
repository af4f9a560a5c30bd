import type { PersonId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { minutes } from "../kernel/time.ts";
import { type Text, msg, person as named } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";
import type { Settings } from "./settings.ts";
import type { Break } from "./state.ts";

/** A press is about the presser's own break, so no button names whose it is. */
const button = (verb: string, label: Text, more: Partial<Button> = {}): Button => ({
  action: `breaks.${verb}`,
  label,
  ...more,
});

export const inMinutes = (length: Millis): number => Math.round((length / minutes(1)) * 10) / 10;

/** The length that is chosen already, said on the button. */
export const startNow = (settings: Settings): Button =>
  button("start", msg("button.startBreak", { minutes: inMinutes(settings.preselect) }), {
    style: "main",
    argument: String(settings.preselect),
  });

/** The other lengths: one press each. */
export const otherLengths = (settings: Settings): Button[] =>
  settings.lengths
    .filter((length) => length !== settings.preselect)
    .map((length) =>
      button("start", msg("button.breakMinutes", { minutes: inMinutes(length) }), {
        argument: String(length),
      }),
    );

export function lengthOf(argument: string | undefined): Millis | "wrong" {
  const found = /^(\d{1,9})( shown)?$/.exec(argument ?? "");
  return found === null ? "wrong" : Number(found[1]);
}

/**
 * On the break's own card and at home, which show what came of a press. Anywhere else (a private
 * answer, a check-in) it is said.
 */
export const shown = (buttons: readonly Button[]): Button[] =>
  buttons.map((one) => ({
    ...one,
    argument: one.argument === undefined ? "shown" : `${one.argument} shown`,
  }));

export const isShown = (argument: string | undefined): boolean =>
  argument?.endsWith("shown") === true;

/** What a person can press at their own break, but for choosing a length. */
export function ownButtons(state: Break): Button[] {
  switch (state.status) {
    case "none":
      return [];
    case "offered":
      return [button("decline", msg("button.declineBreak"))];
    case "queued":
      return [
        ...(state.bridgeUntil === undefined ? [] : [button("back", msg("button.imBack"))]),
        button("decline", msg("button.noBreak")),
      ];
    case "afterCall":
      return [
        button("callOver", msg("button.callOver"), { style: "main" }),
        button("decline", msg("button.noBreak")),
      ];
    case "away":
      return [
        button("back", msg("button.imBack"), { style: "main" }),
        button("more", msg("button.moreBreak")),
      ];
  }
}

export const makeRoom = ({ person }: { readonly person: PersonId }): Button =>
  button("makeRoom", msg("button.makeRoom"), {
    accessible: msg("label.makeRoom", { person: named(person) }),
    subject: person,
  });
