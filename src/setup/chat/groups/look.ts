import type { OrganisationId } from "../../../kernel/ids.ts";
import { minutes, seconds } from "../../../kernel/time.ts";
import type { Database } from "../../../runtime/database/database.ts";
import type { Log } from "../../../runtime/log.ts";
import { readDocument } from "../../documents.ts";
import { InTurn } from "../../in-turn.ts";
import { type Command, isSyncing, looksAgain, type Settings } from "../rules.ts";
import { growBeside } from "./beside.ts";
import type { MembersReader } from "./read-members.ts";
import type { SyncedGroup, Reading } from "./rules.ts";
import { forgetLook, lookIn } from "./timer.ts";

/** While a version waits to be applied, and where it could not be. */
const afterApplying = seconds(10);
const afterFault = minutes(5);

export interface LookParts {
  readonly db: Database;
  readonly reader: Pick<MembersReader, "read">;
  readonly log: Log;
  readonly carryOut: (organisation: OrganisationId, command: Command) => Promise<unknown>;
}

/**
 * Looks who is in the channels and groups that teams follow, and makes a version of what has changed.
 * It runs beside the clock, like what applies settings. Each look reads all of it, so a lost event
 * is made up for by the next one.
 */
export class Looks {
  readonly #parts: LookParts;
  readonly #turns: InTurn;

  constructor(parts: LookParts) {
    this.#parts = parts;
    this.#turns = new InTurn(parts.log, "followed channels were not looked at");
  }

  /** Calls for one organisation wait for each other. Never throws. */
  look(id: OrganisationId): Promise<void> {
    return this.#turns.run(id, () => this.#look(id));
  }

  stop(): Promise<void> {
    return this.#turns.stop();
  }

  async #look(id: OrganisationId): Promise<void> {
    const { db, log, carryOut } = this.#parts;
    const found = await db.inOrganisation(id, readDocument);
    const state = found?.state as Settings | undefined;
    if (found === undefined || state === undefined || !isSyncing(state)) return forgetLook(db, id);
    const { at, applied, fault, groups = [] } = state;
    if (at !== applied) return lookIn(db, id, fault === undefined ? afterApplying : afterFault);
    const { text } = found;
    const grown = await growBeside({ text, groups, readings: await this.#read(groups) });
    if (grown.text !== text || JSON.stringify(grown.groups) !== JSON.stringify(groups)) {
      const over = grown.groups.filter(({ ended }, place) => ended !== groups[place]?.ended);
      for (const { kind, ended } of over)
        log.warn({ organisation: id, kind, code: ended }, "a team follows it no more");
      await carryOut(id, { do: "look", base: at, document: grown.text, groups: grown.groups });
    }
    await lookIn(db, id, grown.groups.every(isTold) ? looksAgain.told : looksAgain.untold);
  }

  async #read(groups: readonly SyncedGroup[]): Promise<(Reading | undefined)[]> {
    const readings: (Reading | undefined)[] = [];
    for (const { platform, workspace, kind, id, accounts, ended } of groups)
      readings.push(
        ended === undefined
          ? await this.#parts.reader.read({ platform, workspace, kind, name: id }, accounts)
          : undefined,
      );
    return readings;
  }
}

const isTold = (one: SyncedGroup): boolean => one.isTold || one.ended !== undefined;
