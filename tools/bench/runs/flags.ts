import { resolve } from "node:path";
import { inPairedBlocks } from "../blocks.ts";
import { type Line, round, spread } from "../figures.ts";
import type { Plan, Result } from "../main.ts";
import { makeOrganisation } from "../organisation.ts";
import { ownFlags, residentMegabytes } from "../processes.ts";
import { openSite } from "../site.ts";

const rate = 60;

/** What V8's `--trace-gc` says of a full collection: for how many milliseconds all stood still. */
const fullCollection = /Mark-Compact[^\n]*? MB, ([\d.]+) \/ [\d.]+ {1,2}ms/g;

/** Two processes of Handrail that differ by V8's flags alone, in paired blocks. */
export async function flags(server: string, { quick, flags: given }: Plan): Promise<Result> {
  const own = ownFlags(resolve(import.meta.dirname, "../../.."));
  const parsed = (set: string) => set.split(" ").filter((flag) => flag !== "");
  const [one, other] = given.length > 0 ? given.map(parsed) : [own, []];
  const sets = [one ?? own, other ?? []];
  const site = await openSite();
  try {
    const organisation = makeOrganisation(100);
    const start = async (name: string, set: readonly string[]) => {
      const said: string[] = [];
      const handrail = await site.handrail(server, name, organisation, {
        flags: [...set, "--trace-gc"],
        heard: (text) => said.push(text),
      });
      return { ...handrail, said };
    };
    const apps = {
      one: await start("one", sets[0] ?? []),
      other: await start("other", sets[1] ?? []),
    };
    const blocks = await inPairedBlocks(site.slack, apps, organisation.agents, {
      rate,
      perBlock: 300,
      blocks: quick ? 2 : 12,
      say: site.say,
    });
    const found = Object.entries(apps).map(([name, { said, pids }], index) => {
      const its = blocks[name as keyof typeof blocks];
      const stops = [...said.join("").matchAll(fullCollection)].map(([, ms]) => Number(ms));
      return {
        flags: sets[index]?.join(" ") ?? "",
        page: spread(its.flatMap(({ paged }) => paged)),
        processor: its.reduce((sum, { processor }) => sum + processor, 0) / its.length,
        stops: spread(stops),
        resident: residentMegabytes(pids()),
      };
    });
    return { lines: found.flatMap(linesOf), report: { found } };
  } finally {
    await site.stop();
  }
}

const linesOf = ({ flags: its, page, processor, stops, resident }: Found): Line[] => [
  { what: its === "" ? "no flags" : its, figure: "" },
  { what: "  page", figure: `${round(page.median)} ms, p99 ${round(page.p99)} ms` },
  { what: "  processor time a request", figure: `${round(processor)} ms` },
  {
    what: "  full collections, the longest",
    figure: `${stops.count}, ${round(stops.most)} ms`,
  },
  { what: "  resident, server included", figure: `${round(resident)} MB` },
];

interface Found {
  readonly flags: string;
  readonly page: ReturnType<typeof spread>;
  readonly processor: number;
  readonly stops: ReturnType<typeof spread>;
  readonly resident: number;
}
