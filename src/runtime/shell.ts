import type { OrganisationId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Finding } from "../platform/finding.ts";
import type { Organisation } from "./directory/directory.ts";
import type { Vault } from "./keys.ts";

/** Whose findings are asked for, and in which tenants of Teams it lives. */
export interface OwnPlaces {
  readonly id: OrganisationId;
  readonly tenants: readonly string[];
}

/** What a feature's store may use besides its transaction. */
export interface Shell {
  readonly organisation: Organisation;
  readonly vault: Vault;
  /** Now by the database's clock, to within a tick: for showing, never for deciding. */
  readonly now: Instant;
  /** Where people's browsers reach our pages, without a slash at its end; absent: there are none. */
  readonly address?: string | undefined;
  /** What this process knows of itself and of its platforms; absent where nobody looked. */
  readonly findings?: ((own: OwnPlaces) => Promise<readonly Finding[]>) | undefined;
}
