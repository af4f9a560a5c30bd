import { drawPicture } from "./picture.ts";

/*
 * `npm run bench`: the figures of RELIABILITY, side by side with a bare Bolt app, in one run. Handrail, Bolt and the load
 * (with the double of Slack) are processes of their own. It always exits 0: a slow machine is no broken product.
 */

interface Kind {
  readonly says: string;
  readonly run: () => Promise<unknown>;
}

const kinds: Readonly<Record<string, Kind>> = {
  pages: {
    says: "the usual: pages beside bare Bolt on the embedded database, memory, timers, start-up (latest.json)",
    run: () => import("./on-pglite.ts"),
  },
  postgres: {
    says: "pages on PostgreSQL beside bare Bolt, and in Teams beside bare botbuilder; 250 a second (postgres.json)",
    run: () => import("./on-postgres.ts"),
  },
  history: {
    says: "a request, its page and the board with 1,000, 10,000 and 100,000 old ones, on both databases (history.json)",
    run: () => import("./on-history.ts"),
  },
  after: {
    says: "breaks and the board beside pages; matching 100 with 2,000, regular rounds of 250, 500 and 1,000 (after.json)",
    run: () => import("./on-after.ts"),
  },
  checkins: {
    says: "ten thousand check-ins in one minute, pages beside them, what sealing an answer costs, trends (checkins.json)",
    run: () => import("./on-checkins.ts"),
  },
};

const asked = process.argv.slice(2);
const usage = `npm run bench [-- [--KIND …] [--quick] [--profile]]

${Object.entries(kinds)
  .map(([name, { says }]) => `  --${name.padEnd(9)} ${says}`)
  .join("\n")}
  --all       every one of them, one after the other
  --picture   only draws bench-results/picture.svg again, from the files that are there

  --quick     the same, smaller: to see that it runs; its figures mean little
  --profile   leaves CPU profiles of Handrail in bench-results

Each writes its file in bench-results and draws the picture. Nothing else may run on the machine meanwhile.`;

const known = [...Object.keys(kinds), "all", "picture", "quick", "profile", "help"].map(
  (name) => `--${name}`,
);
const unknown = asked.filter((flag) => !known.includes(flag));
if (unknown.length > 0 || asked.includes("--help")) {
  console.log(unknown.length > 0 ? `${unknown.join(", ")}: not known here.\n\n${usage}` : usage);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const named = Object.keys(kinds).filter(
  (name) => asked.includes("--all") || asked.includes(`--${name}`),
);
const wanted = named.length > 0 || asked.includes("--picture") ? named : ["pages"];
for (const name of wanted) {
  if (wanted.length > 1) console.log(`\n${name}: ${kinds[name]?.says ?? ""}\n`);
  await kinds[name]?.run();
}
console.log(`drawn: ${drawPicture()}`);
process.exit(0);
