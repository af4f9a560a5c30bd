import type { PersonId } from "../kernel/ids.ts";
import type { Shift } from "../kernel/spans.ts";
import type { Instant } from "../kernel/time.ts";
import { type Line, msg, telephone, time } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import type { HomePart, HomeRow } from "../runtime/feature.ts";
import { nextShift } from "./roster/ahead.ts";
import { shiftEnd } from "./shift-end.ts";
import { isAdminOf, supportOf } from "./support.ts";
import { isOnShift } from "./usual.ts";

/** What somebody said of themselves that may still count. */
export interface Said {
  readonly shift?: "on" | "off" | undefined;
  readonly shiftUntil?: Instant | undefined;
  readonly onCallUntil?: Instant | undefined;
}

/** Whether somebody is at work now: what they read of it, and what they can press. */
export interface AtWork {
  readonly shift: Line;
  /** Absent: they are not on a call. */
  readonly call?: Line;
  readonly isOn: boolean;
  /** What changes most for others. */
  readonly first: readonly Button[];
  readonly others: readonly Button[];
}

export function atWork(
  organisation: Organisation,
  person: PersonId,
  said: Said | undefined,
  now: Instant,
): AtWork {
  const { supervises = [] } = organisation.people.get(person) ?? {};
  const mayChange = supervises.length > 0 || isAdminOf(organisation, person);
  const counts = said?.shiftUntil !== undefined && said.shiftUntil > now;
  // They may have said that they are on shift where no shift of theirs is: nobody can take that.
  const next = nextShift(organisation, person, now);
  const shift = (counts ? said.shift : undefined) ?? null;
  if (!isOnShift(organisation, person, shift, now))
    return {
      isOn: false,
      shift: msg("shift.off"),
      first: [{ action: "shifts.on", label: msg("button.shiftOn") }],
      others: changes(next, mayChange),
    };
  const until = shiftEnd(organisation, person, { shift, until: said?.shiftUntil ?? null }, now);
  const onCall = said?.onCallUntil !== undefined && said.onCallUntil > now;
  const call: Button = onCall
    ? { action: "shifts.offCall", label: msg("button.offCall") }
    : { action: "shifts.onCall", label: msg("button.onCall") };
  return {
    isOn: true,
    shift: until === undefined ? msg("home.onShift") : msg("shift.on", { time: time(until) }),
    ...(onCall ? { call: msg("presence.onCall") } : {}),
    first: supervises.length > 0 ? [call] : [],
    others: [
      { action: "shifts.off", label: msg("button.shiftOff") },
      ...(next !== undefined && next.from <= now ? [place] : []),
      ...changes(next, mayChange),
    ],
  };
}

const place: Button = { action: "swaps.place", label: msg("button.myPlace") };

const change: Button = { action: "swaps.changeForm", label: msg("button.changeShift") };

/** What changes shifts: their own where one is known, and those that they may change for others. */
const changes = (next: Shift | undefined, mayChange: boolean): Button[] => [
  ...(next === undefined ? [] : [{ action: "swaps.form", label: msg("button.swap") }]),
  ...(mayChange ? [change] : []),
];

/** Pressed there, the page itself shows what came of it. */
const shown = (buttons: readonly Button[]): Button[] =>
  buttons.map((button) => ({ ...button, argument: "shown" }));

export function presenceAtHome(
  organisation: Organisation,
  person: PersonId,
  said: Said | undefined,
  now: Instant,
): HomePart {
  const { supervises = [], agentOf = [] } = organisation.people.get(person) ?? {};
  // Nobody would be asked for them, and nobody asks them.
  if (supervises.length + agentOf.length === 0)
    return {
      news: isLead(organisation, person) ? [] : [inNoTeam(organisation)],
      rows: isAdminOf(organisation, person) ? [changeRow] : [],
    };
  const { isOn, shift, call, first, others } = atWork(organisation, person, said, now);
  return {
    news: isOn ? (call === undefined ? [] : [call]) : [shift],
    presence: [shift],
    rows: [
      {
        under: "settings",
        tone: "calm",
        line: msg("shift.differ"),
        first: shown(first),
        buttons: shown(others),
      },
    ],
  };
}

/** An admin who is in no team changes shifts of all of them. */
const changeRow: HomeRow = {
  ...{ under: "team", tone: "calm", line: msg("shift.change"), buttons: [change] },
};

const isLead = (organisation: Organisation, person: PersonId): boolean =>
  supportOf(organisation).leads.includes(person);

const inNoTeam = ({ dutyPhone }: Organisation): Line =>
  dutyPhone === undefined
    ? msg("refused.noTeamNoPhone")
    : msg("refused.noTeam", { phone: telephone(dutyPhone) });
