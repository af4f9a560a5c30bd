import { type Line, literal, msg, people } from "../platform/text.ts";
import type { Field, Form, Option } from "../platform/view.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Shell } from "../runtime/feature.ts";
import { share } from "./people.ts";
import { readWishes } from "./wishes.ts";

/** A menu holds this many on both platforms (docs/platforms.md S22). */
const menuHolds = 100;

/** My wishes: only ever one's own, and opened only by oneself. */
export async function wishesForm(tx: Tx, shell: Shell, by: PersonId): Promise<Form> {
  const wishes = await readWishes(tx, shell, by);
  const paused = wishes.pausedUntil !== undefined && shell.now < wishes.pausedUntil;
  const everybody = colleagues(shell, by);
  const pick = (
    name: string,
    label: Field["label"],
    ids: readonly PersonId[],
    hint?: Field["label"],
  ): Field[] =>
    ids.length === 0
      ? []
      : [
          {
            type: "choice",
            name,
            label,
            required: false,
            options: ids.map((id) => option(shell, id)),
            ...(hint === undefined ? {} : { hint }),
          },
        ];
  const lines: Line[] = [msg("debrief.form.private")];
  if (wishes.lost === true) lines.push(msg("debrief.form.lost"));
  if (wishes.never.length > 0)
    lines.push(msg("debrief.form.never", { people: people(wishes.never) }));
  if (wishes.favourites.length > 0)
    lines.push(msg("debrief.form.favourites", { people: people(wishes.favourites) }));
  return {
    ...{
      kind: "form",
      form: "debriefs.wishes",
      subject: by,
      title: msg("debrief.form.title"),
      submit: msg("debrief.form.submit"),
      lines,
    },
    fields: [
      {
        ...{
          type: "choice",
          name: "willing",
          label: msg("debrief.form.willing"),
          hint: msg("debrief.form.willingHint"),
          required: true,
        },
        options: [
          { value: "yes", label: msg("debrief.form.yes") },
          { value: "no", label: msg("debrief.form.no") },
        ],
        value: wishes.willing ? "yes" : "no",
      },
      {
        ...{ type: "choice", name: "today", label: msg("debrief.form.today"), required: true },
        options: [
          { value: "open", label: msg("debrief.form.todayOpen") },
          { value: "paused", label: msg("debrief.form.todayPaused") },
        ],
        value: paused ? "paused" : "open",
      },
      {
        ...{
          type: "choice",
          name: "rounds",
          label: msg("debrief.form.rounds"),
          hint: msg("debrief.form.roundsHint"),
          required: true,
        },
        options: [
          { value: "yes", label: msg("debrief.form.roundsYes") },
          { value: "no", label: msg("debrief.form.no") },
        ],
        value: wishes.rounds ? "yes" : "no",
      },
      ...pick(
        "never",
        msg("debrief.form.neverAdd"),
        everybody.filter((id) => !wishes.never.includes(id)),
        msg("debrief.form.neverHint"),
      ),
      ...pick("neverOff", msg("debrief.form.neverOff"), wishes.never),
      ...pick(
        "favourite",
        msg("debrief.form.favouriteAdd"),
        everybody.filter((id) => !wishes.favourites.includes(id)),
        msg("debrief.form.favouriteHint"),
      ),
      ...pick("favouriteOff", msg("debrief.form.favouriteOff"), wishes.favourites),
    ],
  };
}

/** Those of one's own teams first, because a menu holds only so many. */
function colleagues(shell: Shell, self: PersonId): PersonId[] {
  const own = shell.organisation.people.get(self);
  const teams = [...(own?.agentOf ?? []), ...(own?.supervises ?? [])];
  const near = (id: PersonId) => {
    const other = shell.organisation.people.get(id);
    return share(teams, [...(other?.agentOf ?? []), ...(other?.supervises ?? [])]) ? 0 : 1;
  };
  const listed = [...shell.organisation.people.values()].filter(
    ({ id, listed: there }) => there && id !== self,
  );
  return listed
    .toSorted((a, b) => near(a.id) - near(b.id) || a.name.localeCompare(b.name))
    .slice(0, menuHolds)
    .map(({ id }) => id);
}

const option = (shell: Shell, id: PersonId): Option => ({
  value: id,
  label: literal(shell.organisation.people.get(id)?.name ?? "—"),
});
