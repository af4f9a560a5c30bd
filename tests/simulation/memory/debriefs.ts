import { roundsSubject } from "../../../src/debriefs/round/rules.ts";
import { type Meanings, type Rows, all, at, json, orNull, some } from "./meaning.ts";
import { forgottenOf, loadKey, loadOwn, saver } from "./own.ts";
import type { Session } from "./session.ts";

/* debriefs/store.ts, meetings.ts, wishes.ts and round/store.ts. */

const engaged = ["searching", "offered", "accepted"];

export const debriefMeanings: Meanings = [
  ["select state, version from handrail.debriefs", loadOwn("debriefs")],
  ["insert into handrail.debriefs", saver("debriefs", true)],
  [
    `select "state" from "handrail"."debriefs"`,
    (s, _, [person]) => some(s.shelf.debriefs.get(s, String(person))),
  ],
  [
    "select state from handrail.debriefs",
    (s, text, values) => {
      const but = at(text, values, /person <> \$(\d+)/);
      const others = all(s, "debriefs").filter(
        (row) => engaged.includes(row.status) && row.person !== but,
      );
      return others.toSorted((a, b) => (a.person < b.person ? -1 : 1));
    },
  ],
  [
    "from handrail.debriefs d where",
    forgottenOf("debriefs", "debriefs", (row) => row.status !== "idle"),
  ],
  [
    `select "wishes" from "handrail"."debrief_wishes"`,
    (s, _, [person]) => some(s.shelf.wishes.get(s, String(person))),
  ],
  [`select "person", "wishes" from "handrail"."debrief_wishes"`, (s) => all(s, "wishes")],
  ["insert into handrail.debrief_wishes", keepWishes],
  [`select "meeting", "pair" from "handrail"."debrief_meetings"`, (s) => all(s, "meetings")],
  [`insert into "handrail"."debrief_meetings"`, keepMeeting],
  [`delete from "handrail"."debrief_meetings"`, dropMeeting],
  [
    /^select "handrail"\."messages"\."address", "handrail"\."messages"\."state", "handrail"\."accounts"\."workspace"/,
    conversation,
  ],
  ["select state, version from handrail.debrief_rounds", (s) => loadKey(s, "rounds", "one")],
  ["insert into handrail.debrief_rounds", saveRounds],
  [`select "state", "groups" from "handrail"."debrief_rounds"`, (s) => all(s, "rounds")],
  ["from handrail.debrief_rounds r where", forgottenRounds],
];

/** Live messages of a view on an occasion: feature, subject, view, occasion, state. */
function conversation(
  session: Session,
  _: string,
  [feature, subject, view, occasion, state]: readonly unknown[],
): Rows {
  return all(session, "messages")
    .filter(
      (m) =>
        m.feature === feature &&
        m.subject === subject &&
        m.view === view &&
        m.occasion === occasion &&
        m.state === state,
    )
    .map((m) => ({
      ...m,
      workspace: session.shelf.accounts.get(session, m.account_id)?.workspace ?? "",
    }))
    .toSorted((a, b) => (a.workspace < b.workspace ? -1 : 1));
}

async function keepWishes(
  session: Session,
  _: string,
  [who, wishes]: readonly unknown[],
): Promise<Rows> {
  const person = String(who);
  await session.shelf.wishes.lock(session, person);
  session.shelf.wishes.set(session, person, { person, wishes: String(wishes) });
  return [{}];
}

async function keepMeeting(
  session: Session,
  text: string,
  values: readonly unknown[],
): Promise<Rows> {
  const columns = /\(([^)]*)\) values/.exec(text)?.[1]?.replaceAll('"', "").split(", ") ?? [];
  const value = (column: string) => String(values[columns.indexOf(column)]);
  const meeting = value("meeting");
  if ((await session.shelf.meetings.lock(session, meeting)) !== undefined) session.refuse("23505");
  session.shelf.meetings.set(session, meeting, { meeting, pair: value("pair") });
  return [{}];
}

async function dropMeeting(session: Session, _: string, [id]: readonly unknown[]): Promise<Rows> {
  const meeting = String(id);
  if ((await session.shelf.meetings.lock(session, meeting)) === undefined) return [];
  session.shelf.meetings.set(session, meeting, undefined);
  return [{}];
}

/** version, state, groups. */
async function saveRounds(
  session: Session,
  _: string,
  [version, state, groups]: readonly unknown[],
): Promise<Rows> {
  const before = await session.shelf.rounds.lock(session, "one");
  const after = {
    person: roundsSubject,
    version: Number(version),
    status: "rounds",
    state: json(state),
    groups: orNull(groups),
  };
  session.shelf.rounds.set(session, "one", after);
  session.changes.push({ table: "rounds", before, after });
  return [{}];
}

function forgottenRounds(session: Session): Rows {
  const looked = all(session, "timers").some((timer) => timer.feature === "rounds");
  return looked ? [] : all(session, "rounds").filter((row) => "next" in row.state);
}
