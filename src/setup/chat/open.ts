import { moveTokens } from "../installs/tokens.ts";
import type { OrganisationFile } from "../../config/types.ts";
import type { OrganisationId, Platform } from "../../kernel/ids.ts";
import type { Adapter, Gesture, Reply } from "../../platform/adapter.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import { carryOut, postponeTimer } from "../../runtime/messages/unprompted.ts";
import type { CoreParts } from "../../runtime/parts.ts";
import type { Due } from "../../runtime/timers/clock.ts";
import { applyFile } from "../apply.ts";
import { fileOf, readDocument, settingsSubject } from "../documents.ts";
import { ApplySettings } from "./apply-settings.ts";
import { arrivals } from "./arrivals.ts";
import { setup } from "./feature.ts";

/** Set-up in chat, as the process has it. */
export interface ChatSetup {
  readonly arrival: (
    gesture: Gesture,
    organisation: Organisation | undefined,
  ) => Promise<"again" | Pick<Reply, "notice"> | undefined>;
  /** @returns true where the timer is ours: it is carried out beside the clock */
  readonly takes: (due: Due) => Promise<boolean>;
  /** Applies what is stored once more: an account has another entry's address now. */
  readonly again: (organisation: OrganisationId) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ChatSetupParts {
  /** Known once everything is put together. */
  readonly core: () => CoreParts;
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  /** Organisations that files describe. */
  readonly files: () => readonly Pick<OrganisationFile, "id">[];
  /** The tables hold these settings now: people are looked up, and an outage's answer is renewed. */
  readonly applied: (file: OrganisationFile) => Promise<void>;
}

/** Seconds after which an unfinished attempt is repeated, such as after a crash. */
const repeatAfter = 60;

export function openChatSetup(
  {
    db,
    directory,
    features,
    log,
    now,
  }: Pick<CoreParts, "db" | "directory" | "features" | "log" | "now">,
  { core, adapters, files, applied }: ChatSetupParts,
): ChatSetup {
  const settings = new ApplySettings({
    ...{ db, adapters, features, log, applied },
    tell: async (organisation) => {
      const source = { system: "apply", subject: settingsSubject };
      const command = { do: "apply" } as const;
      await carryOut(core(), { organisation, feature: setup, command, source });
    },
  });
  return {
    arrival: arrivals({
      ...{ db, directory, adapters, features, files, now },
      apply: (id) => settings.apply(id),
      begun: applied,
      moved: (workspace, way) => moveTokens(db, core().vault, workspace, way),
    }),
    async takes(due) {
      if (due.feature !== setup.name || due.command !== "apply") return false;
      await postponeTimer(db, due, repeatAfter);
      void settings.apply(due.organisation);
      return true;
    },
    async again(id) {
      const document = await db.inOrganisation(id, readDocument);
      const file = document && fileOf(document);
      if (file === undefined) return;
      await applyFile(db, { ...file, id }, features.values(), true, async () => undefined);
      directory.forget(id);
    },
    stop: () => settings.stop(),
  };
}
