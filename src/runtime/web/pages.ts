import type { PersonId, TeamName } from "../../kernel/ids.ts";
import type { Page, PageQuery } from "../../platform/page.ts";
import type { Tx } from "../database/database.ts";
import type { Organisation } from "../directory/directory.ts";
import type { Shell } from "../shell.ts";

/** Who looks, as the transaction that reads the page found them. */
export type PageViewer =
  | { readonly person: PersonId }
  /** A room's screen: nobody in particular, who sees of these what its maker may see. */
  | { readonly teams: readonly TeamName[]; readonly madeBy: PersonId };

/**
 * A page of a feature. `may` is asked at every request with the directory of that moment. A page
 * says nothing of its own about what another person may see: `read` and `draw` get the viewer.
 */
export type PageSource<Read = unknown> = OnePage | LivePage<Read>;

interface Asked {
  readonly may: (organisation: Organisation, person: PersonId) => boolean;
}
export interface OnePage extends Asked {
  readonly live?: undefined;
  /** `undefined`: what the query names is not there, or not theirs to see. */
  readonly make: (
    tx: Tx,
    shell: Shell,
    viewer: { readonly person: PersonId },
    query: PageQuery,
  ) => Promise<Page | undefined>;
}
/** Kept current on every open page: it is read once for all of an organisation's viewers. */
export interface LivePage<Read> extends Asked {
  readonly live: true;
  /** In milliseconds: how often it is read; absent: so often that a change is seen at once. */
  readonly every?: number;
  /** A room's screen may show it. */
  readonly onWalls?: true;
  read(tx: Tx, shell: Shell): Promise<Read>;
  draw(read: Read, shell: Shell, viewer: PageViewer): Page;
}
