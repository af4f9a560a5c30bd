import type { Instant } from "../kernel/time.ts";
import type { Finding } from "../platform/finding.ts";
import type { Organisation } from "./directory/directory.ts";
import type { Vault } from "./keys.ts";

/** What a feature's store may use besides its transaction. */
export interface Shell {
  readonly organisation: Organisation;
  readonly vault: Vault;
  /** Now by the database's clock, to within a tick: for showing, never for deciding. */
  readonly now: Instant;
  /** Where people's browsers reach our pages, without a slash at its end; absent: there are none. */
  readonly address?: string | undefined;
  /**
   * What this process knows of itself and of its platforms, for an organisation in these tenants of
   * Teams; absent where nobody looked.
   */
  readonly findings?: ((tenants: readonly string[]) => Promise<readonly Finding[]>) | undefined;
}
