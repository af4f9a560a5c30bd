import type { WebParts } from "../adapters/web/parts.ts";
import type { Config } from "./config.ts";
import type { Platform } from "./kernel/ids.ts";
import type { Adapter, Core } from "./platform/adapter.ts";
import type { Installs } from "./platform/installs.ts";
import type { WebDoor } from "./platform/web.ts";
import type { Log } from "./runtime/log.ts";

/** A platform that is not used is not loaded: Microsoft's SDK alone is a quarter of the memory. */
export async function makeAdapters(
  config: Config,
  core: Core,
  log: Log,
  adapters: Map<Platform, Adapter>,
  installs: Installs,
): Promise<void> {
  if (config.slack !== undefined)
    adapters.set(
      "slack",
      (await import("../adapters/slack/index.ts")).slackAdapter(config.slack, core, log, installs),
    );
  if (config.teams !== undefined)
    adapters.set(
      "teams",
      (await import("../adapters/teams/index.ts")).teamsAdapter(config.teams, core, log),
    );
}

/**
 * Pages are where their address is known, and always in the playground. Programs need no address. Where
 * there are only they, all of it is loaded with the first request: it is 70 MB.
 */
export async function makeWebDoor(
  { address, playground }: Config,
  parts: WebParts,
): Promise<WebDoor> {
  const hasPages = address !== undefined || playground;
  let loaded: Promise<Pick<WebDoor, "handle" | "stop">> | undefined;
  const load = () =>
    (loaded ??= import("../adapters/web/index.ts").then(({ webDoor }) => webDoor(parts)));
  if (hasPages) await load();
  return {
    paths: ["/api/", ...(hasPages ? ["/desk", "/desk/", "/tab", "/tab/"] : [])],
    handle: async (...request) => (await load()).handle(...request),
    stop: () => void loaded?.then((door) => door.stop()),
  };
}

/** The addresses that the platforms call, and those that browsers open for them. */
export function doorsOf(adapters: ReadonlyMap<Platform, Adapter>) {
  const all = [...adapters.values()];
  return {
    platforms: Object.assign({}, ...all.map(({ routes }) => routes)) as Adapter["routes"],
    pages: Object.assign({}, ...all.map(({ pages }) => pages)) as NonNullable<Adapter["pages"]>,
  };
}
