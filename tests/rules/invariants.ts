import { deepStrictEqual, ok } from "node:assert/strict";
import type { PersonId } from "../../src/kernel/ids.ts";
import { canBeAsked } from "../../src/escalations/rules/asking.ts";
import type { Facts } from "../../src/escalations/commands.ts";
import { effects } from "../../src/escalations/effects.ts";
import type { Event } from "../../src/escalations/events.ts";
import { evolve } from "../../src/escalations/evolve.ts";
import { tooLate } from "../../src/escalations/overdue.ts";
import { policyOf } from "../../src/escalations/policy.ts";
import { hasBothRoles, needsCaller } from "../../src/escalations/danger/roles.ts";
import {
  type Request,
  handedTo,
  holderOf,
  isLive,
  laterAt,
  ringingOf,
  rolesOf,
  soughtOf,
} from "../../src/escalations/request.ts";
import { type Tick, dueAt, ticks } from "../../src/escalations/times.ts";
import type { Witness } from "../support/given.ts";
import { checkShape } from "./request-shape.ts";

/** What holds of every request, whatever people press: checked after every decision. */
export function invariants(): Witness {
  const occasions = new Set<string>();
  return (before, command, happened, given, facts) => {
    let now = before;
    const own = command.do === "passOn" || command.do === "giveBack" ? given.by : undefined;
    const told: string[] = [];
    for (const event of happened.events) {
      if (event.type === "opened") {
        occasions.clear();
        now = undefined;
      } else if (now !== undefined) {
        inOrder(now, event);
        asksOnlyWhoMayBeAsked(now, event, facts, own);
        oneWinner(now, event);
      }
      ok(
        event.at === given.at && (now === undefined || event.at >= now.lastAt),
        "time never goes back",
      );
      if ("occasion" in event && event.occasion !== undefined) {
        ok(!occasions.has(event.occasion), `occasion ${event.occasion} is used once`);
        occasions.add(event.occasion);
      }
      const after = evolve(now, event);
      if (now !== undefined && event.type !== "opened") endsStay(now, after);
      told.push(
        ...effects(event, after).flatMap((effect) =>
          effect.do === "tell" && "person" in effect.to
            ? [`${effect.to.person} ${effect.occasion}`]
            : [],
        ),
      );
      now = after;
    }
    if (before !== undefined && isTick(command.do) && comesTooLate(before, given.at))
      deepStrictEqual(told, [], "too late to ring anybody");
    if (now === undefined || happened.events.length === 0) return;
    const pages = happened.events[0]?.type === "opened" ? {} : (before?.pages ?? {});
    for (const [person, occasion] of Object.entries(now.pages)) {
      ok(
        pages[person] === occasion || told.includes(`${person} ${occasion}`),
        `${person} is told of their page ${occasion}`,
      );
    }
    checkState(now);
  };
}

const isTick = (command: string): command is Tick => (ticks as readonly string[]).includes(command);

/** All that would page somebody is more than a quarter of an hour late, and it is no danger. */
function comesTooLate(before: Request, at: number): boolean {
  const due = (["step", "lapse"] as const).flatMap((tick) => dueAt(before, tick) ?? []);
  return before.level !== "danger" && due.length > 0 && due.every((one) => at - one > tooLate);
}

/** What a history must keep, event by event, also where nobody saw the decision. */
export function checkEvent(
  before: Request,
  event: Exclude<Event, { readonly type: "opened" }>,
  after: Request,
): void {
  inOrder(before, event);
  oneWinner(before, event);
  endsStay(before, after);
  ok(event.at >= before.lastAt, "time never goes back");
  // What only the clock does. A press may ask somebody at any time.
  if (before.level === "danger") return;
  if (event.type === "lapsed" && before.status === "acknowledged")
    ok(event.at - before.joinBy <= tooLate, "too late to lapse");
  if (event.type === "asked" && event.reason === "silence" && before.status === "open")
    ok(event.at - before.ringing.dueAt <= tooLate, "too late to ask anybody");
}

/** Nothing leaves an end: what is said afterwards is about it. */
function endsStay(before: Request, after: Request): void {
  if (isLive(before)) return;
  ok(
    after.status === before.status && after.closedAt === before.closedAt,
    `${before.status} stays`,
  );
}

/** No step without its predecessor; rounds in order; only a named reset goes back. */
function inOrder(before: Request, event: Event): void {
  if (event.type === "restarted")
    return ok(event.round <= policyOf(before).repeat, "restarts within its rounds");
  if (event.type !== "asked" && event.type !== "skipped") return;
  const steps = policyOf(before).steps.length;
  const wraps = before.step + 1 >= steps;
  const expected = wraps ? [before.round + 1, 0] : [before.round, before.step + 1];
  // A danger with nobody to ask waits where it is.
  if (event.type === "asked" && event.people.length === 0)
    return ok(before.level === "danger" && event.round === before.round, "only danger waits");
  // Somebody found after "No answer" has the time of the step that was asked last.
  const isFound = before.status === "exhausted" && event.step === before.step;
  if (!isFound || event.round !== before.round)
    deepStrictEqual([event.round, event.step], expected, "no step without its predecessor");
  ok(event.step < steps, "the step is there");
}

