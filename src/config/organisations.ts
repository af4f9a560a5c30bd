import type { Environment } from "./environment.ts";
import { tenant } from "./fields.ts";
import { readOrganisation, smallestFile, type Source } from "./organisation.ts";
import { selfTestOrganisation } from "../kernel/pretend.ts";
import type { ReadFile, Settings } from "./settings.ts";
import type { OrganisationFile } from "./types.ts";

/** The names in a folder; `undefined` where there is none. */
export type ListFolder = (path: string) => readonly string[] | undefined;
/** When a file came to its place, in milliseconds; 0 where nobody knows. */
export type Placed = (path: string) => number;

/** The playground's own organisation, which its visitors may change. */
export const isDemo = ({ path }: Pick<OrganisationFile, "path">): boolean => path === demoPath;

export interface Files {
  readonly readFile: ReadFile;
  readonly listFolder: ListFolder;
  readonly placed: Placed;
  /** The playground's own organisation, for when nothing is configured. */
  readonly demo: string;
}

const usual = "handrail.yaml";
const demoPath = "playground/demo.yaml";
/** The id that it has, which no file of an operator should. */
export const demoId = "demo";

/**
 * Reads the organisations' files and holds them against each other and against the platforms that
 * are on.
 */
export function readOrganisations(
  settings: Settings,
  environment: Environment,
  files: Files,
): OrganisationFile[] {
  const organisations: OrganisationFile[] = [];
  const sources = findSources(settings, environment, files);
  for (const source of sources) {
    const { organisation, problems, warnings } = readOrganisation(source, {
      idRequired: settings.given("DATABASE_URL"),
      readFile: files.readFile,
    });
    settings.problems.push(...problems);
    // The demo is meant to be always open; a visitor's first lines are not the place to say so.
    if (source.path !== demoPath) settings.warnings.push(...warnings);
    if (organisation?.id === selfTestOrganisation)
      settings.problem(
        source.path,
        `the id ${selfTestOrganisation} is Handrail's own`,
        "Choose another id.",
      );
    if (organisation !== undefined) organisations.push(organisation);
  }
  refuseSame(settings, organisations);
  if (environment.playground) refuseWithoutPlayground(settings, files);
  // Only when all could be read: the one that could not may be the one that has it.
  return organisations.length === sources.length && sources.length > 0
    ? placed(settings, environment, organisations)
    : organisations;
}

