import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import { hoursOf } from "../edges.ts";
import { edgesOf } from "../roster/now.ts";
import { shiftEnd } from "../shift-end.ts";
import { shiftStart } from "../shift-start.ts";
import { isOnShift } from "../usual.ts";
import { type Facts, late, lookEvery } from "./rules.ts";

/** What somebody said with `/shift`, as long as it counts. */
export interface SaidOfShift {
  readonly shift: "on" | "off";
  readonly until: Instant;
}

/** Whether somebody is at work, and when that changes. */
export function dutyNow(
  organisation: Organisation,
  person: PersonId,
  said: SaidOfShift | undefined,
  at: Instant,
): Omit<Facts, "concerned"> {
  const isOn = (moment: Instant) => isOnShift(organisation, person, null, moment);
  const counts = said !== undefined && said.until > at ? said : undefined;
  const on = counts === undefined ? isOn(at) : counts.shift === "on";
  const from = counts?.until ?? at;
  const changes =
    isOn(from) === on
      ? on
        ? shiftEnd(organisation, person, undefined, from)
        : shiftStart(organisation, person, from)
      : from;
  const isKnown =
    hoursOf(organisation, person).length > 0 || edgesOf(organisation, person).length > 0;
  const began = shiftStart(organisation, person, at - late, at + 1);
  return {
    on,
    changes,
    again: changes === undefined && isKnown ? at + lookEvery : undefined,
    forAWhile: isOn(at) && began === undefined,
  };
}
