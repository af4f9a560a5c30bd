import type { OrganisationId, Platform } from "../kernel/ids.ts";
import type { Finding } from "../platform/finding.ts";
import type { Adapter, Gesture, Reply } from "../platform/adapter.ts";
import type { Organisation } from "./directory/organisation.ts";
import type { AnyFeature } from "./feature.ts";
import type { Log } from "./log.ts";
import type { OwnPlaces } from "./shell.ts";
import type { Metrics } from "./metrics.ts";
import type { Sender } from "./messages/sender.ts";
import type { Transactor } from "./command/result.ts";

/** What gestures and the clock work with; put together once, in app.ts. */
export interface CoreParts extends Transactor {
  readonly features: ReadonlyMap<string, AnyFeature>;
  /**
   * Set after the adapters were made. They need the core, and the core needs them only for
   * strangers.
   */
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  readonly sender: Sender;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The duty phone of a workspace's organisation, known without a database. */
  readonly dutyPhone: (workspace: string) => string | undefined;
  /**
   * The language and time zone of a workspace's organisation, for accounts there without a person.
   * Set late, like `platforms`.
   */
  readonly livesAs?: (
    workspace: string,
  ) => { readonly locale: string; readonly timeZone: string } | undefined;
  /**
   * Somebody acts where nobody has set Handrail up yet, or brings a code that joins a workspace to an
   * organisation. "again": the workspace has an organisation now, and the gesture is carried out.
   */
  readonly arrival?: (
    gesture: Gesture,
    organisation: Organisation | undefined,
  ) => Promise<"again" | Pick<Reply, "notice"> | undefined>;
  /** Somebody came to a channel or user group of a workspace, or left it. */
  readonly membersChanged?: (
    organisation: OrganisationId,
    of: { readonly platform: Platform; readonly workspace: string; readonly id: string },
  ) => Promise<void>;
  /** What is good, worth knowing or wrong with this process and its platforms, as it last looked. */
  readonly findings?: (own: OwnPlaces) => Promise<readonly Finding[]>;
  /** An account with a person now has the address of another entry of the organisation's file. */
  readonly addressMoved?: (organisation: OrganisationId) => Promise<void>;
}
