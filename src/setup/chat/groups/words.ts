import { type Finding, good, note, wrong } from "../../../platform/finding.ts";
import { type Line, literal, msg } from "../../../platform/text.ts";
import type { Field } from "../../../platform/view.ts";
import { type SyncedGroup, groupsOf } from "./rules.ts";

/** What a team follows, and what it followed until then, as its form and its page say it. */
export const groupLines = (groups: readonly SyncedGroup[], team: string): Line[] =>
  groups.filter((one) => one.team === team).map(lineOf);

function lineOf({ title: name, accounts, isTold, isClosed, ended }: SyncedGroup) {
  const title = literal(name);
  if (ended !== undefined) return msg(`setup.follow.${ended}`, { title });
  if (isClosed === true) return msg("setup.follow.closed", { title });
  const count = accounts.length;
  return msg(isTold ? "setup.follow" : "setup.follow.untold", { title, count });
}

/** What the form of a team asks about what it follows: nothing where it follows nothing. */
export function groupField(groups: readonly SyncedGroup[], team: string): Field[] {
  const its = groupsOf(groups, team);
  if (its.length === 0) return [];
  return [
    {
      type: "choice",
      name: "follow",
      label: msg("setup.form.follow"),
      hint: msg("setup.form.followHint"),
      required: true,
      value: "on",
      options: [
        { value: "on", label: msg("setup.form.followOn") },
        ...its.map(({ id, title }) => ({
          value: id,
          label: msg("setup.form.followStop", { title: literal(title) }),
        })),
      ],
    },
  ];
}

/** The same for *Check set-up* and *Health*. */
export const checkGroups = (groups: readonly SyncedGroup[] = []): Finding[] =>
  groups.map((one) => {
    const says = lineOf(one);
    const title = literal(one.title);
    if (one.ended !== undefined) return wrong(one.team, says, msg("setup.follow.chooseRemedy"));
    if (one.isClosed === true)
      return wrong(one.team, says, msg("setup.follow.openRemedy", { title }));
    return one.isTold
      ? good(one.team, says)
      : note(one.team, says, msg("setup.follow.inviteRemedy", { title }));
  });
