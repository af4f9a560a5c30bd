import type { Decision, Given } from "../../kernel/decision.ts";
import type { PersonId, SubjectId, TeamName } from "../../kernel/ids.ts";
import { linkLasts } from "../../kernel/links.ts";
import { type Instant, minutes } from "../../kernel/time.ts";

/** Numbers for a spreadsheet or a program; or all of it for the duty of care, as a zip. */
export const kinds = ["csv", "json", "pack"] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (text: string | undefined): text is Kind =>
  (kinds as readonly (string | undefined)[]).includes(text);

/** That somebody exported figures: kept, and shown to everybody they are about. */
export interface Export {
  readonly id: SubjectId;
  readonly lastAt: Instant;
  readonly by: PersonId;
  readonly kind: Kind;
  /** Absent: of all teams. */
  readonly team?: TeamName;
}

export interface Command {
  readonly do: "make";
  readonly kind: Kind;
  /** On a page: whoever is there has signed in, and needs no link that works once. */
  readonly onPage?: true;
  readonly team?: TeamName;
}

export interface Facts {
  readonly isAdmin: boolean;
  /** There are pages, from which it can be fetched. */
  readonly served: boolean;
  /** It is a team of the organisation. */
  readonly isTeam: boolean;
}

export interface Event {
  readonly type: "made";
  readonly at: Instant;
  readonly id: SubjectId;
  readonly by: PersonId;
  readonly kind: Kind;
  readonly team?: TeamName;
}

export interface Answer {
  readonly export: SubjectId;
  /** The answer has a link that works once. */
  readonly link?: true;
  readonly until: Instant;
}
export type Refusal = "not-an-admin" | "off" | "no-team";

/** It can be fetched by who made it, for this long; and with the link of a chat. */
export const lasts = minutes(30);
export const linkEnds = ({ lastAt }: Export): Instant => lastAt + linkLasts;

/** Admins export; each export is in the journal (docs/features.md I4). */
export function decide(
  _: Export | undefined,
  { kind, team, onPage }: Command,
  { at, by, newId: id }: Given,
  { isAdmin, served, isTeam }: Facts,
): Decision<Event, Answer, Refusal> {
  if (by === undefined || !isAdmin) return { refused: "not-an-admin" };
  if (!served) return { refused: "off" };
  if (team !== undefined && !isTeam) return { refused: "no-team" };
  const made = { type: "made", at, id, by, kind } as const;
  const answer: Answer =
    onPage === true
      ? { export: id, until: at + lasts }
      : { export: id, until: at + linkLasts, link: true };
  return {
    events: [team === undefined ? made : { ...made, team }],
    answer,
  };
}

export const evolve = (_: Export | undefined, { at, id, by, kind, team }: Event): Export =>
  team === undefined ? { id, lastAt: at, by, kind } : { id, lastAt: at, by, kind, team };
