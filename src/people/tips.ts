import type { Tx } from "../runtime/database/database.ts";
import type { Shell } from "../runtime/feature.ts";

/** The organisation's own tips on a coaching card, the newest first (docs/features.md A4). */
export type ReadTips = (tx: Tx, shell: Shell, card: string) => Promise<readonly string[]>;
