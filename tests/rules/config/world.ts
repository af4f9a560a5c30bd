import { demoFile, loadConfig } from "../../../src/config.ts";
import type { Config, OrganisationFile, Problem } from "../../../src/config.ts";

/** Files by path, as `loadConfig` sees them. A folder is there when something in it is. */
export interface Disk {
  readonly [path: string]: string;
}

export const smallest = `organisation: { id: acme, name: Acme, time_zone: Europe/London, country: GB }
teams:
  Billing: { hours: "Mon-Sun 00:00-24:00", supervisors: [sam@acme.test], agents: [ana@acme.test] }
`;
export const slack = { SLACK_SIGNING_SECRET: "signing-secret", SLACK_BOT_TOKEN: "xoxb-1" };
export const teams = {
  MicrosoftAppId: "00000000-0000-0000-0000-0000000000aa",
  MicrosoftAppPassword: "password",
};

function load(env: NodeJS.ProcessEnv, disk: Disk = {}): ReturnType<typeof loadConfig> {
  const files: Disk = { [demoFile]: smallest, ...disk };
  return loadConfig(
    env,
    (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    (path) => {
      const folder = path.replace(/\/$/, "");
      const names = Object.keys(files)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1));
      return names.length === 0 ? undefined : names;
    },
    () => 1_234,
  );
}

/** The configuration; fails with its problems when there are any. */
export function configOf(env: NodeJS.ProcessEnv, disk: Disk = {}): Config {
  const result = load(env, disk);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, undefined, 2));
  return result.config;
}

/** The problems; fails when there are none. */
export function problemsOf(env: NodeJS.ProcessEnv, disk: Disk = {}): readonly Problem[] {
  const result = load(env, disk);
  if ("config" in result) throw new Error("the configuration was accepted");
  return result.problems;
}

/** One organisation's file, read beside Slack. */
export function organisationOf(text: string): OrganisationFile {
  const [organisation] = configOf(slack, { "handrail.yaml": text }).organisations;
  if (organisation === undefined) throw new Error("no organisation was read");
  return organisation;
}
