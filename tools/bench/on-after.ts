import { measureBreaks } from "./board.ts";
import { atMost, type Line, print, round, save, spread } from "./figures.ts";
import { measureBatch, measureRound } from "./matching.ts";
import { measureRoundDrawn, measureSearch } from "./searches.ts";
import { openSite } from "./stores.ts";

/* After the call. Breaks: answered, and on the board, beside a page. Debriefs in a large organisation: the matching alone, and what people wait for with all that is read and opened for it. */

const quick = process.argv.includes("--quick");
const runs = quick ? 3 : 9;
const people = quick ? 240 : 2_000;

const batch = measureBatch(100, 2_000, runs);
const groups = [250, 500, 1_000].map((size) => ({ size, ...measureRound(size, quick ? 1 : 3) }));
const lines: Line[] = [
  atMost(
    `100 requests × 2,000 supporters (${batch.matched} matched), processor time, median`,
    spread(batch.ms).median,
    100,
    "ms",
  ),
  ...groups.map(({ size, ms, matched }) =>
    atMost(
      `a regular round of ${size} (${matched} meet), processor time, median`,
      spread(ms).median,
      2_000,
      "ms",
    ),
  ),
];

const site = await openSite();
const houses: Record<string, object> = {};
try {
  for (const kind of ["PGlite", "PostgreSQL"] as const) {
    site.say(`${kind}: breaks and the board`);
    const rest = await measureBreaks(
      site,
      kind,
      quick ? { teams: 5, rounds: 1 } : { teams: 30, rounds: 3 },
    );
    const breaks = {
      answered: spread(rest.answered),
      board: spread(rest.board),
      page: spread(rest.page),
    };
    lines.push(
      {
        what: `${kind}, page (${breaks.page.count}), in the same run`,
        figure: `${round(breaks.page.median)} ms, p99 ${round(breaks.page.p99)} ms`,
      },
      atMost("  /break answered, p99", breaks.answered.p99, 1_000, "ms"),
      atMost(
        `  and on the board (median ${round(breaks.board.median)} ms), p99`,
        breaks.board.p99,
        1_000,
        "ms",
      ),
    );
    site.say(`${kind}: ${people} people who would all listen`);
    const search = await measureSearch(site, kind, people, quick ? 5 : 20);
    const drawn = await measureRoundDrawn(site, search.house, search.ids, quick ? 100 : 1_000);
    await search.house.stop();
    const [answered, word] = [spread(search.peer), spread(search.word)];
    lines.push(
      {
        what: `${kind}, A peer, answered with ${people} who would listen`,
        figure: `${round(answered.median)} ms, most ${round(answered.most)} ms`,
      },
      {
        what: "  /shift on meanwhile, which looks at nobody else",
        figure: `${round(word.median)} ms`,
      },
      atMost(`${kind}, a round drawn and everybody told, all of it`, drawn.took, 5_000, "ms"),
      { what: "  /shift on while it is drawn, slowest", figure: `${round(drawn.slowest)} ms` },
    );
    houses[kind] = { breaks, answered, word, drawn };
  }
  print(lines);
  save("after", {
    quick,
    batch: spread(batch.ms),
    rounds: groups.map(({ size, ms, matched }) => ({ size, matched, ...spread(ms) })),
    houses,
  });
} finally {
  await site.stop();
}
