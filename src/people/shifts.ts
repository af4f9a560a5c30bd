import { sql } from "kysely";
import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { OrganisationId, PersonId } from "../kernel/ids.ts";
import { type Instant, hours, minutes } from "../kernel/time.ts";
import { type Line, msg, time } from "../platform/text.ts";
import type { Button, Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Feature, HomePart, Shell, Statement } from "../runtime/feature.ts";
import { isOnShift } from "./usual.ts";

/** `/shift on` ends by itself after this long, if the command names no hours. */
const shiftLasts = hours(10);
/** *On a call* ends by itself, in case nobody says so. */
const callLasts = minutes(60);

/**
 * What a person said of themselves: on or off shift, in a call. The subject of this feature is the
 * person.
 */
export interface Presence {
  readonly person: PersonId;
  readonly lastAt: Instant;
  readonly shift?: "on" | "off";
  readonly shiftUntil?: Instant;
  readonly onCallUntil?: Instant;
}
type Command =
  | { readonly do: "shift"; readonly to: "on" | "off" }
  | { readonly do: "call"; readonly on: boolean }
  | { readonly do: "nothing" };
export type Event =
  | {
      readonly type: "shiftSaid";
      readonly at: Instant;
      readonly person: PersonId;
      readonly to: "on" | "off";
      readonly until: Instant;
    }
  | {
      readonly type: "callSaid";
      readonly at: Instant;
      readonly person: PersonId;
      readonly until?: Instant;
    };
type Answer = "on" | "off" | "on-call" | "off-call";
type Refusal = "usage";

export function decide(
  _: Presence | undefined,
  command: Command,
  given: Given,
): Decision<Event, Answer, Refusal> {
  const { at, by } = given;
  if (by === undefined || command.do === "nothing") return { refused: "usage" };
  if (command.do === "shift")
    return {
      events: [{ type: "shiftSaid", at, person: by, to: command.to, until: at + shiftLasts }],
      answer: command.to,
    };
  return {
    events: [{ type: "callSaid", at, person: by, until: command.on ? at + callLasts : undefined }],
    answer: command.on ? "on-call" : "off-call",
  };
}

export function evolve(before: Presence | undefined, event: Event): Presence {
  const now = { ...before, person: event.person, lastAt: event.at };
  if (event.type === "shiftSaid") return { ...now, shift: event.to, shiftUntil: event.until };
  const { onCallUntil: _, ...rest } = now;
  return event.until === undefined ? rest : { ...rest, onCallUntil: event.until };
}

export const shifts: Feature<Presence, Command, Event, undefined, Presence, Answer, Refusal> = {
  name: "shifts",
  journaled: false,
  rules: {
    decide,
    evolve,
    effects: (event): Effect[] => [{ do: "refreshHome", people: [event.person] }],
    lastAt: (presence) => presence.lastAt,
    idOf: (presence) => presence.person,
  },
  doors: {
    words: {
      shift: (text) => {
        const to = text.trim().toLowerCase();
        return { command: to === "on" || to === "off" ? { do: "shift", to } : { do: "nothing" } };
      },
    },
    presses: {
      on: () => ({ do: "shift", to: "on" }),
      off: () => ({ do: "shift", to: "off" }),
      onCall: () => ({ do: "call", on: true }),
      offCall: () => ({ do: "call", on: false }),
    },
  },
  store: {
    load: (organisation, find) =>
      sql`${presenceOf(organisation, "subject" in find ? find.subject : find.by)} for update`,
    write: (_shell, presence, { version }) => [keep(presence, version)],
    // For the answer to a redelivery: nothing of this is ever shown as a message.
    show: async (tx, shell, subject) =>
      (await presenceOf(shell.organisation.id, subject).execute(tx)).rows[0]?.state,
  },
  views: {
    shown: (presence) => presence,
    answer: (code, presence) => {
      if (code === "on") return notice(msg("shift.on", { time: time(presence.shiftUntil ?? 0) }));
      if (code === "off") return notice(msg("shift.off"));
      return notice(msg(code === "on-call" ? "presence.onCall" : "presence.offCall"));
    },
    refusal: () => notice(msg("shift.usage")),
    home,
  },
  care: { tidy: forgetPast },
};

const presenceOf = (organisation: OrganisationId, person: PersonId) => sql<{
  state: Presence;
  version: number;
}>`
    select jsonb_strip_nulls(jsonb_build_object('person', person, 'lastAt', 0, 'shift', shift,
      'shiftUntil', floor(extract(epoch from shift_until) * 1000),
      'onCallUntil', floor(extract(epoch from on_call_until) * 1000))) as state, version
    from handrail.presence where organisation_id = ${organisation} and person = ${person}::uuid`;

function keep({ person, shift, shiftUntil, onCallUntil }: Presence, version: number): Statement {
  const until = (at: Instant | undefined) => (at === undefined ? null : new Date(at));
  return sql`
    insert into handrail.presence (organisation_id, person, version, shift, shift_until,
      on_call_until)
    values (handrail.organisation(), ${person}, ${version}, ${shift ?? null},
      ${until(shiftUntil)}, ${until(onCallUntil)})
    on conflict (organisation_id, person) do update
    set version = excluded.version, shift = excluded.shift, shift_until = excluded.shift_until,
      on_call_until = excluded.on_call_until`;
}

/**
 * When somebody's last shift, call or break ended would be a history. After a day nobody needs it.
 * A missing row means the same as an old one.
 */
async function forgetPast(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.presence where organisation_id = handrail.organisation()
      and coalesce(greatest(shift_until, away_until, on_call_until), '-infinity')
        < (select handrail.now()) - interval '24 hours'`.execute(tx);
}

const notice = (line: Line): Notice => ({
  kind: "notice",
  tone: "calm",
  lines: [line],
  buttons: [],
});

async function home(tx: Tx, shell: Shell, person: PersonId, now: Instant): Promise<HomePart> {
  const row = await tx
    .selectFrom("presence")
    .selectAll()
    .where("person", "=", person)
    .executeTakeFirst();
  const known = shell.organisation.people.get(person);
  const said =
    row?.shift_until != null && row.shift_until > now ? (row.shift as "on" | "off" | null) : null;
  const onShift = isOnShift(
    shell.organisation,
    [...(known?.supervises ?? []), ...(known?.agentOf ?? [])],
    said,
    now,
  );
  const onCall = row?.on_call_until != null && row.on_call_until > now;
  const supervisor = (known?.supervises.length ?? 0) > 0;
  const buttons: Button[] = [
    {
      action: onShift ? "shifts.off" : "shifts.on",
      label: msg(onShift ? "button.shiftOff" : "button.shiftOn"),
    },
  ];
  if (supervisor)
    buttons.push({
      action: onCall ? "shifts.offCall" : "shifts.onCall",
      label: msg(onCall ? "button.offCall" : "button.onCall"),
    });
  const line = msg(onCall ? "home.onCall" : onShift ? "home.onShift" : "home.offShift");
  return {
    first: [],
    sections: [{ heading: msg("home.you"), rows: [{ tone: "calm", line, buttons }] }],
  };
}
