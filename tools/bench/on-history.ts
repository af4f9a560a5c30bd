import { atMost, type Line, print, round, save } from "./figures.ts";
import { type Cost, measureHistory } from "./history.ts";
import { openSite } from "./stores.ts";

/* What a request costs when much has happened before: the same requests, beside pasts of 1,000, 10,000 and 100,000. */

const quick = process.argv.includes("--quick");
const plan = quick
  ? { sizes: [200, 4_000], requests: 12, warm: 10 }
  : { sizes: [1_000, 10_000, 100_000], requests: 250, warm: 80 };

const site = await openSite();
try {
  const costs: Record<string, readonly Cost[]> = {};
  for (const kind of ["PGlite", "PostgreSQL"] as const)
    costs[kind] = await measureHistory(site, kind, plan);

  const lines = Object.entries(costs).flatMap(([kind, all]): Line[] => {
    const [first] = all;
    if (first === undefined) return [];
    return all.flatMap((one) => [
      {
        what: `${kind}, ${one.old} old: a request's three answers`,
        figure: `${round(one.request.median)} ms, page ${round(one.page.median)} ms`,
      },
      ...(one === first
        ? []
        : [
            atMost(
              `  as many times ${first.old} old ones'`,
              one.request.median / first.request.median,
              1.2,
              "×",
            ),
            atMost("  its page", one.page.median / first.page.median, 1.2, "×"),
            atMost(
              `  the board (${round(one.board.median)} ms)`,
              one.board.median / first.board.median,
              1.2,
              "×",
            ),
            atMost(
              "  words that read more rows than there",
              Object.keys(one.growing).length,
              0,
              "",
            ),
            ...Object.entries(one.growing).flatMap(([word, ways]) =>
              ways.map((way) => ({ what: `    ${word}`, figure: way })),
            ),
          ]),
    ]);
  });
  print(lines);
  save("history", { quick, costs });
} finally {
  await site.stop();
}
