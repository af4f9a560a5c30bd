import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { type Line, msg, person, time } from "../platform/text.ts";
import type { Button, Row } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { HomePart, Shell } from "../runtime/feature.ts";
import { wishesButton } from "./buttons.ts";
import { type Shown, readShown } from "./store.ts";
import { readWishes } from "./wishes.ts";

/** A person's own: where their debrief stands, and whether they may be asked to listen. */
export async function home(tx: Tx, shell: Shell, self: PersonId, now: Instant): Promise<HomePart> {
  const shown = await readShown(tx, shell, self);
  const wishes = await readWishes(tx, shell, self);
  const ask: Button = { action: "debriefs.ask", label: msg("debrief.button.ask") };
  const own: Row = { tone: "calm", line: standing(shown), buttons: isRunning(shown) ? [] : [ask] };
  const toggle: Button = wishes.willing
    ? { action: "debriefs.unwilling", label: msg("debrief.button.unwilling") }
    : { action: "debriefs.willing", label: msg("debrief.button.willing") };
  const paused =
    wishes.willing && wishes.pausedUntil !== undefined && now < wishes.pausedUntil
      ? wishes.pausedUntil
      : undefined;
  const line =
    paused === undefined
      ? msg(wishes.willing ? "debrief.home.willing" : "debrief.home.unwilling")
      : msg("debrief.home.paused", { time: time(paused) });
  return {
    first: [],
    sections: [
      {
        heading: msg("debrief.home"),
        rows: [
          own,
          wishes.lost === true
            ? { tone: "calm", line: msg("debrief.home.lost"), buttons: [wishesButton] }
            : { tone: "calm", line, buttons: [toggle, wishesButton] },
        ],
      },
    ],
  };
}

const isRunning = (shown: Shown | undefined): boolean =>
  shown !== undefined && ["searching", "offered", "accepted"].includes(shown.debrief.status);

function standing(shown: Shown | undefined): Line {
  const debrief = shown?.debrief;
  if (debrief?.status === "accepted")
    return msg("debrief.home.with", { person: person(debrief.partner) });
  return msg(isRunning(shown) ? "debrief.home.finding" : "debrief.home.you");
}
