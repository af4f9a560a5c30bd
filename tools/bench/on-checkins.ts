import { type Answering, measureAnswers } from "./answers.ts";
import { measureBeside, measureQueueing, openLarge } from "./checkins.ts";
import { atMost, type Line, print, round, save, spread } from "./figures.ts";
import type { Stretch } from "./latency.ts";
import { openSite } from "./stores.ts";
import { measureTrends } from "./trends.ts";

/* Check-ins of ten thousand people: made, queued, beside pages and without; and what keeping an answer sealed costs. */

const quick = process.argv.includes("--quick");
const plan = quick
  ? { teams: 10, rate: 20, turns: 1, perTurn: 30, times: 10 }
  : { teams: 250, rate: 20, turns: 2, perTurn: 600, times: 60 };

const trend = spread(measureTrends());
const lines: Line[] = [
  atMost("team trend over 100 000 answers, processor time, median", trend.median, 200, "ms"),
];
const houses: Record<string, object> = {};
const site = await openSite();
try {
  for (const kind of ["PostgreSQL", "PGlite"] as const) {
    const large = await openLarge(site, kind, plan.teams);
    site.say(`${kind}: ${large.asked.length} check-ins due at once`);
    const queued = await measureQueueing(site, large);
    site.say(
      `${kind}: pages, ${plan.rate} a second, without and beside ${large.asked.length} check-ins in a minute`,
    );
    const beside = await measureBeside(site, large, plan);
    site.say(`${kind}: answers`);
    const answers: Record<string, Answering> = {};
    for (const [index, before] of [0, 12, 60].entries())
      answers[before] = await measureAnswers(site, large, {
        times: plan.times,
        before,
        from: index * plan.times,
      });
    await large.house.stop();

    const paged = (all: readonly Stretch[]) => spread(all.flatMap((one) => one.paged));
    const [without, busy] = [paged(beside.without), paged(beside.beside)];
    const missing = [...beside.without, ...beside.beside].reduce(
      (sum, one) => sum + one.missing,
      0,
    );
    lines.push(
      atMost(
        `${kind}, ${large.asked.length} check-ins made and queued`,
        queued.took / 1_000,
        10,
        "s",
      ),
      { what: "  processor time of Handrail's process, each", figure: `${round(queued.each)} ms` },
      ...(queued.made === large.asked.length
        ? []
        : [{ what: "  made when patience ended", figure: String(queued.made) }]),
      { what: "  that had left by then, in their turns", figure: String(queued.sent) },
      atMost(
        `  memory beyond ${round(queued.before)} MB meanwhile`,
        queued.most - queued.before,
        100,
        "MB",
      ),
      {
        what: `${kind}, page without check-ins (${without.count})`,
        figure: `${round(without.median)} ms, p99 ${round(without.p99)} ms`,
      },
      {
        what: `  beside ${round(beside.made.reduce((sum, n) => sum + n, 0))} of them (${busy.count})`,
        figure: `${round(busy.median)} ms, p99 ${round(busy.p99)} ms`,
      },
      atMost("  median, as many times that without", busy.median / without.median, 1.2, "×"),
      atMost("  p99, as many times that without", busy.p99 / without.p99, 1.2, "×"),
      atMost("  pages missing", missing, 0, ""),
      ...Object.entries(answers).flatMap(([before, { answered, sealing, opening, opened }]) => {
        const [all, seal, open] = [
          spread(answered).median,
          spread(sealing).median,
          spread(opening).median,
        ];
        const beforeIt =
          before === "0" ? "the first of all, its key made for it" : `${before} answers before`;
        return [
          atMost(
            `${kind}, form answered (${round(all)} ms), ${beforeIt}, nothing warmed: sealing's share`,
            (100 * seal) / all,
            5,
            "%",
          ),
          ...(before === "0"
            ? []
            : [
                atMost(
                  `  with opening the ${opened} that matter for what is offered, all hard days`,
                  (100 * (seal + open)) / all,
                  5,
                  "%",
                ),
              ]),
        ];
      }),
    );
    houses[kind] = {
      ...{
        checkins: large.asked.length,
        queued,
        made: beside.made,
        without,
        beside: busy,
        missing,
      },
      answers: Object.fromEntries(
        Object.entries(answers).map(([n, one]) => [
          n,
          {
            answered: spread(one.answered),
            sealing: spread(one.sealing),
            opening: spread(one.opening),
          },
        ]),
      ),
    };
  }
  print(lines);
  save("checkins", { quick, trend, houses });
} finally {
  await site.stop();
}
