import type { Seen } from "./never/record.ts";

type Shape = Readonly<Record<string, unknown>>;

/** A page as a reader meets it: headings, buttons, and everything else. */
interface Piece {
  readonly is: "heading" | "text" | "other";
  readonly buttons: number;
}

/** More than these, and nobody sees which one to press. */
const mostFirst = 3;

/**
 * What is wrong with home pages that somebody saw: each begins with how things stand, has at most
 * three buttons before its first heading, and no heading over nothing (docs/features.md P5).
 */
export function homePageFaults(seen: readonly Seen[]): string[] {
  return seen
    .filter(({ where }) => where === "home")
    .flatMap(({ reader, raw }) => {
      const pieces = piecesOf(JSON.parse(raw));
      return faultsOf(pieces).map((fault) => `${reader}, home: ${fault}: ${raw}`);
    });
}

function faultsOf(pieces: readonly Piece[]): string[] {
  const heading = pieces.findIndex(({ is }) => is === "heading");
  const top = heading === -1 ? pieces : pieces.slice(0, heading);
  const above = top.reduce((sum, { buttons }) => sum + buttons, 0);
  const bare = pieces.some(
    ({ is }, place) => is === "heading" && (pieces[place + 1]?.is ?? "heading") === "heading",
  );
  return [
    ...(pieces[0]?.is === "text" && pieces[0].buttons === 0
      ? []
      : ["does not begin with how things stand"]),
    ...(above > mostFirst ? [`${above} buttons before the first heading`] : []),
    ...(bare ? ["a heading over nothing"] : []),
  ];
}

const piecesOf = (drawing: unknown): Piece[] =>
  Array.isArray(drawing)
    ? drawing.map((block: Shape) => slackPiece(block))
    : ((drawing as Shape)["body"] as Shape[]).map(teamsPiece);

function slackPiece({ type, accessory, elements }: Shape): Piece {
  if (type === "header") return { is: "heading", buttons: 0 };
  if (type === "section") return { is: "text", buttons: accessory === undefined ? 0 : 1 };
  return { is: "other", buttons: type === "actions" ? (elements as unknown[]).length : 0 };
}

/** In Teams a heading is a line with a rule above it. */
function teamsPiece({ type, separator, actions, selectAction }: Shape): Piece {
  if (type === "RichTextBlock") return { is: separator === true ? "heading" : "text", buttons: 0 };
  if (type === "ActionSet") return { is: "other", buttons: (actions as unknown[]).length };
  return { is: "other", buttons: selectAction === undefined ? 0 : 1 };
}
