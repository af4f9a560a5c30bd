import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inPairedBlocks } from "../blocks.ts";
import { besideWithout } from "../beside.ts";
import { atMost, type Line, round } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { makeOrganisation, type Organisation } from "../organisation.ts";
import { processorSeconds, residentMegabytes } from "../processes.ts";
import { type Handrail, openSite } from "../site.ts";

const rate = 60;
const longestImport = 600_000;

interface Import {
  /** From the moment in which it is ready until the roster is in force. Seconds. */
  readonly took: number;
  /** Of its processes and the database's, in seconds. */
  readonly processor: number;
  /** The longest that `/readyz` was waited for meanwhile. Milliseconds. */
  readonly stood: number;
}

/**
 * A year of shifts of a large organisation: how long they take to be in force, and what a page takes
 * with them in memory, beside a Handrail without a roster.
 */
export async function roster(server: string, { quick }: Plan): Promise<Result> {
  const plan = quick ? { teams: 84, days: 90 } : { teams: 834, days: 365 };
  const organisation = makeOrganisation(plan.teams);
  const folder = mkdtempSync(join(tmpdir(), "handrail-bench-roster-"));
  const site = await openSite();
  try {
    const file = join(folder, "shifts.csv");
    const shifts = await writeShifts(file, organisation, plan.days);
    const people = plan.teams * 12;
    const yaml = `${organisation.yaml}roster: { file: ${JSON.stringify(file)} }\n`;
    site.say(`${server}: ${people} people, ${shifts} shifts`);
    // The people are written first: only the roster is measured.
    await (await site.handrail(server, "rostered", organisation)).stop();
    let heard = "";
    const rostered = await site.handrail(
      server,
      "rostered",
      { ...organisation, yaml },
      { heard: (text) => (heard += text) },
    );
    const imported = await untilInForce(rostered, () =>
      heard.includes("in force for rostered: the roster"),
    );
    const without = await site.handrail(server, "unrostered", organisation);
    const apps = { without, rostered };
    const blocks = await inPairedBlocks(site.slack, apps, organisation.agents, {
      ...{ rate, perBlock: quick ? 120 : 300, blocks: quick ? 2 : 8, say: site.say },
    });
    const resident = {
      without: residentMegabytes([without.process.pid]),
      rostered: residentMegabytes([rostered.process.pid]),
    };
    return {
      lines: [
        ...linesOf(`${people} people, ${shifts} shifts`, imported),
        ...besideWithout("the roster", blocks.without, blocks.rostered),
        {
          what: "resident, Handrail's process, without and with it",
          figure: `${round(resident.without)} MB, ${round(resident.rostered)} MB`,
        },
      ],
      report: { imported, resident },
    };
  } finally {
    await site.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Five of seven days each, at work now. @returns how many shifts */
async function writeShifts(file: string, { yaml }: Organisation, days: number): Promise<number> {
  const people = [...yaml.matchAll(/^ {2}(\S+@b\.test):/gm)].map(([, email = ""]) => email);
  const out = createWriteStream(file);
  out.write("email,start,end\n");
  const now = Temporal.Now.zonedDateTimeISO("Europe/London").toPlainDateTime();
  let shifts = 0;
  for (let day = 0; day < days; day++) {
    if (day % 7 > 4) continue;
    const times = Array.from({ length: 12 }, (_, part) => {
      const from = now.add({ days: day }).subtract({ minutes: 180 + 15 * part });
      return `${minute(from)},${minute(from.add({ hours: 8 }))}`;
    });
    const lines = people.map((email, index) => `${email},${times[index % times.length]}\n`);
    shifts += lines.length;
    if (!out.write(lines.join(""))) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return shifts;
}

const minute = (time: Temporal.PlainDateTime): string =>
  time.toString({ smallestUnit: "minute" }).replace("T", " ");

async function untilInForce(
  { process, pids }: Handrail,
  isInForce: () => boolean,
): Promise<Import> {
  const [began, before] = [performance.now(), processorSeconds(pids())];
  let stood = 0;
  while (!isInForce()) {
    const asked = performance.now();
    if (asked - began > longestImport) throw new Error("the roster did not come into force");
    await (await fetch(`${process.url}/readyz`)).text();
    stood = Math.max(stood, performance.now() - asked);
    await wait(20);
  }
  const took = (performance.now() - began) / 1_000;
  return { took, processor: processorSeconds(pids()) - before, stood };
}

const linesOf = (what: string, { took, processor, stood }: Import): Line[] => [
  atMost(`${what}: in force`, took, goals.roster, "s"),
  { what: "  processor time", figure: `${round(processor)} s` },
  { what: "  the longest that a look at it waited", figure: `${round(stood)} ms` },
];
