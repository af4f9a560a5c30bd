import type { Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { type Decided, type Facts, type Press, nothing, refuse } from "../commands.ts";
import type { Live } from "../request.ts";
import { standingVerdict } from "./standing.ts";

/** One press takes the request, answers the agent and makes it joined. See decisions/0058. */
export function giveVerdict(
  request: Live,
  { verdict, listed }: Press & { do: "answer" },
  by: PersonId,
  { at }: Given,
  { offers = [] }: Facts,
): Decided {
  // Its people are needed themselves: no answer from afar ends a danger.
  if (request.level === "danger") return refuse("in-danger");
  if (listed !== undefined && !offers.includes(listed)) return refuse("no-such-offer");
  const before = standingVerdict(request);
  // The second of two clicks. Once the agent asked again it is a new answer; so is another offer.
  const isSame = before?.by === by && before.verdict === verdict && request.pressedAt <= before.at;
  if (isSame && verdict !== "offer") return nothing("done");
  const occasion = `a${request.occasions}`;
  return { events: [{ type: "answered", at, by, verdict, occasion }], answer: "done" };
}
