import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { zoneOf } from "../people/place.ts";
import { helpLines } from "../people/support.ts";
import { type Line, literal, msg } from "../platform/text.ts";
import type { Chart, Form, Notice, Row } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Shell } from "../runtime/feature.ts";
import { readHistory } from "./answers/store.ts";
import type { Answered } from "./offers.ts";
import { isCheckIn, scale } from "./questions.ts";
import { openButton } from "./views.ts";

/** The newest so many: more bars than these are no small picture. */
const shown = 8;
const most = scale.length;

/**
 * My own answers as a small picture over time (docs/features.md K6). In a dialog only, because a
 * message would repeat answers; opened from the sealed store for this person, and kept nowhere.
 */
export async function picture(tx: Tx, shell: Shell, by: PersonId): Promise<Form | Notice> {
  const history = await readHistory(tx, shell, by);
  const answered = history.filter(({ answers }) => isCheckIn(answers)).slice(-shown);
  const help = helpLines(shell.organisation, by);
  if (answered.length === 0)
    return {
      ...{ kind: "notice", tone: "calm", lines: [msg("checkin.picture.none"), ...help] },
      buttons: [openButton],
    };
  const zone = zoneOf(shell.organisation, by);
  const days = answered.map((one) => ({ ...one, noon: noonOf(one.day, zone) }));
  return {
    kind: "form",
    form: "checkins.picture",
    title: msg("checkin.picture.form.title"),
    lines: [msg("checkin.picture.private"), ...help],
    chart: chartOf(days),
    sections: [
      ...scales.map((name) => ({
        heading: msg(`checkin.picture.${name}`),
        rows: days.flatMap(({ noon, answers }) => row(noon, valueRow(answers[name]))),
      })),
      {
        heading: msg("checkin.form.help"),
        rows: days.flatMap(({ noon, answers: { help: said } }) =>
          row(noon, said === undefined ? undefined : msg(`checkin.help.${said}`)),
        ),
      },
    ].filter(({ rows }) => rows.length > 0),
    fields: [],
  };
}

const scales = ["energy", "strain"] as const;
type Day = Answered & { readonly noon: Instant };

const valueRow = (value: number | undefined): Line | undefined =>
  value === undefined
    ? undefined
    : msg("checkin.picture.value", {
        value,
        bar: literal("■".repeat(value) + "□".repeat(most - value)),
      });

const row = (noon: Instant, said: Line | undefined): Row[] =>
  said === undefined
    ? []
    : [
        {
          tone: "calm",
          line: msg("checkin.picture.row", { date: noon, said }),
          buttons: [],
        },
      ];

function chartOf(days: readonly Day[]): Chart {
  const values = (name: (typeof scales)[number]) =>
    days.map(({ answers }) =>
      answers[name] === undefined ? undefined : { from: 0, to: answers[name] },
    );
  return {
    title: msg("checkin.picture.form.title"),
    alternative: scales.flatMap((name) => [
      msg(`checkin.picture.${name}`),
      ...days.flatMap(({ noon, answers }) =>
        row(noon, valueRow(answers[name])).map(({ line }) => line),
      ),
    ]),
    columns: days.map(({ noon }) => msg("trend.chart.from", { from: noon })),
    rows: scales.map((name) => ({
      label: msg(`checkin.picture.${name}`),
      spans: values(name),
    })),
    most,
    own: true,
  };
}

/** A moment of that day where they are: dates are drawn in the reader's own zone. */
const noonOf = (day: string, zone: string): Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: "12:00" })
    .epochMilliseconds;
