import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { OrganisationFile } from "../../../src/config/types.ts";
import type { Database } from "../../../src/runtime/database/database.ts";
import type { Directory } from "../../../src/runtime/directory/directory.ts";
import { openLog } from "../../../src/runtime/log.ts";
import { RosterFiles } from "../../../src/setup/roster/watch.ts";

/* P1: a calendar that nobody can read to its end holds up the others once, and not for ever. */

const folder = mkdtempSync(join(tmpdir(), "handrail-endless-"));
afterAll(() => rmSync(folder, { recursive: true }));

const endless = (name: string) =>
  [
    ...["BEGIN:VCALENDAR", "BEGIN:VEVENT", `UID:${name}`, "DTSTART:20270301T090000Z"],
    ...["DTEND:20270301T170000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"],
    ...["ATTENDEE:mailto:ana@acme.test", "END:VEVENT", "END:VCALENDAR", ""],
  ].join("\r\n");

it("P1: a file that takes too long is read once, said once, and read again when it changes", async () => {
  const path = join(folder, "shifts.ics");
  writeFileSync(path, endless("1"));
  const said: string[] = [];
  const files = new RosterFiles({
    // No roster is in force, and none is written: it is never read to its end.
    db: { inOrganisation: () => Promise.resolve(undefined) } as unknown as Database,
    directory: {
      organisation: () => Promise.resolve({ people: new Map() }),
    } as unknown as Directory,
    log: openLog("warn", (sentence) => said.push(sentence)),
    now: () => Date.UTC(2027, 1, 20),
    longest: 1_000,
  });
  const file = {
    ...{ id: "acme", hash: "1", timeZone: "Europe/London", teams: [] },
    roster: { file: path },
  } as unknown as OrganisationFile;
  try {
    await files.follow([file]);
    await files.follow([file]);
    expect(said).toEqual([
      expect.stringMatching(
        /^shifts\.ics cannot be read, and the roster stays as it was\. Look for .*save the file anew/,
      ),
    ]);
    writeFileSync(path, endless("another"));
    await files.follow([file]);
    expect(said).toHaveLength(2);
  } finally {
    await files.stop();
  }
});
