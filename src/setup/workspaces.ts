import type { OrganisationFile } from "../config.ts";

/** Who lives in a workspace, by the files: known without a database, for when that is away. */
export function filesByWorkspace(
  organisations: readonly OrganisationFile[],
): (workspace: string) => OrganisationFile | undefined {
  const files = new Map(
    organisations.flatMap((file) =>
      [...file.workspaces.slack, ...file.workspaces.teams].map((workspace) => [workspace, file]),
    ),
  );
  const [only] = organisations;
  // One token, one organisation, and no workspace in its file: then it is the token's, and there is
  // no other. A tenant of Teams is always named.
  const unnamed =
    organisations.length === 1 && only?.workspaces.slack.length === 0 ? only : undefined;
  return (workspace) => files.get(workspace) ?? (isTenant(workspace) ? undefined : unnamed);
}

const isTenant = (workspace: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(workspace);
