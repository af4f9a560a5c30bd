import { assign } from "../src/debriefs/batch.ts";
import {
  centre,
  type Centre,
  days,
  type Figures,
  figuresOf,
  play,
  type Policy,
} from "./fairness/centre.ts";
import { rounds } from "../src/debriefs/pairing.ts";
import { crowd, everybodyIn } from "./fairness/crowds.ts";

/*
 * `npm run fairness`: 40 working days of a 60-person centre on the real rules, costs and assignment
 * (docs/features.md D2). Beside it: chance, and one at a time. Then how long the matching takes.
 */

const policies: readonly Policy[] = ["random", "cheapest", "assigned"];
const seeds = Number(process.argv[2] ?? 10);

const situations: readonly (Centre & { readonly name: string })[] = [
  { name: "single requests", ...centre, batch: [1, 1], requests: 10, exclusions: 0.03 },
  { name: "batches 1-6", ...centre, batch: [1, 6], requests: 10, exclusions: 0.03 },
  {
    name: "batches 3-8, dense exclusions",
    ...centre,
    batch: [3, 8],
    requests: 12,
    exclusions: 0.1,
  },
];

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const mean = (figures: readonly Figures[], of: (one: Figures) => number) =>
  figures.reduce((sum, one) => sum + of(one), 0) / figures.length;

console.log(
  `${days} working days, ${centre.people} people in ${centre.teams} teams, ${seeds} seeds each\n`,
);
console.log(
  "situation                        choice      unmatched   repeats < 10 days   load range ÷ mean",
);
for (const situation of situations) {
  for (const policy of policies) {
    const figures = Array.from({ length: seeds }, (_, seed) =>
      figuresOf(play(situation, policy, seed + 1)),
    );
    const cells = [
      ...[
        situation.name.padEnd(32),
        policy.padEnd(11),
        percent(mean(figures, (one) => one.unmatched)).padStart(9),
      ],
      ...[
        percent(mean(figures, (one) => one.repeats)).padStart(19),
        mean(figures, (one) => one.range)
          .toFixed(2)
          .padStart(19),
      ],
    ];
    console.log(cells.join(" "));
  }
}

const { seekers, supporters, now } = crowd(100, 2_000);
assign(seekers.slice(0, 10), supporters, now, 1);
const took = timed(() => assign(seekers, supporters, now, 1));
console.log(
  `\n100 requests × 2,000 supporters: ${took.ms.toFixed(0)} ms, ${took.result.size} matched`,
);
for (const size of [250, 500, 1_000]) {
  const people = everybodyIn(size);
  const round = timed(() => rounds(people, now, 1));
  const alone = size - round.result.reduce((sum, group) => sum + group.length, 0);
  console.log(
    `a round of ${size.toLocaleString("en")}: ${round.ms.toFixed(0)} ms, ` +
      `${round.result.length} groups, ${alone} left out`,
  );
}

/** By the processor's time: a machine that others use too must not look like a slow matching. */
function timed<T>(work: () => T): { readonly ms: number; readonly result: T } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1_000, result };
}
