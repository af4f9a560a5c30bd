import type { PersonId } from "../../kernel/ids.ts";
import { dateAndTime, literal, msg } from "../../platform/text.ts";
import type { Row } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { HomePart, HomeRow, Shell } from "../../runtime/feature.ts";
import { holderButtons, promiseButton, showButton } from "../buttons.ts";
import { lastWeeks } from "../counts/store.ts";
import { type OwnPromise, heldBy } from "./store.ts";

/** My promises, the next first; and for supervisors how many of their teams' were kept. */
export async function home(tx: Tx, shell: Shell, person: PersonId, now: number): Promise<HomePart> {
  const { next, count } = await heldBy(tx, person);
  const late = next.filter(({ dueAt }) => dueAt <= now).length;
  const more = count > next.length ? [moreRow(count - next.length)] : [];
  const weeks = await lastWeeks(tx, shell, person, now);
  return {
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
