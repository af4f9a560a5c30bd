import { createHash } from "node:crypto";
import type { Platform } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Deliverer, Delivery } from "../../platform/adapter.ts";
import type { Database } from "../database/database.ts";
import { blinded } from "../blinding.ts";
import { type Directory, readerFor } from "../directory/directory.ts";
import type { AnyFeature, Shell } from "../feature.ts";
import type { Vault } from "../keys.ts";
import { type Claimed, occasionOf } from "./claims.ts";
import { newerThan, unreplaced, withoutCopies } from "./replaced.ts";
import type { Waiting } from "./send-queue.ts";
import { notWanted } from "./settlement.ts";
import type { Settlement } from "./settlements.ts";

/** A call to make, and to whom. */
export interface Call {
  readonly feature: AnyFeature;
  readonly person: string;
  readonly adapter: Deliverer;
  readonly delivery: Delivery;
  readonly hash: string;
}
/** Everything is known already, without a call. */
export type Prepared = { readonly call: Call } | { readonly settlement: Settlement };

/** What drawing a message needs. */
export interface PrepareParts {
  readonly address?: () => string | undefined;
  readonly db: Database;
  readonly directory: Directory;
  readonly vault: Vault;
  readonly features: ReadonlyMap<string, AnyFeature>;
  readonly adapters: ReadonlyMap<Platform, Deliverer>;
  /** The database's clock, to within a tick. */
  readonly now: () => Instant;
}

/** What the message should be, from what is true now. @param seen what its transaction saw */
export async function prepare(
  parts: PrepareParts,
  claimed: Claimed,
  seen: Waiting["seen"],
): Promise<Prepared> {
  const { directory, vault, features, adapters, db } = parts;
  const id = claimed.organisation_id;
  let organisation = await directory.organisation(id);
  if (!organisation.accounts.has(claimed.account_id)) {
    directory.forget(id);
    organisation = await directory.organisation(id);
  }
  const feature = features.get(claimed.feature);
  const account = organisation.accounts.get(claimed.account_id);
  if (feature === undefined || account?.person === undefined)
    return { settlement: { become: "ended", code: "no-route" } };
  const person = account.person;
  const adapter = adapters.get(account.platform);
  // This instance does not speak that platform; another one does, or will.
  if (adapter === undefined)
    return { settlement: { become: "waits", wait: 0, code: "no-adapter", failed: false } };

  const now = parts.now();
  const shell: Shell = { organisation, vault, now, address: parts.address?.() };
  const known =
    seen !== undefined &&
    performance.now() < seen.until &&
    seen.feature === claimed.feature &&
    seen.subject === claimed.subject;
  const shown: unknown = known
    ? seen.shown
    : await db.inOrganisation(id, async (tx): Promise<unknown> =>
        feature.store?.show?.(tx, shell, claimed.subject, now),
      );
  const posted = claimed.address !== null;
  const occasion = occasionOf(claimed.occasion);
  const wanted =
    shown === undefined
      ? undefined
      : feature.views.show?.(
          claimed.view,
          shown,
          { person, account: account.id, occasion, posted, now },
          shell,
        );
  if (wanted === undefined) return { settlement: notWanted(claimed) };
  let view = withoutCopies(claimed, wanted);
  if (view.kind === "gone") {
    if (!posted) return { settlement: notWanted(claimed) };
    const newer = await db.inOrganisation(id, (tx) => newerThan(tx, claimed));
    // Whatever becomes of the newer one wakes this one (settlements.ts).
    if (newer === "coming") return { settlement: { become: "shown", code: "replaced" } };
    view = newer === "none" ? unreplaced(view) : { kind: "gone", line: view.line };
  }
  const wait = posted ? undefined : feature.views.notNow?.(claimed.view, shown);
  if (wait !== undefined)
    return { settlement: { become: "waits", wait, code: "not-now", failed: false } };

  const reader = readerFor(organisation, account.platform, account);
  const again = claimed.unsure && !posted;
  const hash = createHash("sha256")
    .update(JSON.stringify([view, reader.locale, reader.timeZone, again]))
    .digest("base64url");
  if (posted && hash === claimed.shown_hash) return { settlement: { become: "shown", hash } };
  const delivery: Delivery = {
    ...{
      organisation: id,
      workspace: account.workspace,
      account: account.account,
      ...(account.route === undefined ? {} : { route: account.route }),
      // What it is compared by is the view itself: only what leaves is blinded.
      view: blinded(view, contextOf(claimed), organisation, vault),
      reader,
      again,
    },
    ...{ feature: claimed.feature, name: claimed.view, occasion: claimed.occasion },
    about: claimed.subject,
    ...(claimed.address === null ? {} : { address: claimed.address }),
  };
  return { call: { feature, person, adapter, delivery, hash } };
}

/** One message, in each of its edits. */
const contextOf = ({ feature, subject, view, account_id: account, occasion }: Claimed): string =>
  [feature, subject, view, account, occasionOf(occasion)].join(" ");
