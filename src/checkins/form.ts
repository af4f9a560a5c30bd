import type { PersonId } from "../kernel/ids.ts";
import { notice } from "../platform/notice.ts";
import { type Line, literal, msg } from "../platform/text.ts";
import type { Field, Form, Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Shell } from "../runtime/feature.ts";
import { easingField } from "./after/form.ts";
import { helpLines } from "../people/support.ts";
import { helps, longestNote, scale, turnOf, turns } from "./questions.ts";
import { localDay, weekly } from "./schedule.ts";
import { stateOf } from "./store.ts";
import { zoneOf } from "../people/place.ts";
import { offeredTo } from "./where.ts";

/**
 * Three taps and one rotating (docs/features.md K2), and who sees them, on the screen that asks.
 */
export async function questions(tx: Tx, shell: Shell, by: PersonId): Promise<Form | Notice> {
  if (offeredTo(shell.organisation, by) === undefined) return off(shell, by);
  const turn = turnOf(localDay(shell.now, zoneOf(shell.organisation, by)));
  const easing = easingField((await stateOf(tx, by))?.care?.easing, false);
  return {
    kind: "form",
    form: "checkins.answer",
    title: msg("checkin.form.title"),
    submit: msg("checkin.form.submit"),
    lines: [msg("checkin.whoSees"), msg("checkin.recorded"), ...helpLines(shell.organisation, by)],
    fields: [
      ...(easing === undefined ? [] : [easing]),
      choice(
        "energy",
        scale.map((n) => ({ value: String(n), label: msg(`checkin.energy.${n}`) })),
      ),
      choice(
        "strain",
        scale.map((n) => ({ value: String(n), label: msg(`checkin.strain.${n}`) })),
      ),
      choice(
        "help",
        helps.map((value) => ({ value, label: msg(`checkin.help.${value}`) })),
      ),
      {
        ...choice(
          "turn",
          turns.map((said) => ({ value: `${turn}.${said}`, label: msg(`checkin.turn.${said}`) })),
        ),
        label: msg(`checkin.turn.q${turn as 0}`),
      },
      {
        type: "text",
        name: "note",
        label: msg("checkin.form.note"),
        hint: msg("checkin.noteHint"),
        long: true,
        max: longestNote,
      },
    ],
  };
}

function choice(
  name: "energy" | "strain" | "help" | "turn",
  options: readonly { value: string; label: Line }[],
): Field & { type: "choice" } {
  return { type: "choice", name, label: msg(`checkin.form.${name}`), options, required: false };
}

/** ISO weekdays; `1-5` is every working day. */
const dayChoices = ["1", "2", "3", "4", "5", "6", "7", "1-5"] as const;
/** On the hour and the half hour, around the clock: nights are worked too. */
const times = Array.from({ length: 48 }, (_, half) => ({
  hour: Math.floor(half / 2),
  minute: (half % 2) * 30,
}));
const clock = ({ hour, minute }: { hour: number; minute: number }) =>
  `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;

export async function chooseTime(_tx: Tx, shell: Shell, by: PersonId): Promise<Form | Notice> {
  if (offeredTo(shell.organisation, by) === undefined) return off(shell, by);
  return {
    kind: "form",
    form: "checkins.choose",
    title: msg("checkin.form.when.title"),
    submit: msg("checkin.form.keep"),
    lines: [msg("checkin.ownTime", { zone: literal(zoneOf(shell.organisation, by)) })],
    fields: [
      {
        ...{ type: "choice", name: "day", label: msg("checkin.form.day"), required: true },
        options: dayChoices.map((value) => ({
          value,
          label: msg(value === "1-5" ? "checkin.weekdays" : `checkin.day.${value}`),
        })),
      },
      {
        ...{ type: "choice", name: "time", label: msg("checkin.form.time"), required: true },
        options: times.map((time) => ({ value: clock(time), label: literal(clock(time)) })),
      },
    ],
  };
}

/** From the form, so untrusted: only what it offers makes an expression. */
export function cronOf({
  day = "",
  time = "",
}: Readonly<Record<string, string>>): string | undefined {
  const chosen = times.find((one) => clock(one) === time);
  if (chosen === undefined || !dayChoices.some((one) => one === day)) return undefined;
  // Sunday is 7 for people and 0 for cron.
  return weekly(day === "7" ? "0" : day, chosen.hour, chosen.minute);
}

const off = (shell: Shell, by: PersonId): Notice => ({
  ...notice([msg("checkin.off"), ...helpLines(shell.organisation, by)]),
});
