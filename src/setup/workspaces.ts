import type { OrganisationFile } from "../config.ts";

/** The organisation of a workspace, by the files: known also while the database is away. */
export function filesByWorkspace(
  organisations: readonly OrganisationFile[],
): (workspace: string) => OrganisationFile | undefined {
  const files = new Map(
    organisations.flatMap((file) =>
      [...file.workspaces.slack, ...file.workspaces.teams].map((workspace) => [workspace, file]),
    ),
  );
  const only = organisations.length === 1 ? organisations[0] : undefined;
  return (workspace) => files.get(workspace) ?? only;
}
