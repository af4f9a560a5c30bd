import type { PersonId } from "../../kernel/ids.ts";
import { isAdminOf } from "../../people/support.ts";
import { msg } from "../../platform/text.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import type { HomePart } from "../../runtime/feature.ts";
import { checkButton, setUpButton, testButton } from "./buttons.ts";

/** For admins, among their settings. Where there is no team yet, it is the first thing to press. */
export function home(organisation: Organisation, person: PersonId): HomePart {
  if (!isAdminOf(organisation, person)) return {};
  const row = { under: "settings", tone: "calm" } as const;
  const isNew = ![...organisation.teams.values()].some(({ listed }) => listed);
  const setUp = { ...row, line: msg("setup.home") };
  return {
    rows: [
      isNew
        ? { ...setUp, first: [setUpButton], buttons: [] }
        : { ...setUp, buttons: [setUpButton] },
      {
        ...row,
        line: msg("setup.homeCheck"),
        buttons: isNew ? [checkButton] : [testButton, checkButton],
      },
    ],
  };
}
