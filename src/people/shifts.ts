import { sql } from "kysely";
import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { OrganisationId, PersonId } from "../kernel/ids.ts";
import { type Instant, hours, minutes } from "../kernel/time.ts";
import { type Line, msg } from "../platform/text.ts";
import type { Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Feature, HomePart, Shell, Statement } from "../runtime/feature.ts";
import { onShiftForApi } from "./on-shift/store.ts";
import { atWork, presenceAtHome } from "./presence.ts";
import { shiftsFromApi } from "./roster/push.ts";
import { tidyRoster } from "./roster/store.ts";

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
  /** `shown`: pressed at home, where the page itself shows what came of it. */
  | { readonly do: "shift"; readonly to: "on" | "off"; readonly shown?: boolean }
  | { readonly do: "call"; readonly on: boolean; readonly shown?: boolean }
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
/** Said something that is no state. */
type Refusal = "usage";

export function decide(
  _: Presence | undefined,
  command: Command,
  given: Given,
): Decision<Event, Answer, Refusal> {
  const { at, by } = given;
  if (by === undefined || command.do === "nothing") return { refused: "usage" };
  const said = (answer: Answer) => (command.shown === true ? undefined : answer);
  if (command.do === "shift")
    return {
      events: [{ type: "shiftSaid", at, person: by, to: command.to, until: at + shiftLasts }],
      answer: said(command.to),
    };
  return {
    events: [{ type: "callSaid", at, person: by, until: command.on ? at + callLasts : undefined }],
    answer: said(command.on ? "on-call" : "off-call"),
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
        if (to === "on" || to === "off") return { command: { do: "shift", to } };
        return to === "" ? { open: "state" } : { command: { do: "nothing" } };
      },
    },
    presses: {
      on: (argument) => ({ do: "shift", to: "on", shown: argument === "shown" }),
      off: (argument) => ({ do: "shift", to: "off", shown: argument === "shown" }),
      onCall: (argument) => ({ do: "call", on: true, shown: argument === "shown" }),
      offCall: (argument) => ({ do: "call", on: false, shown: argument === "shown" }),
    },
    opens: {
      state: async (tx, shell, by) => {
        const { rows } = await presenceOf(shell.organisation.id, by).execute(tx);
        return notice(rows[0]?.state, by, shell);
      },
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
    answer: (code, presence, by, shell) => {
      switch (code) {
        case "on":
          return notice(presence, by, shell);
        case "off":
          return notice(presence, by, shell, msg("shift.off"));
        case "on-call":
          return notice(presence, by, shell, msg("presence.onCall"));
        case "off-call":
          return notice(presence, by, shell, msg("presence.offCall"));
      }
    },
    refusal: (_code, presence, shell, by = "") => {
      const state = notice(presence, by, shell);
      return { ...state, lines: [...state.lines, msg("shift.usage")] };
    },
    home,
  },
  care: {
    async tidy(tx) {
      await forgetPast(tx);
      await tidyRoster(tx);
    },
  },
  api: { "on-shift": onShiftForApi, shifts: shiftsFromApi },
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

/** What they read of themselves, and what they can press then. */
function notice(said: Presence | undefined, by: PersonId, shell: Shell, line?: Line): Notice {
  const { shift, call, first, others } = atWork(shell.organisation, by, said, shell.now);
  const lines = line === undefined ? [shift, call].filter((one) => one !== undefined) : [line];
  return { kind: "notice", tone: "calm", lines, buttons: [...first, ...others] };
}

async function home(tx: Tx, shell: Shell, person: PersonId, now: Instant): Promise<HomePart> {
  const { rows } = await presenceOf(shell.organisation.id, person).execute(tx);
  return presenceAtHome(shell.organisation, person, rows[0]?.state, now);
}
