import type { PersonId } from "../kernel/ids.ts";
import type { Page, PageList, PageRow } from "../platform/page.ts";
import { type Line, dateAndTime, literal, msg, person } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";
import { mayOpenDesk, teamChoice, teamsOnDesk } from "../people/desk.ts";
import { atWork } from "../people/presence.ts";
import { rosterSource } from "../people/roster/store.ts";
import { weekOf } from "../people/roster/week.ts";
import { teamsOf } from "../people/usual.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import type { Shell } from "../runtime/feature.ts";
import type { OnePage } from "../runtime/web/pages.ts";
import { readAhead } from "./store.ts";
import type { Swap } from "./swap.ts";
import { answersOf, endsOf, toldCard, withdrawOf } from "./views.ts";
import { theirPeople } from "./who.ts";

/** *People*: who works when, what is asked of whom, and what was agreed; changed as in a chat. */
export const peoplePage: OnePage = {
  may: mayOpenDesk,
  async make(tx, shell, { person: by }, { team: asked = "" }) {
    const { organisation, now } = shell;
    const own = teamsOnDesk(organisation, by);
    const team = own.includes(asked) ? asked : "";
    const source = await rosterSource(tx);
    const seen = seenBy(organisation, by, team, await readAhead(tx));
    const of = (status: Swap["status"]) => seen.filter((swap) => swap.status === status);
    return {
      title: msg("web.people"),
      lines: [
        msg("web.peopleLine", { zone: literal(organisation.timeZone) }),
        msg(source === undefined ? "web.rosterHours" : rosterLines[source]),
      ],
      choices: teamChoice(own, asked),
      parts: [
        asksOf(of("asked"), by, ownButtons(shell, by, team)),
        ...weekOf(organisation, team === "" ? own : [team], now),
        agreedOf(of("agreed")),
      ],
    } satisfies Page;
  },
};

const rosterLines = { file: "web.rosterFile", api: "web.rosterApi" } as const;

/** Of the people whose shifts they may change; and what is asked of themselves, or by them. */
function seenBy(
  organisation: Organisation,
  by: PersonId,
  team: string,
  swaps: readonly Swap[],
): readonly Swap[] {
  const theirs = new Set(theirPeople(organisation, by));
  return swaps.filter(({ owner, asked, taker }) => {
    if (organisation.people.get(owner)?.listed !== true) return false;
    if (owner === by || taker === by || asked.includes(by)) return true;
    return theirs.has(owner) && (team === "" || teamsOf(organisation, owner).includes(team));
  });
}

/** What can be begun here. Whether they said `/shift on` does not count: nothing of it is shown. */
function ownButtons({ organisation, now }: Shell, by: PersonId, team: string): Button[] {
  const { others } = atWork(organisation, by, undefined, now);
  const begins = others.filter(({ action }) => action.startsWith("swaps."));
  return begins.map((button) =>
    button.action === "swaps.changeForm" && team !== "" ? { ...button, argument: team } : button,
  );
}

const asksOf = (swaps: readonly Swap[], by: PersonId, buttons: readonly Button[]): PageList => ({
  kind: "list",
  heading: msg("people.asks"),
  empty: msg("people.noAsks"),
  rows: swaps.map((swap): PageRow => {
    const asked = askedRow(swap);
    if (swap.owner === by) return { ...asked, buttons: [withdrawOf(swap)] };
    return swap.asked.includes(by) ? { ...asked, buttons: answersOf(swap) } : asked;
  }),
  buttons,
});

function askedRow(swap: Swap): PageRow {
  const { kind, owner, asked, span, back } = swap;
  const tone = swap.urgent === true ? "urgent" : "calm";
  const by = person(owner);
  if (kind === "place")
    return { tone, line: msg("people.place", { person: by, until: dateAndTime(span.to) }) };
  const other = person(asked[0] ?? "");
  const given = { person: other, ...endsOf(span) };
  return {
    tone,
    line: msg("people.swap", { by, person: other }),
    detail: back === undefined ? msg("swap.them", given) : both(swap, asked[0] ?? ""),
  };
}

/** Whose shift each of the two works. */
function both({ owner, span, back = span }: Swap, other: PersonId): Line {
  const { from: backFrom, until: backUntil } = endsOf(back);
  return msg("people.both", {
    ...{ person: person(other), ...endsOf(span) },
    ...{ by: person(owner), backFrom, backUntil },
  });
}

/** As who runs the team was told. */
const agreedOf = (swaps: readonly Swap[]): PageList => ({
  kind: "list",
  heading: msg("people.agreed"),
  lines: [msg("people.agreedLine")],
  empty: msg("people.noneAgreed"),
  rows: swaps.map((swap): PageRow => {
    const { title, lines } = toldCard(swap);
    const { kind, back, taker } = swap;
    return {
      tone: "calm",
      line: title,
      detail: kind === "swap" && back !== undefined ? both(swap, taker ?? "") : lines[0],
    };
  }),
});
