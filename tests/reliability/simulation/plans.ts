import { minutes } from "../../../src/kernel/time.ts";
import type { Chance } from "./chance.ts";
import type { Server } from "./database/server.ts";
import type { Instance } from "./instance.ts";
import type { Member } from "./organisations.ts";
import type { Platform } from "./platform.ts";
import type { Profile } from "./profile.ts";
import { dayBegins, type Time } from "./time.ts";
import type { Users } from "./users.ts";

const hour = minutes(60);
/** From here on nothing goes wrong any more, and nobody new asks. */
export const quietAt = dayBegins + 23 * hour;

/** The day and the time of the day, for a line of the trace. */
export const clock = (now: number): string =>
  new Date(now).toISOString().slice(5, 23).replace("T", " ");

interface DayParts {
  readonly time: Time;
  readonly chance: Chance;
  readonly profile: Profile;
  readonly members: readonly Member[];
  readonly users: Users;
  readonly platforms: readonly Platform[];
  readonly server: Server;
  readonly note: (line: string) => void;
  /** Starts one instance more, or later, where all stay away. */
  readonly start: () => void;
  readonly alive: () => readonly Instance[];
  /** No instance starts until then. */
  readonly stayAway: (until: number) => void;
}

/** What people do by themselves and what goes wrong, all decided at the beginning of the day. */
export function planDay(parts: DayParts): void {
  const busy = planPeople(parts);
  planTrouble(parts, busy);
}

const anyMoment = (chance: Chance) => dayBegins + chance.between(1, 22 * hour);

/** @returns when somebody asks for help */
function planPeople({ time, chance, profile, members, users }: DayParts): number[] {
  const somewhen = () => anyMoment(chance);
  const agents = members.filter(({ agent }) => agent);
  const busy = Array.from({ length: profile.calls }, somewhen);
  for (const at of busy) time.at(at, () => users.asks(chance.pick(agents)));
  for (let n = 0; n < profile.care; n++) {
    // Some begin in the night, so that the first rounds of the day have somebody in them.
    const one = chance.pick(members);
    const what = chance.weighted({ break: 4, debrief: 3, shift: 1, wishes: 2 });
    time.at(
      what === "wishes"
        ? dayBegins + chance.between(1, 12 * hour)
        : chance.happens(0.5)
          ? chance.pick(busy) + chance.between(0, 900_000)
          : somewhen(),
      () => {
        if (what === "wishes")
          users.fills(one, "debriefs.wishes", {
            willing: "yes",
            rounds: chance.pick(["yes", "no"]),
          });
        else
          users.says(
            one,
            what,
            what === "break"
              ? chance.pick(["", "5", "10", "20"])
              : what === "shift"
                ? chance.pick(["on", "on", "off"])
                : "",
          );
      },
    );
  }
  return busy;
}

function planTrouble(parts: DayParts, busy: readonly number[]): void {
  const { time, chance, profile, platforms, server, note, start, alive, stayAway } = parts;
  // Where people are, there things go wrong.
  const nearby = () =>
    chance.happens(0.8) ? chance.pick(busy) + chance.between(0, 180_000) : anyMoment(chance);
  const kill = () => {
    const [victim] = alive().length > 0 ? [chance.pick(alive())] : [];
    if (victim === undefined || time.now >= quietAt) return;
    victim.actor.alive = false;
    note(`${victim.actor.name} is killed`);
    server.lost(victim.actor);
    time.in(chance.between(500, 40_000), start);
  };
  const goesAway = () => {
    if (time.now >= quietAt - 2 * hour) return;
    const until = time.now + minutes(chance.pick([20, 40]));
    stayAway(until);
    note(`nobody is there until ${clock(until)}`);
    for (const { actor } of alive()) {
      actor.alive = false;
      server.lost(actor);
      start();
    }
  };
  const freeze = () => {
    const victim = alive().length > 0 ? chance.pick(alive()) : undefined;
    if (victim === undefined) return;
    const ms = chance.pick([1_000, 6_000, 12_000, 40_000]);
    victim.actor.frozenUntil = time.now + ms;
    note(`${victim.actor.name} is frozen for ${ms} ms`);
    server.frozen(victim.actor);
  };
  for (let n = 0; n < profile.kills; n++) time.at(nearby(), kill);
  for (let n = 0; n < profile.freezes; n++) time.at(nearby(), freeze);
  // In the midst of a call for help.
  for (let n = 0; n < profile.absences; n++)
    time.at(chance.pick(busy) + chance.between(0, 45_000), goesAway);
  for (let n = 0; n < profile.databaseOutages; n++) {
    time.at(nearby(), () => {
      const ms = chance.pick([300, 3_000, 30_000, 600_000]);
      note(`the database is away for ${ms} ms`);
      server.goesDown(ms);
    });
  }
  for (let n = 0; n < profile.platformOutages; n++) {
    time.at(nearby(), () => {
      const ms = chance.pick([20_000, 120_000, 600_000]);
      const platform = chance.pick(platforms);
      note(`${platform.name} is out for ${ms} ms`);
      platform.goesOut(ms);
    });
  }
}
