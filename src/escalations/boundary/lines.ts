import type { Instant } from "../../kernel/time.ts";
import { channelOf } from "../../people/place.ts";
import { type Line, type Text, type TimeValue, msg, time } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import { bullets } from "../coach/cards.ts";
import { isThreat } from "../danger/checklist.ts";
import type { Live, Request } from "../request.ts";
import type { Step } from "./ladder.ts";

/* What is read of a boundary: the agent's sentence to say, and the steps for others. */

/** On the agent's live card, and in the answer to their press. */
export function boundaryLines(request: Live, shell: Shell): Line[] {
  const { boundary } = request;
  const last = boundary?.steps.at(-1);
  if (boundary === undefined || last === undefined) return [];
  // In a danger nobody is warned. Who threatens stays on the line, as far as it is safe
  // (docs/features.md C5).
  if (isThreat(request)) return [msg("boundary.inThreat")];
  if (request.level === "danger") return [msg("boundary.inDanger")];
  if (boundary.stage === "paused") return paused(request);
  const sentence = toSay(last, channelOf(shell.organisation, request.requester));
  if (last.warning !== undefined)
    return [
      sentence,
      msg("boundary.warning", { number: last.warning, time: time(last.at) }),
      msg(boundary.stage === "end" ? "boundary.last" : "boundary.next"),
    ];
  return last.behaviour === "serious"
    ? [msg("boundary.notYourFault"), sentence, msg("boundary.end"), msg("boundary.detailed")]
    : [sentence, msg("boundary.end")];
}

const paused = ({ category }: Live): Line[] => [
  msg("boundary.paused"),
  msg("boundary.mayHarm"),
  ...(category === undefined ? bullets("VUL") : []),
];

/** Nothing to warn of: the card for anger helps. */
export const listenLines = (): Line[] => [msg("boundary.listen"), ...bullets("ANG")];

/** The sentence of a step, for the channel on which the customer is. */
function toSay({ behaviour, warning, stage }: Step, channel: string): Text {
  if (warning === undefined) return endSentence(behaviour, channel);
  const isLast = stage === "end";
  if (behaviour === "threat")
    return msg(isLast ? "say.threat.last" : "say.threat.first", { channel });
  if (isLast) return msg("say.insults.last", { channel, number: warning });
  return msg(warning === 1 ? "say.insults.first" : "say.insults.again", { channel });
}

const endSentence = (behaviour: Step["behaviour"] | undefined, channel: string): Text =>
  behaviour === "insults" || behaviour === "threat"
    ? msg(`say.end.${behaviour}`, { channel })
    : msg("say.end.serious", { channel });

/** After *End the call*: what to say, and that it was right. */
export const endLines = (
  { boundary, requester, practice }: Request,
  { organisation }: Shell,
): Line[] => [
  endSentence(boundary?.behaviour, channelOf(organisation, requester)),
  msg("closed.thenEnd"),
  // Nothing of a practice is logged.
  ...(practice === true ? [] : [msg("closed.neverAgainst")]),
];

/** A step in one line, for the supervisor's card and the timeline. */
export function stepLine(step: Step, clock: (at: Instant) => TimeValue = time): Text {
  const { warning, stage } = step;
  const said = saidIn(step, clock);
  if (warning !== undefined) return msg("boundary.step.warning", { ...said, number: warning });
  return msg(stage === "paused" ? "boundary.step.paused" : "boundary.step.end", said);
}

const saidIn = ({ at, behaviour }: Step, clock: (at: Instant) => TimeValue) => ({
  time: clock(at),
  behaviour: msg(`behaviour.${behaviour}`),
});

/** The steps so far, for who has the request. On a threat none says that the call may end. */
export const stepLines = (request: Request): Line[] =>
  (request.boundary?.steps ?? []).map((step) =>
    step.stage === "end" && step.warning === undefined && isThreat(request)
      ? msg("boundary.step.said", saidIn(step, time))
      : stepLine(step),
  );
