import type { OrganisationId } from "../../kernel/ids.ts";
import type { Installs } from "../../platform/installs.ts";
import { keep, type KeepParts } from "./keep.ts";
import { newState, takeState } from "./states.ts";
import { endingBefore, forgetTokens, mayRenew, readTokens, renewTokens } from "./tokens.ts";

/** Workspaces that somebody added the app to, on the database and the vault. */
export function installs(parts: KeepParts): Installs {
  const { db, directory, vault } = parts;
  /** With the organisation that lives there; nothing where none does. */
  const at = async <T>(
    workspace: string,
    work: (organisation: OrganisationId) => Promise<T>,
  ): Promise<T | undefined> => {
    const organisation = await directory.homeOf("slack", workspace);
    return organisation === undefined ? undefined : work(organisation);
  };
  return {
    newState: () => newState(vault),
    takeState: (state) => takeState(db, vault, state),
    keep: (install) => keep(parts, install),
    isHome: async (workspace) => (await directory.homeOf("slack", workspace)) !== undefined,
    read: (workspace) => at(workspace, (id) => readTokens(db, vault, id, workspace)),
    endingBefore: (time) => endingBefore(db, time),
    mayRenew: async (workspace, version) =>
      (await at(workspace, (id) => mayRenew(db, id, workspace, version))) === true,
    renew: async (workspace, version, tokens) =>
      at(workspace, (id) => renewTokens(db, vault, id, workspace, version, tokens)),
    forget: async (workspace, version) =>
      (await at(workspace, (id) => forgetTokens(db, id, workspace, version))) === true,
  };
}
