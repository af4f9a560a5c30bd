import { checkSlack } from "../../../adapters/slack/check.ts";
import { checkAdded } from "../../../adapters/slack/check-added.ts";
import { checkTeams } from "../../../adapters/teams/check.ts";
import { demoId, isDemo } from "../../config/organisations.ts";
import { loadConfigFromDisk } from "../../config/disk.ts";
import type { Config } from "../../config/types.ts";
import { features } from "../../features.ts";
import { type Finding, type Told, good, note, told, wrong } from "../../platform/finding.ts";
import { literal, msg } from "../../platform/text.ts";
import { type Database, openDatabase } from "../../runtime/database/database.ts";
import { keysBeside, openVault } from "../../runtime/keys.ts";
import { openLog } from "../../runtime/log.ts";
import { readAdded } from "../../setup/installs/read-added.ts";
import { selfTestFindings } from "../../setup/selftest/findings.ts";
import { readAll } from "../../setup/selftest/store.ts";
import { readInChat } from "../../setup/documents.ts";
import { checkHours } from "../../setup/reach.ts";
import { type Stored, type Truth, checkStored } from "./store.ts";
import { checkTables, reachStore } from "./database.ts";
import { checkRoster } from "./roster.ts";

/** Everything that can be known of this set-up from outside. Nothing is changed, nobody is told. */
export const examine = async (env: NodeJS.ProcessEnv): Promise<Told[]> =>
  (await lookAt(env)).map((finding) => told(finding));

async function lookAt(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const loaded = loadConfigFromDisk(env);
  if ("problems" in loaded)
    return loaded.problems.map(({ where, what, remedy }) => wrong(where, what, remedy));
  const { config } = loaded;
  return [
    good(msg("doctor.configuration"), msg("doctor.configuration.good")),
    ...config.warnings.map(({ where, what, remedy }) => note(where, what, remedy)),
    await checkProcess(config),
    ...(await checkPlatforms(config)),
    ...(await checkKept(config)),
  ];
}

async function checkProcess({ host, port }: Config): Promise<Finding> {
  const here = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const where = here.includes(":") ? `[${here}]` : here;
  const its = { port: String(port) };
  const answer = await fetch(`http://${where}:${port}/readyz`, {
    signal: AbortSignal.timeout(3_000),
  }).catch(() => undefined);
  if (answer === undefined)
    return note("Handrail", msg("doctor.process.off", its), msg("doctor.process.off.remedy"));
  const said = (await answer.text().catch(() => "")).trim();
  if (answer.status === 200) return good("Handrail", msg("doctor.process.good", its));
  return answer.status === 503
    ? wrong(
        "Handrail",
        msg("doctor.process.notReady", { reason: literal(said.slice(0, 200)) }),
        msg("doctor.process.log"),
      )
    : wrong("Handrail", msg("doctor.process.other", its), msg("doctor.process.other.remedy"));
}

export async function checkPlatforms({
  slack,
  teams,
  organisations,
  address,
}: Pick<Config, "slack" | "teams" | "organisations" | "address">): Promise<Finding[]> {
  if (slack === undefined && teams === undefined)
    return [note(msg("doctor.platforms"), msg("doctor.platforms.none"))];
  const workspaces = organisations.flatMap((file) => file.workspaces.slack);
  const found = await Promise.all([
    slack === undefined ? [] : checkSlack(slack, workspaces),
    teams === undefined ? [] : checkTeams(teams, address),
  ]);
  return found.flat();
}

/** The database, and what only it knows: who was found, and which keys are needed. */
async function checkKept(config: Config): Promise<Finding[]> {
  const store = await reachStore(config);
  const findings = [...store.findings];
  const known = new Map<string, Stored>();
  let truths: readonly Truth[] = config.organisations.map((file) => ({ file }));
  try {
    const tables = store.connection && (await checkTables(store.connection));
    findings.push(...(tables?.findings ?? []));
    if (tables?.usable === true && store.connection !== undefined) {
      const keys =
        config.keys.length > 0 || store.folder === undefined
          ? config.keys
          : keysBeside(store.folder);
      const { connectionString, ...where } = store.connection;
      const address =
        connectionString === undefined
          ? (where as Parameters<typeof openDatabase>[0])
          : { url: connectionString };
      const db = openDatabase(address, openLog("silent"), { connections: 2 });
      try {
        if (config.slack !== undefined)
          findings.push(...(await checkAdded(config.slack, await readAdded(db, openVault(keys)))));
        findings.push(...selfTestFindings(await readAll(db)));
        const all = await inForce(db, config);
        truths = config.playground ? all : all.filter((truth) => !isLeftOver(truth));
        if (truths.length < all.length)
          findings.push(
            note(msg("doctor.demo"), msg("doctor.demo.left"), msg("doctor.demo.left.remedy")),
          );
        for (const truth of truths) {
          const its = { features: features.values(), keys };
          const stored = await checkStored(db, config, truth, its);
          findings.push(...stored.findings);
          known.set(truth.file.id, stored);
        }
      } finally {
        await db.close();
      }
    }
  } finally {
    await store.stop();
  }
  for (const { file } of truths) {
    const { rostered, lost = new Set<string>() } = known.get(file.id) ?? {};
    findings.push(...(await checkRoster(file, Date.now(), rostered !== undefined)));
    findings.push(
      ...checkHours({ file, rostered: rostered ?? (() => undefined), lost }, Date.now()),
    );
  }
  return findings;
}

/** The playground's organisation, where its data was not deleted before the real start. */
const isLeftOver = ({ file, chat }: Truth): boolean => chat !== undefined && file.id === demoId;

/** The files, and what was made in chat where no file is given. A visitor may change the demo. */
async function inForce(db: Database, { organisations, playground }: Config): Promise<Truth[]> {
  const inChat = await readInChat(
    db,
    organisations.filter((file) => !(playground && isDemo(file))),
  );
  const ids = new Set(inChat.map(({ file }) => file.id));
  return [
    ...organisations.filter(({ id }) => !ids.has(id)).map((file) => ({ file })),
    ...inChat.map(({ file, state }) => ({ file, chat: state })),
  ];
}
