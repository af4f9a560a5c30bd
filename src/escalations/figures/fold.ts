import type { Instant, Millis } from "../../kernel/time.ts";
import type { PolicyFacts, RequestFacts } from "../../people/figures.ts";
import type { Event, EventOf } from "../events.ts";
import { type Level, policyOf } from "../policy.ts";
import { isRepeated } from "../repeat/case.ts";

/** What is known after some events. */
interface Soon {
  readonly opened: EventOf<"opened">;
  level: Level;
  bare: boolean;
  category?: string;
  /** Milliseconds from the tap, and whether that was soon enough. */
  taken?: Reached;
  came?: Reached;
  warnings: number;
  outcome?: string;
  marks: Set<Mark>;
}
interface Reached {
  readonly after: Millis;
  readonly inTime: boolean;
}
type Mark =
  | "early"
  | "helped"
  | "widened"
  | "lapsed"
  | "noAnswer"
  | "endable"
  | "paused"
  | "ended"
  | "repeated"
  | "planned";

/**
 * What figures count of one request, from its journal (docs/features.md I1). The clock starts at
 * the tap. A time is judged by the policy that asked at that moment.
 * @returns undefined: it counts nowhere
 */
export function factsOf(events: readonly Event[]): RequestFacts | undefined {
  const [opened] = events;
  if (opened?.type !== "opened" || opened.practice === true) return undefined;
  const soon: Soon = { opened, level: "help", bare: true, warnings: 0, marks: new Set() };
  for (const event of events) note(soon, event);
  const { level, category, taken, came, outcome, marks } = soon;
  return {
    team: opened.team,
    openedAt: opened.at,
    level,
    ...(category === undefined ? {} : { category }),
    early: marks.has("early"),
    ...(taken === undefined ? {} : { takenAfter: taken.after }),
    ...(came === undefined ? {} : { cameAfter: came.after }),
    takenInTime: taken?.inTime === true,
    cameInTime: came?.inTime === true,
    alone: came === undefined && !marks.has("helped"),
    widened: marks.has("widened"),
    lapsed: marks.has("lapsed"),
    noAnswer: marks.has("noAnswer"),
    warned: soon.warnings > 0,
    warnings: soon.warnings,
    endable: marks.has("endable"),
    paused: marks.has("paused"),
    ended: marks.has("ended"),
    repeated: marks.has("repeated"),
    planned: marks.has("planned"),
    ...(outcome === undefined ? {} : { outcome }),
    policy: policyFacts(soon),
  };
}

function note(soon: Soon, event: Event): void {
  const { marks } = soon;
  switch (event.type) {
    case "asked":
      if (soon.taken === undefined && event.step + event.round > 0) marks.add("widened");
      return;
    case "acknowledged":
      soon.taken ??= taken(soon, event.at);
      return;
    case "joined":
    case "answered":
      soon.taken ??= taken(soon, event.at);
      soon.came ??= came(soon, event.at);
      return;
    case "levelled":
      soon.level = event.level;
      soon.bare = false;
      return;
    case "categorised":
      soon.category = event.category;
      soon.bare = false;
      return;
    case "lapsed":
      marks.add("lapsed");
      return;
    case "exhausted":
    case "keptTrying":
      marks.add("noAnswer");
      return;
    case "boundary":
      if (event.warning !== undefined) soon.warnings += 1;
      if (event.stage === "end") marks.add("endable");
      if (event.stage === "paused") marks.add("paused");
      return;
    case "described":
      if (event.repeat !== undefined && isRepeated(event.repeat)) marks.add("repeated");
      if (event.planned === true) marks.add("planned");
      return;
    case "planned":
      marks.add("planned");
      return;
    case "resolved":
      if (event.assisted) marks.add("helped");
      if (event.how === "within-policy") marks.add("ended");
      return;
    case "withdrawn":
      if (event.assisted) marks.add("helped");
      if (event.early) marks.add("early");
      return;
    case "recorded":
      soon.outcome = event.outcome;
      return;
    default:
      return;
  }
}

/** People whom a step names are a number. */
function policyFacts({ opened, level, bare }: Soon): PolicyFacts {
  const { steps, repeat, joinWithin } = policyOf({ policies: opened.policies, level, bare });
  return {
    steps: steps.map(({ notify, timeout }) => ({
      asks: typeof notify === "string" ? notify : `people by name: ${notify.length}`,
      timeout,
    })),
    repeat,
    joinWithin,
  };
}

function taken({ opened, level, bare }: Soon, at: Instant): Reached {
  const [first] = policyOf({ policies: opened.policies, level, bare }).steps;
  const after = at - opened.at;
  return { after, inTime: after <= (first?.timeout ?? 0) };
}

function came({ opened, level, bare }: Soon, at: Instant): Reached {
  const { steps, joinWithin } = policyOf({ policies: opened.policies, level, bare });
  const after = at - opened.at;
  return { after, inTime: after <= (steps[0]?.timeout ?? 0) + joinWithin };
}
