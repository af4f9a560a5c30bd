import { runsATeam } from "../../people/team.ts";
import { noon } from "../../kernel/weeks.ts";
import { sentence } from "../../platform/notice.ts";
import { type Line, literal, msg } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import type { Opened } from "../../runtime/feature.ts";
import { headsOf } from "../store.ts";
import { causeWeeks } from "./store.ts";

export const lookButton: Button = { action: "causes.weeks", label: msg("button.causes") };

/** Why agents called: in a dialog that somebody opened. */
export const openWeeks: Opened = async (tx, shell, by) => {
  const { organisation } = shell;
  const may = headsOf(organisation).includes(by) || runsATeam(organisation, by);
  if (!may) return sentence(msg("cause.notAHead"));
  const weeks = await causeWeeks(tx, shell, by);
  const lines = weeks.map(({ team, week, category, calls }): Line =>
    msg("cause.weeks.row", {
      team: literal(team),
      date: noon(week, organisation.timeZone),
      cause: msg(`category.${category}` as "category.OTH"),
      count: calls,
    }),
  );
  return {
    kind: "form",
    form: "causes.weeks",
    title: msg("cause.weeks.title"),
    lines: lines.length === 0 ? [msg("cause.weeks.none")] : [...lines, msg("cause.weeks.rule")],
    fields: [],
  };
};
