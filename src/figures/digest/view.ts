import { noon } from "../../kernel/weeks.ts";
import { newestOnly } from "../../platform/gone.ts";
import { type Line, msg } from "../../platform/text.ts";
import type { Card, Chart, Gone } from "../../platform/view.ts";
import type { Shell, Viewer } from "../../runtime/feature.ts";
import { figuresButton } from "../buttons.ts";
import { readersOfAll } from "../readers.ts";
import { seconds } from "../say.ts";
import type { FiguresState } from "../state.ts";
import { shifted } from "../weeks.ts";
import type { Digest } from "./digest.ts";

/** A week in a picture and five sentences, for heads and leads (docs/features.md I3). */
export function show(
  { told }: FiguresState,
  viewer: Viewer,
  { organisation }: Shell,
): Card | Gone | undefined {
  if (told === undefined || !readersOfAll(organisation).includes(viewer.person)) return undefined;
  return newestOnly(`w${told.week}`, viewer, () => card(told, organisation.timeZone));
}

function card(digest: Digest, timeZone: string): Card {
  const chart = chartOf(digest, timeZone);
  return {
    kind: "card",
    tone: "calm",
    summary: msg("digest.summary"),
    title: msg("digest.title", days(digest, timeZone)),
    facts: [],
    lines: sentences(digest),
    ...(chart === undefined ? {} : { chart }),
    buttons: [figuresButton],
    footer: msg("figures.rule"),
  };
}

const days = ({ week }: Digest, timeZone: string) => ({
  from: noon(week, timeZone),
  to: noon(Temporal.PlainDate.from(shifted(week, 1)).subtract({ days: 1 }).toString(), timeZone),
});

/** Help in time, cover, causes, promises, good calls: what cannot be shown says so. */
function sentences({ inTime, alone, taken, cover, cause, promises, goodCalls }: Digest): Line[] {
  return [
    inTime === undefined || alone === undefined || taken === undefined
      ? msg("digest.noHelp")
      : msg("digest.help", { inTime, alone, taken: seconds(taken) }),
    cover === undefined ? msg("digest.noCover") : msg("digest.cover", cover),
    cause === undefined
      ? msg("digest.noCause")
      : msg("digest.cause", {
          cause: msg(`category.${cause.category}` as "category.OTH"),
          count: cause.calls,
        }),
    promises === undefined ? msg("digest.noPromises") : msg("digest.promises", { share: promises }),
    goodCalls === undefined ? msg("digest.noGood") : msg("digest.good", { count: goodCalls }),
  ];
}

const drawn = ["inTime", "alone", "promises"] as const;

/** The shares of four weeks side by side; a share that was never shown is left out. */
function chartOf({ weeks }: Digest, timeZone: string): Chart | undefined {
  const names = drawn.filter((name) => weeks.some((week) => week[name] !== undefined));
  if (names.length === 0) return undefined;
  return {
    title: msg("digest.chart"),
    alternative: weeks.flatMap((week) =>
      names.flatMap((name) =>
        week[name] === undefined
          ? []
          : [
              msg("digest.point", {
                date: noon(week.week, timeZone),
                label: msg(`digest.share.${name}`),
                share: week[name],
              }),
            ],
      ),
    ),
    columns: weeks.map(({ week }) => msg("figures.week", { date: noon(week, timeZone) })),
    rows: names.map((name) => ({
      label: msg(`digest.share.${name}`),
      spans: weeks.map((week) => {
        const value = week[name];
        return value === undefined ? undefined : { from: 0, to: value };
      }),
    })),
    most: 100,
  };
}
