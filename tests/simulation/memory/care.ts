import { type Meanings, all, some } from "./meaning.ts";
import { forgottenOf, loadOwn, saver } from "./own.ts";

/* breaks/store.ts and checkins/store.ts. Answers to check-ins are not given here: sealing them is real work, off this clock. */

const noBreak = (person: string) => ({ person, status: "none", lastAt: 0 });

export const careMeanings: Meanings = [
  ["select state, version from handrail.breaks where", loadOwn("breaks", noBreak)],
  [
    `from "handrail"."breaks" where status <> 'none'`,
    (s) => all(s, "breaks").filter((row) => row.status !== "none"),
  ],
  ["insert into handrail.breaks", saver("breaks", true)],
  [
    `select "state" from "handrail"."breaks" where "person"`,
    (s, _, [person]) => some(s.shelf.breaks.get(s, String(person))),
  ],
  // Numbers of a team's week: nothing in a day looks at them.
  ["insert into handrail.break_weeks", () => []],
  [`from "handrail"."break_weeks"`, () => []],
  ["from handrail.breaks b where", forgottenOf("breaks", "breaks", (row) => row.status !== "none")],
  ["select state, version from handrail.check_ins", loadOwn("check_ins")],
  ["insert into handrail.check_ins (", saver("check_ins", false)],
  [
    `select "state" from "handrail"."check_ins"`,
    (s, _, [person]) => some(s.shelf.check_ins.get(s, String(person))),
  ],
  [`select "day", "sealed" from "handrail"."check_in_answers"`, () => []],
  [`select "day" from "handrail"."check_in_answers"`, () => []],
  [`select "wrapped" from "handrail"."check_in_keys"`, () => []],
  [
    "from handrail.check_ins c where",
    forgottenOf(
      "check_ins",
      "checkins",
      (row) => row.status === "waiting" || (row.status === "on" && "next" in row.state),
    ),
  ],
];
