import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { OrganisationFile } from "../../config/types.ts";
import { todayIn } from "../../kernel/days.ts";
import type { OrganisationId } from "../../kernel/ids.ts";
import { instantOfMinute, minuteOf, weekNumber } from "../../kernel/spans.ts";
import type { Instant } from "../../kernel/time.ts";
import { namesOf } from "../../people/roster/gather.ts";
import { applyRoster, forgetFileRoster, hashInForce } from "../../people/roster/store.ts";
import type { Database } from "../../runtime/database/database.ts";
import type { Directory } from "../../runtime/directory/directory.ts";
import type { Log } from "../../runtime/log.ts";
import { RosterUnread, readBeside } from "./beside.ts";
import type { RosterRead } from "./read.ts";

interface Parts {
  readonly db: Database;
  readonly directory: Directory;
  readonly log: Log;
  readonly now: () => Instant;
  /** In milliseconds: absent, as long as a file of its size may take. */
  readonly longest?: number;
}

/** How often a file is looked at. One that changed counts when it has stayed the same for a look. */
const every = 5_000;
/** 10,000 people and a year are 160 MB as CSV. */
const largest = 400_000_000;
/** So many mistakes are told one by one. */
const told = 20;

/** What was last seen of a file, and what was last read of it, even if in vain. */
interface Seen {
  last?: string;
  read?: string;
  /** Said once. */
  missing?: true;
}

/**
 * Follows the rosters that organisations' files name: read at the start, with every file that is
 * applied, and when they change. A roster that cannot be read changes nothing.
 */
export class RosterFiles {
  readonly #parts: Parts;
  readonly #seen = new Map<OrganisationId, Seen>();
  readonly #stopping = new AbortController();
  #files: readonly OrganisationFile[] = [];
  #turn: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** These files count from now on. Settles when their rosters were read. */
  follow(files: readonly OrganisationFile[]): Promise<void> {
    this.#files = files;
    this.#timer ??= setInterval(() => void this.#look(false), every).unref();
    return this.#look(true);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#turn;
  }

  /** One look at a time. @param anew whether a file counts that has only just changed */
  #look(anew: boolean): Promise<void> {
    const before = this.#turn;
    this.#turn = (async () => {
      await before;
      for (const file of this.#files) {
        if (this.#stopping.signal.aborted) return;
        await this.#lookAt(file, anew).catch((err: unknown) => {
          if (!this.#stopping.signal.aborted)
            this.#parts.log.warn({ err, organisation: file.id }, "the roster could not be read");
        });
      }
    })();
    return this.#turn;
  }

  async #lookAt(file: OrganisationFile, anew: boolean): Promise<void> {
    const { db, directory, log, now } = this.#parts;
    if (file.roster === undefined) {
      if (!anew) return;
      this.#seen.delete(file.id);
      await db.inOrganisation(file.id, forgetFileRoster);
      return directory.forget(file.id);
    }
    const path = file.roster.file;
    const seen = this.#seen.get(file.id) ?? {};
    this.#seen.set(file.id, seen);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || found.size > largest) {
      if (seen.missing !== true)
        log.warn(
          { organisation: file.id },
          `${path} ${found === undefined ? "cannot be read" : "is larger than 400 MB"}; ` +
            "the roster stays as it was. Check roster: { file } and who may read it",
        );
      seen.missing = true;
      return;
    }
    delete seen.missing;
    // Rules without an end are followed further every week.
    const week = weekNumber(minuteOf(now()));
    const is = `${path} ${found.mtimeMs} ${found.ctimeMs} ${found.size} ${file.hash} ${week}`;
    const [was, wasRead] = [seen.last, seen.read];
    seen.last = is;
    if (is === wasRead || (!anew && is !== was)) return;
    try {
      await this.#read(file, path, Math.floor(found.ctimeMs), week);
    } catch (err) {
      if (!(err instanceof RosterUnread)) throw err;
      // The others wait meanwhile: it is read again once it has changed.
      log.warn(
        { err, organisation: file.id },
        `${basename(path)} cannot be read, and the roster stays as it was. Look for a shift that ` +
          "repeats without end, such as each 30 February; save the file anew and it is read again",
      );
    }
    seen.read = is;
  }

  async #read(file: OrganisationFile, path: string, version: number, week: number): Promise<void> {
    const { db, directory, log, now, longest } = this.#parts;
    const bytes = await readFile(path);
    const hash = createHash("sha256").update(bytes).update(`${file.hash} ${week}`).digest("hex");
    if ((await db.inOrganisation(file.id, hashInForce)) === hash) return;
    const organisation = await directory.organisation(file.id);
    const known = {
      names: namesOf(organisation.people.values()),
      timeZone: file.timeZone,
      teams: new Set(file.teams.map(({ name }) => name.toLowerCase())),
      now: now(),
    };
    const read = await readBeside(bytes, known, this.#stopping.signal, longest);
    tellProblems(file, path, read, log);
    if (read.roster === undefined) return;
    const roster = { ...read.roster, hash, version };
    const became = await db.inOrganisation(file.id, (tx) => applyRoster(tx, roster));
    directory.forget(file.id);
    if (became === "older")
      log.warn(
        { organisation: file.id },
        `not applied for ${file.id}: ${basename(path)} is older than the roster in force; ` +
          "copy that one to this machine, or save this one anew",
      );
    if (became === "applied")
      log.info(
        { organisation: file.id, people: read.roster.shifts.size, shifts: read.given - read.wrong },
        `in force for ${file.id}: the roster ${basename(path)}, until ${lastDay(file, roster.covers)}`,
      );
  }
}

function lastDay({ timeZone }: OrganisationFile, covers: ArrayLike<number>): string {
  const end = covers[covers.length - 1] ?? 1;
  return todayIn(timeZone, instantOfMinute(end - 1)).toString();
}

/** Each with its line and remedy. They hold nothing that was written in the file. */
function tellProblems(file: OrganisationFile, path: string, read: RosterRead, log: Log): void {
  for (const { line, what, remedy, applied } of read.problems.slice(0, told))
    log.warn(
      { organisation: file.id, line },
      `${basename(path)}:${line}: ${what}${applied === true || read.roster === undefined ? "" : "; it was left out"}. ${remedy}`,
    );
  if (read.problems.length > told)
    log.warn(
      { organisation: file.id, more: read.problems.length - told },
      `${basename(path)}: and ${read.problems.length - told} more mistakes`,
    );
}
