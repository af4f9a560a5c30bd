import { type Config, isDemo, type OrganisationFile } from "../config.ts";
import type { OrganisationId } from "../kernel/ids.ts";
import type { Database } from "../runtime/database/database.ts";
import type { AnyFeature } from "../runtime/feature.ts";
import type { Log } from "../runtime/log.ts";
import { applyAgain } from "./apply-again.ts";
import { applyFile } from "./apply.ts";
import { keepFile, keepFirst, withoutFile } from "./documents.ts";
import { tellInForce } from "./in-force.ts";

export interface OrganisationParts {
  readonly db: Database;
  readonly features: ReadonlyMap<string, AnyFeature>;
  readonly log: Log;
  readonly config: Pick<Config, "organisations" | "playground">;
}

/** The organisations of this process: those of files, and those that are set up in chat. */
export class Organisations {
  readonly #parts: OrganisationParts;
  /** The content of each organisation's file as this process last read it. */
  readonly #known = new Map<OrganisationId, string>();
  #files: readonly OrganisationFile[];
  #inChat: readonly OrganisationFile[] = [];

  constructor(parts: OrganisationParts) {
    this.#parts = parts;
    this.#files = parts.config.organisations;
  }

  /** Brings the tables up to the files. */
  async begin(whenThere: (work: () => Promise<void>) => Promise<void>): Promise<void> {
    const { db, features, log, config } = this.#parts;
    for (const file of this.#files)
      await whenThere(async () => {
        const isOurs = config.playground && isDemo(file);
        const kept = isOurs ? keepFirst : keepFile;
        const result = await applyFile(db, file, features.values(), false, kept);
        // Visitors of the playground have not written its file.
        if (!config.playground || (result.tried === "refused" && !isOurs))
          tellInForce(file, result, log);
        this.#known.set(file.id, file.hash);
      });
    await whenThere(async () => {
      this.#inChat = await withoutFile(db, this.#files);
    });
  }

  all(): readonly OrganisationFile[] {
    return [...this.#files, ...this.#inChat];
  }

  /** Those that chat does not change. A visitor of the playground changes the demo. */
  ofFiles(): readonly OrganisationFile[] {
    const { playground } = this.#parts.config;
    return this.#files.filter((file) => !(playground && isDemo(file)));
  }

  /** Applies a file once more. @returns false where chat has the settings */
  async reapply(id: OrganisationId): Promise<boolean> {
    const { db, features } = this.#parts;
    const file = this.ofFiles().find((one) => one.id === id);
    if (file === undefined) return false;
    await applyFile(db, file, features.values());
    return true;
  }

  /** What was made in chat is in force. */
  applied(file: OrganisationFile): void {
    this.#inChat = [...this.#inChat.filter(({ id }) => id !== file.id), file];
  }

  /** Other files. @returns those that were applied, and what stopped one of them */
  async reload(organisations: readonly OrganisationFile[]) {
    const { db, features, log } = this.#parts;
    const { applied, failed } = await applyAgain(db, organisations, this.#known, features, log);
    this.#files = applied;
    this.#inChat = await withoutFile(db, organisations);
    return { applied, failed };
  }
}
