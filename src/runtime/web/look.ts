import { sql } from "kysely";
import type { OrganisationId, SubjectId } from "../../kernel/ids.ts";
import type { Sender } from "../../platform/adapter.ts";
import type { Page, PageQuery } from "../../platform/page.ts";
import { type Reader, msg } from "../../platform/text.ts";
import type { PageRefused, PageReply } from "../../platform/web.ts";
import { Outdated, inAttempts } from "../command/attempts.ts";
import type { Tx } from "../database/database.ts";
import { whoIs } from "../directory/accounts.ts";
import { type Organisation, readerFor } from "../directory/directory.ts";
import type { Shell } from "../feature.ts";
import { readerOf } from "../gestures/strangers.ts";
import type { CoreParts } from "../parts.ts";
import type { PageSource, PageViewer } from "./pages.ts";
import { wallOf } from "./sessions.ts";

/** Somebody looks at a page. */
export interface Looking {
  readonly organisation: OrganisationId;
  /** A wall by its id, once its token was read. */
  readonly visitor: { readonly as: Sender } | { readonly wall: SubjectId };
  readonly name: string;
  readonly query: PageQuery;
}

export type Sources = Pick<CoreParts, "features">;

export const sourceOf = ({ features }: Sources, name: string): PageSource | undefined => {
  for (const { pages } of features.values())
    if (pages !== undefined && Object.hasOwn(pages, name)) return pages[name];
  return undefined;
};

const nobody: Reader = {
  platform: "slack",
  locale: "en",
  timeZone: "UTC",
  nameOf: () => undefined,
};
const refused = (
  why: PageRefused["refused"],
  reader: Reader,
  menu: readonly string[] = [],
): PageRefused => ({
  refused: why,
  line: msg(why === "unknown" ? "web.unknown" : "web.notYours"),
  reader,
  menu,
});
/** For somebody of no organisation. */
export const strangersPage = refused("unknown", nobody);

/** One page, read and drawn in one transaction with the rights that it sees. */
export function lookedAt(parts: CoreParts, looking: Looking): Promise<PageReply> {
  return inTransaction(parts, looking.organisation, async (tx, shell) => {
    const seen = await admitted(tx, parts, shell, looking);
    if ("refused" in seen) return seen;
    const { source, viewer, reader, menu } = seen;
    const page = await made(tx, shell, source, viewer, looking.query);
    return page === undefined
      ? refused("unknown", reader, menu)
      : { page, reader, menu, at: shell.now };
  });
}

async function made(
  tx: Tx,
  shell: Shell,
  source: PageSource,
  viewer: PageViewer,
  query: PageQuery,
): Promise<Page | undefined> {
  if (source.live) return source.draw(await source.read(tx, shell), shell, viewer);
  // Only live pages are shown on walls.
  return "person" in viewer ? source.make(tx, shell, viewer, query) : undefined;
}

/**
 * With the directory as the transaction sees it: rights in an older one would not be those of now.
 */
export function inTransaction<T>(
  { db, directory, vault, now, address, findings }: CoreParts,
  id: OrganisationId,
  work: (tx: Tx, shell: Shell) => Promise<T>,
): Promise<T> {
  return inAttempts(async () => {
    const organisation = await directory.organisation(id);
    return db
      .inOrganisation(id, async (tx) => {
        const { rows } = await sql<{ revision: number; now: number }>`
          select revision, handrail.now() as now from handrail.organisations
          where organisation_id = handrail.organisation()`.execute(tx);
        if ((rows[0]?.revision ?? 0) > organisation.revision) throw new Outdated();
        return work(tx, {
          organisation,
          vault,
          now: rows[0]?.now ?? now(),
          address: address?.(),
          findings,
        });
      })
      .catch((error: unknown) => {
        if (error instanceof Outdated) directory.outdated(id, organisation);
        throw error;
      });
  }, undefined);
}

export interface Admitted {
  readonly source: PageSource;
  readonly viewer: PageViewer;
  readonly reader: Reader;
  readonly menu: readonly string[];
}

/** Whether this visitor may look at this page now. */
export async function admitted(
  tx: Tx,
  parts: Sources,
  { organisation }: Shell,
  { visitor, name }: Looking,
): Promise<Admitted | PageRefused> {
  const source = sourceOf(parts, name);
  if ("wall" in visitor) {
    // A room has no language of its own: the organisation's.
    const reader = readerFor(organisation, "slack", undefined);
    const wall = await wallOf(tx, visitor.wall);
    if (wall === undefined || source?.live !== true || source.onWalls !== true)
      return refused("unknown", reader);
    // A screen sees no more than who made it may see by now.
    return source.may(organisation, wall.madeBy)
      ? { source, viewer: wall, reader, menu: [] }
      : refused("unknown", reader);
  }
  const reader = readerOf(organisation, visitor.as);
  const who = await whoIs(tx, visitor.as);
  if ("stranger" in who) return refused("unknown", reader);
  const menu = menuOf(parts, organisation, who.person);
  if (source === undefined) return refused("unknown", reader, menu);
  if (!source.may(organisation, who.person)) return refused("not-yours", reader, menu);
  return { source, viewer: { person: who.person }, reader, menu };
}

/** Everything that somebody may open. */
const menuOf = ({ features }: Sources, organisation: Organisation, person: string): string[] =>
  [...features.values()].flatMap(({ pages = {} }) =>
    Object.entries(pages).flatMap(([name, { may }]) => (may(organisation, person) ? [name] : [])),
  );
