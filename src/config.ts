/*
 * The configuration: environment and organisations' files → Config. Nothing else reads the environment.
 */
export { loadConfigFromDisk } from "./config/disk.ts";
export { demoFile, loadConfig } from "./config/load.ts";
export { isDemo } from "./config/organisations.ts";
export { describeProblems, describeWarnings, type Problem } from "./config/problems.ts";
export type { Config, OrganisationFile, SlackSettings, TeamsSettings } from "./config/types.ts";
