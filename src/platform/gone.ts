import { msg } from "./text.ts";
import type { Card, Gone } from "./view.ts";

/** What is wanted of a message that a newer one has replaced. */
export const replacedBy = (newest: Card | undefined): Gone => ({
  kind: "gone",
  line: msg("common.replaced"),
  ...(newest === undefined ? {} : { newest }),
});

/**
 * Draws the newest of somebody's messages; of an older one, that it is replaced.
 * @param newest its occasion
 */
export function newestOnly<Viewer extends { readonly occasion: string; readonly posted: boolean }>(
  newest: string,
  viewer: Viewer,
  draw: (viewer: Viewer) => Card | undefined,
): Card | Gone | undefined {
  if (viewer.occasion === newest) return draw(viewer);
  return viewer.posted ? replacedBy(draw({ ...viewer, occasion: newest })) : undefined;
}
