import type { Decision, Given } from "../../kernel/decision.ts";
import type { AccountId, PersonId, SubjectId, TeamName } from "../../kernel/ids.ts";
import { linkLasts } from "../../kernel/links.ts";
import type { Instant } from "../../kernel/time.ts";

export interface Command {
  readonly do: "link" | "makeWall" | "endWall" | "signOut";
}
interface Happened {
  readonly at: Instant;
  readonly person: PersonId;
}
export type Event = Happened &
  (
    | {
        readonly type: "linked";
        readonly via: AccountId;
        readonly link: SubjectId;
        readonly until: Instant;
      }
    | { readonly type: "wallMade"; readonly wall: SubjectId; readonly teams: readonly TeamName[] }
    | { readonly type: "wallEnded"; readonly wall: SubjectId }
    | { readonly type: "signedOut" }
  );

export interface Facts {
  /** They have pages. */
  readonly may: boolean;
  /** There are pages here at all. */
  readonly served: boolean;
  /** The teams that they see on pages. */
  readonly teams: readonly TeamName[];
  /** The screen that the command is about. */
  readonly wall: Wall | undefined;
}
export interface Wall {
  readonly teams: readonly TeamName[];
  readonly madeBy: PersonId;
}
export type Answer =
  | { readonly said: "link"; readonly link: SubjectId; readonly until: Instant }
  | { readonly said: "wall"; readonly wall: SubjectId }
  | { readonly said: "wallEnded" | "signedOut" };
export type Refusal = "not-yours" | "off" | "no-wall";

export function decide(
  _: unknown,
  command: Command,
  { at, by, via, newId, subject }: Given,
  { may, served, teams, wall }: Facts,
): Decision<Event, Answer, Refusal> {
  if (by === undefined || via === undefined) return { refused: "not-yours" };
  // Whoever lost their pages may still have a session open.
  if (command.do === "signOut")
    return { events: [{ type: "signedOut", at, person: by }], answer: { said: "signedOut" } };
  if (!served) return { refused: "off" };
  if (!may) return { refused: "not-yours" };
  switch (command.do) {
    case "link": {
      const until = at + linkLasts;
      return {
        events: [{ type: "linked", at, person: by, via, link: newId, until }],
        answer: { said: "link", link: newId, until },
      };
    }
    case "makeWall":
      return teams.length === 0
        ? { refused: "not-yours" }
        : {
            events: [{ type: "wallMade", at, person: by, wall: newId, teams }],
            answer: { said: "wall", wall: newId },
          };
    case "endWall": {
      if (wall === undefined || subject === undefined) return { refused: "no-wall" };
      // Who sees all of it, and who made it.
      if (wall.madeBy !== by && !wall.teams.every((team) => teams.includes(team)))
        return { refused: "not-yours" };
      return {
        events: [{ type: "wallEnded", at, person: by, wall: subject }],
        answer: { said: "wallEnded" },
      };
    }
  }
}
