import { createHash } from "node:crypto";
import { board } from "../../../src/breaks/board/feature.ts";
import { breaks as breakFeature } from "../../../src/breaks/feature.ts";
import { checkins } from "../../../src/checkins/feature.ts";
import { hardCalls } from "../../../src/escalations/hard/store.ts";
import { debriefsWith } from "../../../src/debriefs/feature.ts";
import { roundsWith } from "../../../src/debriefs/round/feature.ts";
import { readOwnOrder } from "../../../src/checkins/hard/store.ts";
import { promisedInCall } from "../../../src/promises/in-call/store.ts";
import { escalationsWith } from "../../../src/escalations/feature.ts";
import { readAfterHelp } from "../../../src/learning/store.ts";
import { readTips } from "../../../src/learning/tips/store.ts";
import { missed } from "../../../src/escalations/missed/feature.ts";
import { isLive, isMissed } from "../../../src/escalations/request.ts";
import type { AnyFeature } from "../../../src/runtime/feature.ts";
import { minutes } from "../../../src/kernel/time.ts";
import { duty } from "../../../src/people/duty/feature.ts";
import { shifts } from "../../../src/people/shifts.ts";
import { follows } from "../../../src/policies.ts";
import { CareLaws } from "./care-laws.ts";
import { Answers } from "./answers.ts";
import { Calls } from "./calls.ts";
import { Chance } from "./chance.ts";
import type { Simulated } from "./database/open.ts";
import { type Instance, startInstance } from "./instance.ts";
import { Histories } from "./laws.ts";
import { clock, planDay, quietAt } from "./plans.ts";
import { Platform } from "./platform.ts";
import { type Profile, profileOf } from "./profile.ts";
import { atRest } from "./rest.ts";
import type { Time } from "./time.ts";
import { Users } from "./users.ts";

