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
import { Looks } from "./groups/look.ts";
import { MembersReader } from "./groups/read-members.ts";
import { lookAtAll, lookSoon } from "./groups/timer.ts";
import type { Command } from "./rules.ts";

/** Set-up in chat, as the process has it. */
export interface ChatSetup {
  readonly arrival: (
    gesture: Gesture,
    organisation: Organisation | undefined,
  ) => Promise<"again" | Pick<Reply, "notice"> | undefined>;
  /** @returns true where the timer is ours: it is carried out beside the clock */
  readonly takes: (due: Due) => Promise<boolean>;
  readonly membersChanged: NonNullable<CoreParts["membersChanged"]>;
  /** Once platforms can be asked: what changed while we were away is found. */
  readonly start: () => Promise<void>;
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
const repeatAfter = { apply: 60, look: 600 } as const;

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
  const reader = new MembersReader(adapters, now);
  const carry = (organisation: OrganisationId, command: Command) => {
    const source = { system: command.do, subject: settingsSubject };
    return carryOut(core(), { organisation, feature: setup, command, source });
  };
  const settings = new ApplySettings({
    ...{ db, adapters, features, log, reader, applied },
    tell: async (organisation) => {
      await carry(organisation, { do: "apply" });
    },
  });
  const looks = new Looks({ db, reader, log, carryOut: carry });
  return {
    arrival: arrivals({
      ...{ db, directory, adapters, features, files, now },
      apply: (id) => settings.apply(id),
      begun: applied,
      moved: (workspace, way) => moveTokens(db, core().vault, workspace, way),
    }),
    async takes(due) {
      const { feature, command, organisation } = due;
      if (feature !== setup.name || (command !== "apply" && command !== "look")) return false;
      await postponeTimer(db, due, repeatAfter[command]);
      void (command === "apply" ? settings.apply(organisation) : looks.look(organisation));
      return true;
    },
    membersChanged: (organisation, of) => lookSoon(db, organisation, of),
    start: () => lookAtAll(db),
    async again(id) {
      const document = await db.inOrganisation(id, readDocument);
      const file = document && fileOf(document);
      if (file === undefined) return;
      await applyFile(db, { ...file, id }, features.values(), true, async () => undefined);
      directory.forget(id);
    },
    async stop() {
      await Promise.all([settings.stop(), looks.stop()]);
    },
  };
}
