import type { OrganisationId, SubjectId } from "../../kernel/ids.ts";
import type { Sender } from "../../platform/adapter.ts";
import type { WebFile } from "../../platform/web.ts";
import { whoIs } from "../directory/accounts.ts";
import type { CoreParts } from "../parts.ts";
import { inTransaction } from "./look.ts";

interface Wanted {
  readonly organisation: OrganisationId;
  readonly kind: string;
  readonly id: SubjectId;
  readonly as: Sender;
}

/** A file, made with the rights of now. */
export function fetched(
  parts: CoreParts,
  { organisation, kind, id, as }: Wanted,
): Promise<WebFile | undefined> {
  const source = [...parts.features.values()].find(({ files = {} }) => Object.hasOwn(files, kind));
  const make = source?.files?.[kind];
  if (make === undefined) return Promise.resolve(undefined);
  return inTransaction(parts, organisation, async (tx, shell) => {
    const who = await whoIs(tx, as);
    return "stranger" in who ? undefined : make(tx, shell, who, id);
  });
}
