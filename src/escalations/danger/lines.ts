import { elsewhere, linesIn } from "../../kernel/help-lines.ts";
import { countryFor } from "../../people/place.ts";
import { emergencyFor, emergencyThere } from "../../people/support.ts";
import {
  type Line,
  type Value,
  country,
  literal,
  msg,
  person,
  telephone,
  time,
} from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Request } from "../request.ts";
import { checkedPoints, isThreat, openPoints } from "./checklist.ts";
import type { Part, Point } from "./points.ts";
import { hasBothRoles } from "./roles.ts";

/* What is read of a danger besides who has it: numbers to call, and what was seen to. */

/** The country that was said, for a sentence that says another where none of ours was. */
export const there = ({ country: code }: { readonly country: string }) =>
  ({
    where: code === elsewhere ? "elsewhere" : "known",
    country: code === elsewhere ? literal("—") : country(code),
  }) as const satisfies Record<string, Value>;

/** Somebody said where the customer is, and it is not where the agent is. */
const isAbroad = ({ customerIn, requester }: Request, { organisation }: Shell): boolean =>
  customerIn !== undefined && customerIn !== countryFor(organisation, requester);

/**
 * The numbers for the supervisors, each with whose country it is for. On a threat to staff or site
 * help has to come to the agent, so that number is the first.
 */
export function emergencyLines(request: Request, shell: Shell): Line[] {
  const { organisation } = shell;
  const { requester, customerIn } = request;
  const agents = {
    person: person(requester),
    number: literal(emergencyFor(organisation, requester)),
  };
  if (customerIn === undefined) return [msg("page.emergency", agents)];
  if (!isAbroad(request, shell)) return [msg("page.emergencyBoth", agents)];
  const customers = msg("page.emergencyThere", {
    ...there({ country: customerIn }),
    number: literal(emergencyThere(organisation, customerIn)),
  });
  const numbers = [customers, msg("page.emergency", agents)];
  return [...(isThreat(request) ? numbers.toReversed() : numbers), msg("page.fromElsewhere")];
}

/** To the agent: the number that they read is for where they are, not for the customer. */
export const abroadLines = (request: Request, shell: Shell): Line[] =>
  request.customerIn !== undefined && isAbroad(request, shell)
    ? [msg("receipt.abroad", there({ country: request.customerIn }))]
    : [];

/** For who has this part: what is left, then what both saw to. */
export const checklistLines = (request: Request, part: Part, { organisation }: Shell): Line[] => [
  ...(part === "partner" && hasBothRoles(request) ? toDo(request, "caller") : []),
  ...toDo(request, part),
  ...offerLine(request, part, countryOfCustomer(request, organisation)),
  ...checkedPoints(request).map(checkedLine),
];

const toDo = (request: Request, part: Part): Line[] =>
  openPoints(request, part).map((point) =>
    msg(`toDo.${point}`, { from: isThreat(request) ? "threat" : "harm" }),
  );

const countryOfCustomer = (
  { customerIn, requester }: Request,
  organisation: Shell["organisation"],
): string => customerIn ?? countryFor(organisation, requester);

/** The help line of the customer's country, for who is not in danger at this moment. */
function offerLine(request: Request, part: Part, code: string): Line[] {
  const calls = part === "caller" || hasBothRoles(request);
  const [line] = linesIn(code);
  return line !== undefined && calls && openPoints(request, "caller").includes("offered")
    ? [
        msg("page.helpLine", {
          country: country(code),
          name: literal(line.name),
          number: telephone(line.number),
        }),
      ]
    : [];
}

const forAgent: readonly Point[] = ["place", "words", "called", "told", "offered"];

/** What the agent would like to know, of all that was seen to. */
export const agentLines = (request: Request): Line[] =>
  checkedPoints(request)
    .filter(([point]) => forAgent.includes(point))
    .map(checkedLine);

const checkedLine = ([point, at]: ReturnType<typeof checkedPoints>[number]): Line =>
  msg("danger.checked", { point: msg(`point.${point}`), time: time(at) });
