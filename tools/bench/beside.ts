import type { Block } from "./blocks.ts";
import { atMost, type Line, round, spread } from "./figures.ts";
import { goals } from "./goals.ts";

/** Pages of two Handrails in paired blocks, of which one has something more to do. */
export function besideWithout(
  what: string,
  without: readonly Block[],
  having: readonly Block[],
): Line[] {
  const page = (blocks: readonly Block[]) => spread(blocks.flatMap(({ paged }) => paged));
  const processor = (blocks: readonly Block[]) =>
    blocks.reduce((sum, block) => sum + block.processor, 0) / Math.max(1, blocks.length);
  const [plain, more] = [page(without), page(having)];
  const [cost, costMore] = [processor(without), processor(having)];
  // The middle of the blocks' own: one slow block counts once.
  const times = spread(
    having.map(
      (block, index) => spread(block.paged).median / spread(without[index]?.paged ?? []).median,
    ),
  );
  const missing = [...without, ...having].reduce((sum, block) => sum + block.missing, 0);
  return [
    {
      what: `page without and with ${what}, median (${more.count} each)`,
      figure: `${round(plain.median)} ms, ${round(more.median)} ms`,
    },
    // Where pages are missing, those that came are no measure of anything.
    missing === 0
      ? atMost("  as many times, the middle of the blocks", times.median, goals.beside, "×")
      : { what: "  as many times, the middle of the blocks", figure: "some pages are missing" },
    {
      what: "  p99, processor time a request",
      figure: `${round(plain.p99)} ms, ${round(more.p99)} ms; ${round(cost)} ms, ${round(costMore)} ms`,
    },
    atMost("  pages missing", missing, 0, ""),
  ];
}
