import { randomUUID } from "node:crypto";
import type { OrganisationId } from "../../kernel/ids.ts";
import { linkLasts } from "../../kernel/links.ts";
import type { Company, Proof, Session, Web } from "../../platform/web.ts";
import type { Tx } from "../database/database.ts";
import { accountOf, readerOf } from "../gestures/strangers.ts";
import type { CoreParts } from "../parts.ts";
import { LivePages } from "./live.ts";
import { fetched, fetchedOnce } from "./files.ts";
import { type Looking, lookedAt, strangersPage } from "./look.ts";
import * as sessions from "./sessions.ts";
import { hashOf, newSecret, organisationIn } from "../secrets.ts";
import { readToken, tokenOf } from "./tokens.ts";

/** What the core does for pages: sessions, and pages with the rights of the moment. */
export function openWeb(parts: CoreParts): Web & { stop(): void } {
  const { db, directory, vault } = parts;
  const live = new LivePages(parts);

  async function begin(
    organisation: OrganisationId,
    owner: (tx: Tx) => Promise<sessions.Owner | undefined>,
  ): Promise<string | undefined> {
    const secret = newSecret(organisation);
    const begun = await db.inOrganisation(organisation, async (tx) => {
      const found = await owner(tx);
      if (found !== undefined) await sessions.begin(tx, found, hashOf(secret));
      return found !== undefined;
    });
    return begun ? secret : undefined;
  }

  async function signIn(proof: Proof): Promise<string | readonly Company[] | undefined> {
    if ("link" in proof) {
      const named = readToken(vault, "desk.link", proof.link);
      return named && begin(named.organisation, (tx) => sessions.useLink(tx, named.id, "pages"));
    }
    if ("account" in proof) {
      const { account } = proof;
      const home = await directory.homeOf(account.platform, account.workspace);
      return home && begin(home, (tx) => sessions.ownerOfAccount(tx, account));
    }
    const found: [OrganisationId, sessions.Owner][] = [];
    for (const id of await directory.organisations()) {
      const owner = await db.inOrganisation(id, (tx) => sessions.ownerOfEmail(tx, proof.email));
      if (owner !== undefined) found.push([id, owner]);
    }
    const [only, ...others] = found;
    if (only === undefined) return undefined;
    return others.length === 0
      ? begin(only[0], () => Promise.resolve(only[1]))
      : Promise.all(found.map(([id, owner]) => companyOf(id, owner)));
  }

  async function companyOf(id: OrganisationId, owner: sessions.Owner): Promise<Company> {
    const link = randomUUID();
    const given = { ...owner, id: link, until: parts.now() + linkLasts };
    await db.inOrganisation(id, (tx) => sessions.keepLink(given).execute(tx));
    const { name } = await directory.organisation(id);
    return { name, link: tokenOf(vault, "desk.link", id, link) };
  }

  async function session(secret: string): Promise<Session | undefined> {
    const id = organisationIn(secret);
    if (id === undefined || !(await directory.organisations()).has(id)) return undefined;
    const as = await db.inOrganisation(id, (tx) => sessions.accountOf(tx, hashOf(secret)));
    if (as === undefined) return undefined;
    const organisation = await directory.organisation(id);
    const person = organisation.people.get(accountOf(organisation, as)?.person ?? "");
    return { as, reader: readerOf(organisation, as), name: person?.name ?? as.account };
  }

  return {
    signIn,
    session,
    knows: async (platform, workspace) =>
      (await directory.homeOf(platform, workspace)) !== undefined,
    async signOut(secret) {
      const id = organisationIn(secret);
      if (id !== undefined) await db.inOrganisation(id, (tx) => sessions.end(tx, hashOf(secret)));
    },
    isLive: (name) => live.source(name) !== undefined,
    async page(name, visitor, query) {
      const home = await homeOf(visitor);
      if (home === undefined) return strangersPage;
      return lookedAt(parts, { ...home, name, query });
    },
    async file(kind, id, as) {
      const organisation = await directory.homeOf(as.platform, as.workspace);
      return organisation === undefined
        ? undefined
        : fetched(parts, { organisation, kind, id, as });
    },
    async fileOnce(link) {
      const named = readToken(vault, "desk.file", link);
      return named && fetchedOnce(parts, named);
    },
    watch(name, visitor, changed) {
      if (live.source(name) === undefined) return undefined;
      const ended = new AbortController();
      void homeOf(visitor)
        .then((home) =>
          home === undefined
            ? changed(strangersPage)
            : live.watch({ ...home, name, query: {} }, changed, ended.signal),
        )
        .catch(() => undefined);
      return () => ended.abort();
    },
    stop: () => live.stop(),
  };

  async function homeOf(
    visitor: Parameters<Web["page"]>[1],
  ): Promise<Pick<Looking, "organisation" | "visitor"> | undefined> {
    if ("wall" in visitor) {
      const named = readToken(vault, "desk.wall", visitor.wall);
      return named && { organisation: named.organisation, visitor: { wall: named.id } };
    }
    const organisation = await directory.homeOf(visitor.as.platform, visitor.as.workspace);
    return organisation === undefined ? undefined : { organisation, visitor };
  }
}
