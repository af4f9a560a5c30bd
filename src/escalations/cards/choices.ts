import { msg } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import { type Category, categories, dangerOutcomes, outcomes } from "../categories.ts";
import type { Request } from "../request.ts";
import { button } from "./button.ts";

/* What is said of a call in one press: why, how it ended, and whether help was called. */

/** What came of it: one tap, asked of the last helper (docs/features.md E7). */
export const outcomeButtons = (request: Request): Button[] =>
  (request.level === "danger" ? dangerOutcomes : outcomes).map((outcome) =>
    button(request, "record", msg(`outcome.${outcome}`), { argument: outcome }),
  );

/** What happened, one tap each (docs/features.md E9). */
export const whyTiles = (request: Request, offered: readonly Category[]): Button[] =>
  offered
    .filter((one) => mayBeSaid(request, one))
    .map((category) =>
      button(request, "category", msg(`category.${category}`), {
        argument: category,
        style: categories[category] === "danger" ? "danger" : undefined,
      }),
    );
/** A danger is never pretended (docs/decisions/0063). */
const mayBeSaid = ({ practice }: Request, category: Category): boolean =>
  practice !== true || categories[category] !== "danger";
export const inWords = (request: Request): Button => button(request, "inWords", msg("why.inWords"));

/** Before the end of a danger in which nobody said that help was called (docs/features.md C5). */
export const helpButtons = (request: Request): Button[] => [
  button(request, "done", msg("done.called"), { argument: "called" }),
  button(request, "done", msg("done.notNeeded"), { argument: "not-needed" }),
];
