import type { Row } from "../../../src/platform/view.ts";
import type { Block } from "../sdk.ts";

/** A section of the home page: its heading, and the blocks of each of its rows. */
export interface DrawnSection {
  readonly above: readonly Block[];
  readonly rows: readonly { readonly tone: Row["tone"]; readonly blocks: readonly Block[] }[];
}

/**
 * As many rows as the page holds. The longest section gives up its last calm row first, and says how
 * many it gave up; so each section is there, and what is urgent stays as long as anything else does.
 */
export function fitted(
  sections: readonly DrawnSection[],
  room: number,
  more: (count: number) => Block,
): Block[] {
  const kept = sections.map(({ above, rows }) => ({ above, rows: [...rows], gone: 0 }));
  const blocksOf = () =>
    kept.flatMap(({ above, rows, gone }) => [
      ...above,
      ...rows.flatMap(({ blocks }) => blocks),
      ...(gone > 0 ? [more(gone)] : []),
    ]);
  for (let blocks = blocksOf(); ; blocks = blocksOf()) {
    if (blocks.length <= room) return blocks;
    const calm = (one: (typeof kept)[number]) => one.rows.filter(isCalm).length;
    const longest =
      kept.toSorted((a, b) => calm(b) - calm(a)).find((one) => calm(one) > 0) ??
      kept.toSorted((a, b) => b.rows.length - a.rows.length)[0];
    if (longest === undefined || longest.rows.length === 0) return blocks.slice(0, room);
    const last = longest.rows.findLastIndex(isCalm);
    longest.rows.splice(last === -1 ? longest.rows.length - 1 : last, 1);
    longest.gone += 1;
  }
}

const isCalm = ({ tone }: { readonly tone: Row["tone"] }): boolean =>
  tone === "calm" || tone === "closed";
