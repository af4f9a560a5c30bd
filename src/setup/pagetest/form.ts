import { dryRun } from "../../escalations/dry-run.ts";
import type { Policies } from "../../escalations/policy.ts";
import { type PersonId, isId } from "../../kernel/ids.ts";
import { floor } from "../../people/floor.ts";
import { sentence } from "../../platform/notice.ts";
import { literal, msg } from "../../platform/text.ts";
import type { Note, Opened, Shell, Submitted } from "../../runtime/feature.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { isAdminOf } from "../../people/support.ts";
import type { Command } from "./rules.ts";
import { timeoutOf } from "./store.ts";

/** What a menu holds on both platforms (docs/platforms.md S23). */
const longestMenu = 100;

/** *Test it now*: which supervisor is asked. */
export const openChoose: Opened = async (tx, shell, by) => {
  const { organisation } = shell;
  if (!isAdminOf(organisation, by)) return sentence(msg("setup.notAdmin"));
  const first = await reachedFirst(tx, shell);
  const known = organisation.supervisors.filter(
    (person) => timeoutOf(organisation, person) !== undefined,
  );
  const [preselected = known[0]] = known.filter((person) => person === first);
  if (preselected === undefined) return sentence(msg("test.nobody"));
  // A long menu holds who would be reached in any case.
  const shown = [preselected, ...known.filter((person) => person !== preselected)];
  return {
    kind: "form",
    form: "pagetests.ask",
    title: msg("test.form"),
    submit: msg("test.formAsk"),
    lines: [msg("test.formIntro")],
    fields: [
      {
        type: "choice",
        name: "person",
        label: msg("test.formWho"),
        required: true,
        options: shown.slice(0, longestMenu).map((id) => ({
          value: id,
          label: literal(organisation.people.get(id)?.name ?? "—"),
        })),
        value: preselected,
      },
    ],
  };
};

/** Whom a call for help would reach first, of the first team that has somebody. */
async function reachedFirst(
  tx: Tx,
  { organisation, now }: Pick<Shell, "organisation" | "now">,
): Promise<PersonId | undefined> {
  const there = await floor(tx, organisation, [], now);
  const colleagues = there.map((one) => ({ ...one, busy: false }));
  for (const { name, listed, settings } of organisation.teams.values()) {
    const policies = settings["escalation"] as Policies | undefined;
    if (!listed || policies === undefined) continue;
    const [first] = dryRun("help", { name, policies }, colleagues, now);
    if (first !== undefined) return first;
  }
  return undefined;
}

export function chosen({ person = "" }: Note): Submitted<Command> {
  return isId(person)
    ? { command: { do: "ask", person } }
    : { errors: { person: msg("common.choose") } };
}
