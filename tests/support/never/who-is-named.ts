import type { MessageKey } from "../../../src/locales/index.ts";

/** What a sentence that names somebody tells of them. */
export type Kind =
  /** A request for help, to those who are in it: for the first row of that walk, not for the walk. */
  | "request"
  /** Away until when, or waiting to be: for supervisors, and in one line for the real-time desk. */
  | "away"
  /** Who is there: for supervisors. */
  | "there"
  /** They talk, or are to: for the two. */
  | "partner"
  /** With whom somebody would rather not talk, or gladly: in their own form. */
  | "wish"
  /** Who asked for a person, for the organisation's named contacts; and which of them comes. */
  | "contact"
  /** Which head takes on a cause: for the other heads. */
  | "cause"
  /** Who keeps a promise to a customer: for the team that keeps it. */
  | "promise"
  /** Who is in a team, and who changed the settings: for admins. Who tests a page with whom: for the two. */
  | "setup"
  /** Who works in whose place: for the two, and who runs their team. */
  | "shift"
  /** Who has a role, or exported figures, in one's own page of what others see. */
  | "mine";

/** Of every sentence that can name somebody. One that is missing here is a test's failure: say first who may read it. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [
    /^(?:page|handover|note|receipt|closed|timeline|answer|overtaken|raise|thanks|feedback)\.|^leaves\.(?:request|giveRequest)$|^refused\.(?:taken|answered)$|^home\.(?:row|own\w+)$|^fact\.(?:agentTeam|raiser)$/,
    "request",
  ],
  [/^web\.request(?:Of)?$/, "request"],
  [/^button\.(?:here|imWith|showWords|thank)$|^label\.(?:acknowledge|passOn)$/, "request"],
  [/^cover\.|^desk\.away$|^board\.(?:waits|soon)$|^begins\.makeRoom$|^label\.makeRoom$/, "away"],
  [
    /^board\.(?:open|held|onShift|onShiftMore)$|^web\.(?:person|hasWhom|withWhom|someoneWith|wallBy|names)$/,
    "there",
  ],
  [
    /^debrief\.(?:with|you|youSummary|both|bothSummary|home\.with|guide\.(?:asks|chooses))$|^round\.title$/,
    "partner",
  ],
  [/^debrief\.form\.(?:never|favourites)$/, "wish"],
  [/^contact\.|^button\.contactTake$|^debrief\.stopPeople$/, "contact"],
  [/^cause\.owner$/, "cause"],
  [/^promise\.|^begins\.promise$|^board\.promise(?:Late)?$/, "promise"],
  [/^(?:setup|test)\.|^keys\.madeBy(?:Former)?$/, "setup"],
  [/^(?:swap|place|change|people)\./, "shift"],
  [/^seen\.people$|^(?:exports|keys)\.told(?:All)?$/, "mine"],
];

export const kindOf = (key: MessageKey): Kind | undefined =>
  kinds.find(([keys]) => keys.test(key))?.[1];