function findSources(settings: Settings, environment: Environment, files: Files): Source[] {
  const source = (path: string, text: string): Source => ({
    path: path.replace(/^\.\//, ""),
    text,
    version: files.placed(path),
  });
  const chosen = settings.text("HANDRAIL_CONFIG");
  const names = chosen === undefined ? undefined : files.listFolder(chosen);
  if (chosen !== undefined && names !== undefined) {
    const found = names.filter((name) => /^[^.].*\.ya?ml$/i.test(name)).toSorted();
    if (found.length === 0)
      settings.problem(
        "HANDRAIL_CONFIG",
        "the folder it names holds no .yaml file",
        `Put one file an organisation into it. The smallest is:\n${smallestFile}`,
      );
    return found.flatMap((name) => {
      const path = `${chosen.replace(/(?<!\/)\/+$/, "")}/${name}`;
      const text = files.readFile(path);
      if (text === undefined)
        settings.problem(path, "cannot be read", "Check who may read the file.");
      return text === undefined ? [] : [source(path, text)];
    });
  }
  const text = files.readFile(chosen ?? usual);
  if (text !== undefined) return [source(chosen ?? usual, text)];
  if (chosen !== undefined)
    settings.problem(
      "HANDRAIL_CONFIG",
      "names a file or folder that cannot be read",
      "Check the path and who may read it.",
    );
  else if (settings.given("SLACK_CLIENT_ID") && !environment.teamsMeant) {
    // Each workspace that adds the app makes its own organisation.
    return [];
  } else if (environment.slackMeant || environment.teamsMeant) {
    settings.warn(
      usual,
      "is not there, so an admin sets Handrail up in chat",
      `Write to it there. Or describe your organisation in ./${usual}; the smallest is:\n${smallestFile}`,
    );
  } else if (environment.playground) return demo(files);
  return [];
}

function demo(files: Files): Source[] {
  const text = files.readFile(files.demo);
  return text === undefined ? [] : [{ path: demoPath, text, version: 0 }];
}

/** In the container image and in other packages there is nothing of it. */
function refuseWithoutPlayground(settings: Settings, files: Files): void {
  if (files.readFile(files.demo) !== undefined) return;
  settings.problem(
    "SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN or MicrosoftAppId, MicrosoftAppPassword",
    "are not set: no chat platform is configured, and this installation has no playground",
    "Set those of Slack, of Teams, or of both. Set DATABASE_URL and HANDRAIL_KEYS, and describe your " +
      `organisation in ./${usual} or in the file that HANDRAIL_CONFIG names. The smallest is:\n${smallestFile}`,
  );
}

function refuseSame(settings: Settings, organisations: readonly OrganisationFile[]): void {
  const ids = new Map<string, string>();
  const homes = new Map<string, string>();
  for (const { id, workspaces, path } of organisations) {
    const other = ids.get(id);
    if (other !== undefined)
      settings.problem(
        path,
        `has the same id as ${other}: ${id}`,
        "Give every organisation an id of its own.",
      );
    ids.set(id, path);
    for (const home of [...workspaces.slack, ...workspaces.teams]) {
      const before = homes.get(home);
      if (before !== undefined)
        settings.problem(
          path,
          `lists workspace ${home}, which is in ${before} as well`,
          "A workspace belongs to one organisation.",
        );
      homes.set(home, path);
    }
  }
}

/**
 * Every platform that is on needs an organisation to live in; a single organisation can be told
 * from the platform's own settings.
 */
function placed(
  settings: Settings,
  environment: Environment,
  organisations: readonly OrganisationFile[],
): OrganisationFile[] {
  const [only] = organisations;
  const where = organisations.length === 1 && only !== undefined ? only.path : "HANDRAIL_CONFIG";
  const isNoneOnSlack = organisations.every(({ workspaces }) => workspaces.slack.length === 0);
  const hasOnlyInstall =
    environment.slack?.install !== undefined && environment.slack.botToken === undefined;
  // One organisation's Slack workspace is found from the token at start (auth.test).
  if (hasOnlyInstall && isNoneOnSlack) {
    settings.warn(
      where,
      "lists no Slack workspace, so its people are not looked for on Slack",
      "Add workspaces: { slack: [T0123456789] } with the id of your workspace.",
    );
  } else if (environment.slackMeant && organisations.length > 1 && isNoneOnSlack) {
    settings.problem(
      where,
      "no organisation lists a Slack workspace",
      "Add workspaces: { slack: [T0123456789] } to the one that SLACK_BOT_TOKEN belongs to.",
    );
  }
  if (
    environment.teams === undefined ||
    organisations.some(({ workspaces }) => workspaces.teams.length > 0)
  )
    return [...organisations];
  const [bot, ...further] = environment.teams.registrations;
  const tenantId = bot?.type === "SingleTenant" ? bot.tenantId : undefined;
  if (
    tenant.safeParse(tenantId).success &&
    tenantId !== undefined &&
    further.length === 0 &&
    organisations.length === 1
  ) {
    // A single-tenant bot of a single organisation: its home tenant is where that organisation
    // lives.
    return organisations.map((organisation) => ({
      ...organisation,
      workspaces: { ...organisation.workspaces, teams: [tenantId.toLowerCase()] },
    }));
  }
  settings.problem(
    where,
    "no Teams tenant is listed, so nobody in Teams would be let in",
    "Add workspaces: { teams: [00000000-0000-0000-0000-000000000000] } with your Directory (tenant) ID.",
  );
  return [...organisations];
}
