import { fileURLToPath } from "node:url";
import { readDatabase, readEnvironment } from "./environment.ts";
import { readKeys } from "./keys.ts";
import { type ListFolder, type Placed, readOrganisations } from "./organisations.ts";
import type { Problem } from "./problems.ts";
import { type ReadFile, readSettings } from "./settings.ts";
import type { Config } from "./types.ts";

/** The organisation of the playground when no file describes another. */
export const demoFile = fileURLToPath(new URL("../../playground/demo.yaml", import.meta.url));

/**
 * The configuration, or everything that is wrong with it. Pure: it touches only what is passed in,
 * and never throws. `placed` tells when a file came to its place, in
 * milliseconds.
 */
export function loadConfig(
  env: NodeJS.ProcessEnv,
  readFile: ReadFile,
  listFolder: ListFolder,
  placed: Placed = () => 0,
): { readonly config: Config } | { readonly problems: readonly Problem[] } {
  const settings = readSettings(env, readFile);
  const environment = readEnvironment(settings, Object.keys(env));
  const organisations = readOrganisations(settings, environment, {
    readFile,
    listFolder,
    placed,
    demo: demoFile,
  });
  if (settings.problems.length > 0) return { problems: settings.problems };
  const { slackMeant: _slack, teamsMeant: _teams, ...own } = environment;
  return { config: { ...own, organisations, warnings: settings.warnings } };
}

/** Where everything is kept, and the keys: all that a backup has to know of a configuration. */
export function loadStored(
  env: NodeJS.ProcessEnv,
  readFile: ReadFile,
): Pick<Config, "database" | "keys"> | { readonly problems: readonly Problem[] } {
  const settings = readSettings(env, readFile);
  const database = readDatabase(settings);
  const keys = readKeys(settings, "url" in database);
  return settings.problems.length > 0 ? { problems: settings.problems } : { database, keys };
}
