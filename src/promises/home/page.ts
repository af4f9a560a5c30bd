import type { PersonId } from "../../kernel/ids.ts";
import { hours } from "../../kernel/time.ts";
import { dateAndTime, literal, msg, person as named, time } from "../../platform/text.ts";
import type { Row } from "../../platform/view.ts";
import { shiftEnd } from "../../people/shift-end.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { HomePart, HomeRow, Shell } from "../../runtime/feature.ts";
import { holderButtons, promiseButton, showButton } from "../buttons.ts";
import { lastWeeks } from "../counts/store.ts";
import { type OwnPromise, heldBy } from "./store.ts";

const aDay = hours(24);
/** Who has more reads how many. */
const mostRows = 5;

/** My promises, the next first; and for supervisors how many of their teams' were kept. */
export async function home(tx: Tx, shell: Shell, person: PersonId, now: number): Promise<HomePart> {
  const { next: all, count } = await heldBy(tx, person);
  const next = all.slice(0, mostRows);
  const late = all.filter(({ dueAt }) => dueAt <= now).length;
  const more = count > next.length ? [moreRow(count - next.length)] : [];
  const weeks = await lastWeeks(tx, shell, person, now);
  return {
    begins: () => {
      const end = shiftEnd(shell.organisation, person, undefined, now) ?? now + aDay;
      return all
        .filter(({ maker, dueAt }) => maker !== person && dueAt < end)
        .map(({ promise, maker, dueAt }) => ({
          line: msg("begins.promise", { person: named(maker), time: time(dueAt) }),
          button: { ...showButton(promise), label: msg("begins.show", { time: time(dueAt) }) },
        }));
    },
    // What is due a day later is on their next shift.
    leaves: (after) =>
      all
        .filter(({ dueAt }) => dueAt >= after && dueAt < after + aDay)
        .map(({ promise, dueAt }) => ({
          line: msg("leaves.promise", { time: time(dueAt) }),
          button: {
            ...{ action: "promises.give", subject: promise },
            label: msg("leaves.give", { time: time(dueAt) }),
          },
        })),
    news: late === 0 ? [] : [msg("promise.home.due", { count: late })],
    sections:
      count === 0
        ? []
        : [
            {
              heading: msg("promise.home.heading"),
              rows: [...next.map((one) => rowOf(one, now)), ...more],
            },
          ],
    rows: [
      {
        under: "forYou",
        tone: "calm",
        line: msg("promise.home.make"),
        buttons: [promiseButton()],
      },
      ...weeks.map(({ team, share }): HomeRow => ({
        under: "team",
        tone: "calm",
        line: msg("promise.home.week"),
        detail: msg("promise.week", { team: literal(team), share }),
        buttons: [],
      })),
    ],
  };
}

/**
 * Words stand on its own card and behind *Show*, with all that can be pressed: a page is often open
 * beside others, and in Teams each button of a row takes a line.
 */
function rowOf({ promise, dueAt }: OwnPromise, now: number): Row {
  const isDue = dueAt <= now;
  return {
    tone: isDue ? "urgent" : "calm",
    line: msg(isDue ? "promise.home.now" : "promise.home.row", { when: dateAndTime(dueAt) }),
    buttons: [...(isDue ? holderButtons(promise).slice(0, 1) : []), showButton(promise)],
  };
}

const moreRow = (count: number): Row => ({
  tone: "calm",
  line: msg("common.andMore", { count }),
  buttons: [],
});
