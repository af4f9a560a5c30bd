import { dayOf, shownDay, todayIn } from "../kernel/days.ts";
import { type PersonId, isId } from "../kernel/ids.ts";
import { sentence } from "../platform/notice.ts";
import { literal, msg } from "../platform/text.ts";
import type { Field, Option } from "../platform/view.ts";
import { shiftsAhead } from "../people/roster/ahead.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import type { Note, Opened, Submitted } from "../runtime/feature.ts";
import type { Command } from "./rules.ts";
import { teamsOf } from "../people/usual.ts";
import { endsOf } from "./views.ts";
import { keyOf, reachableOf, theirPeople, timeOf } from "./who.ts";

/** What a menu holds on both platforms (docs/platforms.md S23). */
const longestMenu = 100;
/** How far ahead shifts are swapped and changed. */
const daysAhead = 14;
/** A day of it is no day of a form, and its minutes would fit no column. */
const lastYear = 3000;

const menuOf = ({ people: all }: Organisation, ids: readonly PersonId[]): Option[] =>
  ids.slice(0, longestMenu).map((id) => ({ value: id, label: literal(all.get(id)?.name ?? "—") }));

const days = ({ timeZone }: Organisation, now: number): Option[] =>
  Array.from({ length: daysAhead }, (_, count) => {
    const { value, at } = shownDay(todayIn(timeZone, now).add({ days: count }), timeZone);
    return { value, label: msg("swap.day", { date: at }) };
  });

/** *Swap…*: a shift of one's own, a colleague, and what they give in return. */
export const swapForm: Opened = async (_tx, { organisation, now }, by) => {
  const shifts = shiftsAhead(organisation, by, now);
  if (shifts.length === 0) return sentence(msg("swap.refused.noShifts"));
  const colleagues = reachableOf(organisation, by);
  if (colleagues.length === 0) return sentence(msg("swap.refused.nobody"));
  return {
    kind: "form",
    form: "swaps.ask",
    title: msg("swap.form.title"),
    submit: msg("swap.form.submit"),
    lines: [msg("swap.form.intro")],
    fields: [
      {
        type: "choice",
        name: "shift",
        label: msg("swap.form.mine"),
        required: true,
        options: shifts.map((span) => ({
          value: keyOf(span, now),
          label: msg("swap.span", endsOf(span)),
        })),
      },
      {
        type: "choice",
        name: "with",
        label: msg("swap.form.with"),
        required: true,
        options: menuOf(organisation, colleagues),
      },
      {
        type: "choice",
        name: "day",
        label: msg("swap.form.back"),
        required: true,
        options: [{ value: "none", label: msg("swap.form.nothing") }, ...days(organisation, now)],
        value: "none",
      },
    ],
  };
};

export function askedFor(values: Note): Submitted<Command> {
  const { shift = "", with: colleague = "", day = "" } = values;
  if (shift === "") return { errors: { shift: msg("common.choose") } };
  if (!isId(colleague)) return { errors: { with: msg("common.choose") } };
  return { command: { do: "ask", shift, with: colleague, day: day === "none" ? "" : day } };
}

/** *Change a shift*: for a day, by who runs their team, or an admin. @param team of this team alone */
export const changeForm: Opened = async (_tx, { organisation, now }, by, _subject, team) => {
  const theirs = theirPeople(organisation, by).filter(
    (id) => team === undefined || teamsOf(organisation, id).includes(team),
  );
  if (theirs.length === 0) return sentence(msg("swap.refused.noRight"));
  const hour = (name: "from" | "to", such: string): Field => ({
    ...{ type: "text", name, label: msg(`change.form.${name}`), long: false, max: 5 },
    hint: msg("change.form.hint", { time: such }),
  });
  return {
    kind: "form",
    form: "swaps.change",
    title: msg("change.form.title"),
    submit: msg("change.form.submit"),
    lines: [msg("change.form.intro"), msg("change.form.counts")],
    fields: [
      // More people than a menu holds are named.
      theirs.length > longestMenu
        ? { type: "text", name: "person", label: msg("change.form.whom"), long: false, max: 200 }
        : {
            type: "choice",
            name: "person",
            label: msg("change.form.who"),
            required: true,
            options: menuOf(organisation, theirs),
          },
      {
        type: "choice",
        name: "day",
        label: msg("change.form.day"),
        required: true,
        options: days(organisation, now),
      },
      {
        type: "choice",
        name: "how",
        label: msg("change.form.how"),
        required: true,
        options: [
          { value: "off", label: msg("change.form.off") },
          { value: "works", label: msg("change.form.works") },
        ],
        value: "off",
      },
      hour("from", "09:00"),
      hour("to", "17:30"),
    ],
  };
};

export function changed(values: Note): Submitted<Command> {
  const { person = "", day = "", how = "off", from = "", to = "" } = values;
  if (person.trim() === "") return { errors: { person: msg("common.choose") } };
  if ((dayOf(day)?.year ?? lastYear) >= lastYear) return { errors: { day: msg("common.choose") } };
  const change = { do: "change", ...(isId(person) ? { person } : {}), day } as const;
  const asked = (command: Command) => (isId(person) ? { command } : { command, note: { person } });
  if (how !== "works") return asked(change);
  if (timeOf(from) === undefined) return { errors: { from: msg("change.form.noHours") } };
  if (timeOf(to) === undefined) return { errors: { to: msg("change.form.noHours") } };
  return asked({ ...change, hours: { from, to } });
}
