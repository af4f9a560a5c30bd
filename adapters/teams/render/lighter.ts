import { weight } from "../limits.ts";
import { type Element, rich, run } from "./elements.ts";

/**
 * Elements within so many bytes: of what is too much a picture goes first, then texts from the
 * middle, because the end says how it went; the buttons stay as long as they can.
 */
export function lighter(body: readonly Element[], most: number): readonly Element[] {
  let heavy = weight(body) - most;
  if (heavy <= 0) return body;
  const dots = rich([run("…")]);
  heavy += weight(dots) + 2;
  const gone = new Set<number>();
  const fromMiddle = [...body.keys()]
    .slice(1)
    .toSorted((a, b) => Math.abs(a - body.length / 2) - Math.abs(b - body.length / 2));
  for (const spare of ["Image", "RichTextBlock", "Container", ""] as const) {
    for (const index of fromMiddle) {
      const element = body[index];
      if (heavy <= 0 || element === undefined || gone.has(index)) continue;
      if (spare !== "" && element.type !== spare) continue;
      heavy -= weight(element) + 2;
      gone.add(index);
    }
  }
  const first = Math.min(...gone);
  return body.flatMap((element, index) =>
    index === first ? [dots] : gone.has(index) ? [] : [element],
  );
}
