import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { organisationFile } from "./acme.ts";
import type { World } from "./story.ts";

/** The Acme whose teams are open on weekdays from 8 to 20. */
export const withHours = organisationFile.replaceAll(
  /^  (Billing|Deliveries):$/gm,
  '  $1:\n    hours: "Mon-Fri 08:00-20:00"',
);

/** A folder with a file of shifts, and the organisation's file that names it. */
export function rosterIn(name: string, file = withHours) {
  const folder = mkdtempSync(join(tmpdir(), "roster-"));
  const path = join(folder, name);
  return {
    path,
    file: `${file}roster: { file: ${path} }\n`,
    write: (text: string) => writeFileSync(path, text),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** `2027-03-01`: the day so many days from now, in London. */
export async function dayIn({ asOwner }: World, days: number): Promise<string> {
  const { rows } = await asOwner(
    `select to_char((handrail.now() at time zone 'Europe/London') + interval '${days} days', 'YYYY-MM-DD') as day`,
  );
  return String(rows[0]?.["day"]);
}

/** A table of shifts: who, and the hours of how many days from now. */
export async function tableOf(
  world: World,
  ...shifts: readonly (readonly [who: string, days: number, from: string, to: string])[]
): Promise<string> {
  const rows = [];
  for (const [who, days, from, to] of shifts) {
    const day = await dayIn(world, days);
    rows.push(`${who}@acme.test,${day} ${from},${day} ${to}`);
  }
  return ["email,start,end", ...rows, ""].join("\n");
}
