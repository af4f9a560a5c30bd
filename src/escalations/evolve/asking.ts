import type { PersonId } from "../../kernel/ids.ts";
import type { EventOf } from "../events.ts";
import {
  type AlsoAsked,
  type DangerRoles,
  type Live,
  type NotSought,
  type Request,
  handedTo,
  isTaken,
  laterAt,
  ringingOf,
  rolesOf,
  soughtOf,
  turnedDown,
} from "../request.ts";
import { withAll, withOne, withPages, without, withoutAll } from "./lists.ts";
import {
  besideWith,
  commonOf,
  notSought,
  withBeside,
  withRoles,
  withoutUndefined,
} from "./parts.ts";
import { rolesAmong, rolesWithout } from "./roles.ts";

/* The events that ask people, or say that a person does not come. */

/** A step asks. After "No answer" the request is open again; a holder keeps it. */
export function asked(now: Live, event: EventOf<"asked">): Request {
  const { people, round, step, ringing, heldBack, reason, occasion } = event;
  const roles = rolesOf(now);
  const after = {
    ...withRoles(now, roles && rolesAmong(roles, people)),
    outOfReach: outOfReach(now, event),
    round,
    step,
    heldBack,
    pages: withPages(now.pages, people, occasion),
    lost: withoutAll(now.lost, people),
    passed: passedIn(now, round),
  };
  if (isTaken(after)) {
    // People are asked to take it over from its holder, or in a danger to call for help.
    const toTake = reason !== "callForHelp" && reason !== "danger";
    const sought = toTake ? withAll(soughtOf(now), people) : soughtOf(now);
    return withBeside(after, { ...besideWith(now, ringing), sought });
  }
  const news = now.status === "exhausted" && people.length > 0 ? "asked" : now.news;
  return { ...commonOf(after), ...notSought, status: "open", ringing, news };
}

/** Nobody of that step could be asked. */
export const skipped = (now: Live, event: EventOf<"skipped">): Request => ({
  ...now,
  outOfReach: outOfReach(now, event),
  round: event.round,
  step: event.step,
  passed: passedIn(now, event.round),
});

const passedIn = (now: Live, round: number) => (round === now.round ? now.passed : []);

const outOfReach = (now: Live, { absent }: EventOf<"asked" | "skipped">): true | undefined =>
  absent === undefined ? now.outOfReach : true;

/** Halfway through a step: the people who were to wait are asked as well. */
export function widened(now: Live, { people, occasion }: EventOf<"widened">): Request {
  const after = { ...now, pages: withPages(now.pages, people, occasion) };
  const before = ringingOf(now);
  if (before === undefined) return after;
  const { since, dueAt } = before;
  const ringing = { since, dueAt, asked: withAll(before.asked, people), later: [] } as const;
  if (!isTaken(after)) return after.status === "open" ? { ...after, ringing } : after;
  const sought = soughtOf(now);
  return withBeside(after, {
    ...besideWith(now, ringing),
    sought: sought.length > 0 ? withAll(sought, people) : sought,
  });
}

/** People who could not be reached are asked in the step that is running. */
export function found(now: Live, { people, occasion }: EventOf<"found">): Request {
  const lost = withoutAll(now.lost, people);
  const after = { ...now, lost, pages: withPages(now.pages, people, occasion) };
  const before = ringingOf(now);
  if (before === undefined) return after;
  const ringing = { ...before, asked: withAll(before.asked, people) };
  if (!isTaken(after)) return after.status === "open" ? { ...after, ringing } : after;
  const sought = soughtOf(now);
  return withBeside(after, {
    ...besideWith(now, ringing),
    sought: sought.length > 0 ? withAll(sought, people) : sought,
  });
}

/** The level is more urgent: the next step comes sooner. */
export function hastened(now: Live, { dueAt }: EventOf<"hastened">): Request {
  if (now.status !== "open") return now;
  const { since, asked, later } = now.ringing;
  const half = laterAt(now.ringing);
  if (half === undefined) return { ...now, ringing: { since, asked, dueAt, later: [] } };
  // People who are asked halfway through the step are asked halfway through the shorter one.
  const sooner = Math.min(half, Math.floor((since + dueAt) / 2));
  return { ...now, ringing: { since, asked, dueAt, later, laterAt: sooner } };
}

/** Nobody else is asked. In a danger the holder may have to call for help as well. */
export function quietened(now: Live, { alone, ringing }: EventOf<"quietened">): Request {
  if (!isTaken(now)) return now;
  const roles = rolesOf(now);
  const both: DangerRoles | undefined =
    roles?.partner !== undefined && alone
      ? { ...roles, alone: true, caller: roles.partner }
      : roles;
  const asked: NotSought | AlsoAsked = ringing === undefined ? notSought : { ringing, sought: [] };
  return withBeside(withRoles(now, both), {
    ...asked,
    turnedDown: handedTo(now) ?? turnedDown(now),
  });
}

/** Somebody said no or cannot be reached: no longer sought. A danger may be down to one person. */
export function answeredNo(now: Live, event: EventOf<"passedOn" | "unreachable">): Request {
  const person = event.type === "passedOn" ? event.by : event.person;
  const after = noted(withRoles(now, rolesWithout(now, person)), event);
  const ringing = ringingOf(now);
  if (!isTaken(after) || ringing === undefined) return after;
  const beside = besideWith(now, ringing);
  const sought = without(beside.sought, person);
  return withBeside(
    after,
    handedTo(now) === person ? { ringing, sought, turnedDown: person } : { ...beside, sought },
  );
}

const noted = (now: Live, event: EventOf<"passedOn" | "unreachable">): Live =>
  event.type === "passedOn"
    ? { ...now, passed: withOne(now.passed, event.by) }
    : { ...now, lost: withOne(now.lost, event.person) };

/** The holder asks a colleague to take it. Until then it stays with the holder. */
export function handed(now: Live, event: EventOf<"handedTo">): Request {
  if (!isTaken(now)) return now;
  const { at, dueAt, to, occasion } = event;
  const after = {
    ...now,
    pages: withPages(now.pages, [to], occasion),
    passed: without(now.passed, to),
  };
  return withBeside(after, {
    ringing: { since: at, dueAt, asked: [to], later: [] },
    sought: withOne(without(soughtOf(now), handedTo(now)), to),
    handedTo: to,
  });
}

/** Somebody calls the emergency services. Others are asked only if somebody must take it. */
export function callingForHelp(now: Live, event: EventOf<"callingForHelp">): Request {
  const { by, occasion } = event;
  const pages = occasion === undefined ? now.pages : withPages(now.pages, [by], occasion);
  const after = withRoles({ ...now, pages }, { ...rolesOf(now), alone: false, caller: by });
  return isTaken(after) && after.sought.length === 0
    ? withBeside(after, { ...notSought, turnedDown: turnedDown(now) })
    : after;
}

/** They were the one who called, so nobody does. */
export const stoppedCalling = (now: Live, by: PersonId): Request =>
  withRoles(
    { ...now, passed: withOne(now.passed, by) },
    withoutUndefined({ partner: rolesOf(now)?.partner, alone: false }),
  );
