import {
  type Line,
  type Text,
  literal,
  msg,
  person,
  telephone,
  time,
} from "../../platform/text.ts";
import { channelOf, dialFor } from "../../people/place.ts";
import type { Card, Fact } from "../../platform/view.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Request, holderOf } from "../request.ts";
import { standingVerdict } from "../verdict/standing.ts";
import type { LastVerdict } from "../verdict/verdicts.ts";
import type { CardButtons } from "./buttons.ts";

/* What several of a supervisor's cards are made of. */

export const who = (request: Request) => ({
  person: person(request.requester),
  team: literal(request.team),
});

export const card = (
  tone: Card["tone"],
  title: Text,
  lines: readonly Line[],
  buttons: CardButtons = { buttons: [] },
): Card => ({ kind: "card", tone, summary: title, title, facts: [], lines, ...buttons });

/** What a lock screen shows: never category, case or typed words (docs/features.md E18). */
export function summary(request: Request, shell: Shell): Text {
  if (request.level === "danger") return msg("page.summaryDanger", who(request));
  return msg("page.summary", {
    ...who(request),
    channel: channelOf(shell.organisation, request.requester),
  });
}

export function facts(request: Request, shell: Shell): Fact[] {
  const agent = shell.organisation.people.get(request.requester);
  const team = msg("fact.teamChannel", {
    team: literal(request.team),
    channel: channelOf(shell.organisation, request.requester),
  });
  const found: Fact[] = [{ label: msg("fact.team"), value: team }];
  if (agent?.remote === true) found.push({ label: msg("fact.where"), value: msg("fact.remote") });
  else if (agent?.desk !== undefined)
    found.push({
      label: msg("fact.where"),
      value: msg("fact.desk", { desk: literal(agent.desk) }),
    });
  if (agent?.extension !== undefined)
    found.push({
      label: msg("fact.extension"),
      value: telephone(agent.extension),
      dial: dialFor(shell.organisation, request.requester),
    });
  if (request.raisedBy !== undefined)
    found.push({
      label: msg("fact.askedBy"),
      value: msg("fact.raiser", {
        by: person(request.raisedBy),
        person: person(request.requester),
      }),
    });
  found.push(
    { label: msg("fact.level"), value: msg(`level.${request.level}`) },
    { label: msg("fact.since"), value: msg("fact.clock", { time: time(request.openedAt) }) },
  );
  return found;
}

/** Somebody else has it. */
export function taken(request: Request): Card {
  const holder = holderOf(request);
  const title =
    holder === undefined
      ? msg("page.titleTakenNobody", who(request))
      : msg("page.titleTaken", { holder: person(holder) });
  const standing = standingVerdict(request);
  const lines = standing === undefined ? [] : [answeredLine(standing)];
  return {
    ...card("closed", title, lines),
    summary:
      holder === undefined
        ? title
        : msg("page.summaryTaken", { ...who(request), holder: person(holder) }),
    facts: [agentAndTeam(request)],
  };
}

const answeredLine = ({ by, verdict }: LastVerdict): Line =>
  msg("page.answered", { holder: person(by), verdict: msg(`verdict.${verdict}`) });

export const agentAndTeam = (request: Request): Fact => ({
  label: msg("fact.who"),
  value: msg("fact.agentTeam", who(request)),
});