function asksOnlyWhoMayBeAsked(
  before: Request,
  event: Event,
  facts: Facts,
  own: PersonId | undefined,
): void {
  const asked =
    event.type === "asked" || event.type === "widened" || event.type === "found"
      ? event.people
      : event.type === "handedTo"
        ? [event.to]
        : [];
  const sameRound =
    event.type === "widened" ||
    event.type === "found" ||
    (event.type === "asked" && event.round === before.round);
  const isFound = before.status === "exhausted" || event.type === "found";
  const waiting = event.type === "asked" ? [...event.ringing.later, ...event.heldBack] : [];
  for (const id of [...asked, ...waiting]) {
    const colleague = facts.colleagues.find((c) => c.person === id);
    ok(
      colleague !== undefined && canBeAsked(colleague),
      `${id} is on shift, not in a break, reachable`,
    );
    ok(id !== before.requester, "the requester is never asked");
    ok(id !== holderOf(before), `${id} has it already`);
    ok(isFound || !before.lost.includes(id), `${id} cannot be reached`);
    ok(id !== own, `${id} is not rung by their own press`);
    ok(event.type === "handedTo" || id !== rolesOf(before)?.caller, `${id} is calling for help`);
    if (sameRound) ok(!before.passed.includes(id), `${id} passed on this round`);
  }
  ok(
    new Set([...asked, ...waiting]).size === asked.length + waiting.length,
    "nobody is asked twice, or waits and is asked",
  );
  if (event.type === "asked" && before.level === "danger") {
    const all = facts.colleagues
      .filter((c) => c.supervises.length > 0 && canBeAsked(c))
      .map((c) => c.person);
    const left = [
      before.requester,
      holderOf(before),
      rolesOf(before)?.caller,
      own,
      ...before.lost,
      // One person has both roles: those of the last round have their card.
      ...(holderOf(before) !== undefined && hasBothRoles(before)
        ? (ringingOf(before)?.asked ?? [])
        : []),
      ...(sameRound ? before.passed : []),
    ];
    deepStrictEqual(
      all.filter((id) => !left.includes(id) && !asked.includes(id)),
      [],
      "danger asks everybody",
    );
  }
  if (event.type === "exhausted") ok(before.level !== "danger", "danger never exhausts");
}

/** The first wins; another takes it over only where they were sought. */
function oneWinner(before: Request, event: Event): void {
  if (event.type !== "acknowledged" && event.type !== "answered") return;
  ok(event.by !== before.requester, "nobody helps themselves");
  const holder = holderOf(before);
  if (event.type === "acknowledged")
    deepStrictEqual(event.instead, holder, "who takes it over says from whom");
  else ok(before.level !== "danger", "no answer from afar ends a danger");
  const isOwn = event.type === "answered" && holder === event.by;
  if (!isOwn && (holder !== undefined || before.status === "joined"))
    ok(soughtOf(before).includes(event.by), "taken is taken");
}

/** What is true of every state between decisions. */
export function checkState(now: Request): void {
  checkShape(now);
  ok(!now.helpers.includes(now.requester), "the requester is no helper");
  ok(now.pages[now.requester] === undefined, "the requester has no page");
  const ringing = ringingOf(now);
  ok(
    (laterAt(ringing) === undefined) === ((ringing?.later.length ?? 0) === 0),
    "a half is waited for by somebody",
  );
  ok(soughtOf(now).length === 0 || ringing !== undefined, "nobody is sought for ever");
  const to = handedTo(now);
  ok(
    to === undefined || (soughtOf(now).includes(to) && holderOf(now) !== undefined),
    "a hand-off has two ends",
  );
  ok(now.lastAt >= now.openedAt);
  const danger = rolesOf(now);
  if (danger?.alone === true && danger.partner !== undefined)
    deepStrictEqual(danger.caller, danger.partner, "alone is both");
  if (!isLive(now)) return ok(ringing === undefined, "nobody is asked after the end");
  ok(now.heldBack.every((id) => id !== now.requester));
  ok(
    ticks.some((tick) => dueAt(now, tick) !== undefined),
    "every live request has a next due time",
  );
  if (now.status === "exhausted")
    ok(ringing === undefined && now.level !== "danger", "no answer is quiet");
  const held = now.status === "acknowledged" || now.status === "joined";
  if (held && needsCaller(now))
    ok(ringing !== undefined, "danger goes on asking until somebody calls for help");
  if (held && danger !== undefined && holderOf(now) !== undefined)
    deepStrictEqual(danger.partner, holderOf(now), "who has it is the partner");
}
