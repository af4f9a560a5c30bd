import type { OrganisationId, SubjectId } from "../../kernel/ids.ts";
import type { Sender } from "../../platform/adapter.ts";
import type { WebFile } from "../../platform/web.ts";
import { whoIs } from "../directory/accounts.ts";
import type { CoreParts } from "../parts.ts";
import { inTransaction } from "./look.ts";
import { useLink } from "./sessions.ts";

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
  const make = sourceOf(parts, kind);
  if (make === undefined) return Promise.resolve(undefined);
  return inTransaction(parts, organisation, async (tx, shell) => {
    const who = await whoIs(tx, as);
    return "stranger" in who ? undefined : make(tx, shell, who, id);
  });
}

/** The file of a link from the bot, with the rights that its person has now. It uses the link up. */
export const fetchedOnce = (
  parts: CoreParts,
  { organisation, id }: Pick<Wanted, "organisation" | "id">,
): Promise<WebFile | undefined> =>
  inTransaction(parts, organisation, async (tx, shell) => {
    const used = await useLink(tx, id, "file");
    const make = used && sourceOf(parts, used.file ?? "");
    const isHere = shell.organisation.people.get(used?.person ?? "")?.listed === true;
    return used && isHere ? make?.(tx, shell, used, id) : undefined;
  });

const sourceOf = ({ features }: CoreParts, kind: string) =>
  [...features.values()].find(({ files = {} }) => Object.hasOwn(files, kind))?.files?.[kind];