/** One virtual day of one seed. */
export interface Day {
  readonly seed: number;
  readonly profile: string;
  /** What happened, line by line: the same seed is the same lines. */
  readonly trace: readonly string[];
  /** Laws that were broken; none on a good day. */
  readonly broken: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Those of src/features.ts that move by themselves: without trends, home pages, my data, and
 * contacts, which only a named one has.
 */
const inADay: readonly AnyFeature[] = [
  escalationsWith(readOwnOrder, promisedInCall, readAfterHelp, readTips),
  missed,
  breakFeature,
  board,
  debriefsWith(hardCalls),
  roundsWith(hardCalls),
  checkins,
  shifts,
  duty,
];
const features: ReadonlyMap<string, AnyFeature> = new Map(
  inADay.map((feature) => [feature.name, feature]),
);

/** By then what was open has ended, or is a danger, which asks for ever. */
const endsAt = quietAt + minutes(180);

/** @param time this process's, already taken over: one day after another may use it. */
export async function live(seed: number, time: Time, database: Simulated): Promise<Day> {
  const chance = new Chance(seed);
  time.reset();
  let profile: Profile = profileOf(seed, chance);
  const { name, skew } = profile;
  const trace: string[] = [];
  const broken: string[] = [];
  const counts: Record<string, number> = {};
  const count = (what: string) => (counts[what] = (counts[what] ?? 0) + 1);
  const note = (line: string) => trace.push(`${clock(time.now)} ${line}`);
  const breaks = (what: string) => {
    // A world that is broken through and through may never come to rest.
    if (broken.push(what) > 100) time.over = true;
    note(`BROKEN ${what}`);
  };

  const { server, members } = await database.begin(time, chance);
  server.mishaps = profile;
  server.onFault = breaks;
  const platforms = (["slack", "teams"] as const).map(
    (platform) => new Platform(platform, time, chance, () => profile),
  );
  const histories = new Histories(server);
  const care = new CareLaws(server, count);
  const calls = new Calls(histories, name === "calm", breaks);
  const instances: Instance[] = [];
  const world = {
    time,
    server,
    platforms,
    features,
    follows,
    rang: (lateness: number) => {
      count("timers");
      if (name === "calm" && lateness > 1_000)
        breaks(`a timer rang ${lateness} ms late on a calm day`);
    },
    fault: breaks,
  };
  let awayUntil = 0;
  const start = () => {
    if (time.now < awayUntil) {
      time.at(awayUntil, start);
      return;
    }
    const number = instances.length + 1;
    instances.push(
      startInstance(`i${number}`, skew === 0 ? 0 : chance.between(-skew, skew), world),
    );
    note(`i${number} starts`);
  };
  for (let n = 0; n < profile.instances; n++) start();

  const users = new Users(time, chance, profile, members, platforms, () => instances);
  const answers = new Answers(server, breaks);
  users.onGesture = (gesture) => {
    count("gestures");
    const what =
      gesture.kind === "word"
        ? gesture.word
        : gesture.kind === "press"
          ? gesture.action
          : gesture.kind === "submit"
            ? gesture.form
            : "";
    note(`${gesture.delivery} ${gesture.sender.account} ${what}`);
  };
  users.onSaid = (gesture, said) => {
    const how =
      said === "nothing"
        ? "no answer"
        : "refused" in said
          ? said.refused
          : (said.reply.notice?.lines[0] as { key?: string })?.key;
    count(said === "nothing" ? "unanswered" : "refused" in said ? "outages" : "answered");
    note(`${gesture.delivery} hears ${how ?? "-"}`);
    answers.heard(gesture, said);
  };
  server.onCommit = (commit) => {
    const moved = Map.groupBy(
      commit.changes.flatMap(({ table, after }) =>
        table === "journal" && after !== undefined ? [after] : [],
      ),
      ({ subject }) => subject,
    );
    for (const [subject, entries] of moved) {
      count("commits");
      const events = entries.map(({ event }) => event["type"]).join();
      note(`${commit.actor.name} commits ${commit.organisation} ${subject} ${events}`);
    }
    try {
      histories.check(commit);
      care.check(commit);
    } catch (error) {
      breaks((error as Error).message);
    }
  };
  for (const platform of platforms) {
    platform.onCall = (call) => {
      count(`calls ${call.outcome}`);
      const { account, name: view, occasion, address, again } = call.delivery;
      const what = `${account} ${view} ${occasion}${again ? " again" : ""}`;
      const became = `${call.outcome}${call.accepted ? "" : " (not there)"}`;
      note(`${call.actor.name} ${address ?? "posts"} ${what}: ${became}`);
      calls.check(call);
    };
  }
  const alive = () => instances.filter(({ actor }) => actor.alive);

  planDay({
    time,
    chance,
    profile,
    members,
    users,
    platforms,
    server,
    note,
    start,
    alive,
    stayAway: (until) => (awayUntil = until),
  });

  const nextDue = () => (server.isUp ? server.nextDue() : time.now);
  await time.passes(quietAt, nextDue);
  note("from here on nothing goes wrong");
  profile = { ...profileOf(0, new Chance(0)), name };
  server.mishaps = profile;
  users.awake = false;
  await time.passes(quietAt + minutes(70), nextDue);
  while (alive().length < 2) start();
  await time.passes(endsAt, nextDue);
  for (const what of [
    ...histories.overdue(60_000),
    ...atRest(server, histories, features, platforms),
    ...answers.kept(),
    ...care.atRest(),
  ])
    breaks(what);
  for (const request of histories.all) {
    count("requests");
    count(`requests ${request.status}`);
    if (request.overtaken !== undefined) count("requests overtaken");
    // It waits for the next shift.
    if (isMissed(request)) continue;
    if (isLive(request) && request.level !== "danger")
      breaks(`${request.id} is still ${request.status} after three quiet hours`);
  }
  return { seed, profile: name, trace, broken, counts };
}

/** Short enough to compare by eye. */
export const mark = (trace: readonly string[]): string =>
  createHash("sha256").update(trace.join("\n")).digest("hex").slice(0, 12);
