import { cyclesOf, type Import, importsOf } from "./imports.ts";

/*
 * The arrows of ARCHITECTURE.md as data: who may import whom. Pure over (path → source), so that the test can show each
 * rule a file that breaks it.
 */

/** What each layer may import besides itself. A folder of `src/` that is not named here is a feature. */
const mayImport: Readonly<Record<Layer, readonly Layer[]>> = {
  kernel: [],
  locales: [],
  platform: ["kernel", "locales"],
  runtime: ["kernel", "platform"],
  people: ["kernel", "platform", "runtime"],
  feature: ["kernel", "platform", "runtime", "people"],
  adapter: ["kernel", "platform"],
  config: ["kernel", "locales", "platform", "people", "feature"],
  setup: ["kernel", "locales", "platform", "runtime", "people", "config", "feature"],
  features: ["kernel", "platform", "runtime", "people", "feature", "setup"],
  policies: ["kernel", "platform", "runtime", "people", "feature"],
  main: [
    "kernel",
    "locales",
    "platform",
    "runtime",
    "people",
    "feature",
    "adapter",
    "config",
    "setup",
    "features",
    "policies",
    "playground",
  ],
  playground: ["kernel"],
  page: [],
  migration: ["kernel"],
};

type Layer =
  | "kernel"
  | "locales"
  | "platform"
  | "runtime"
  | "people"
  | "feature"
  | "adapter"
  | "config"
  | "setup"
  | "features"
  | "policies"
  | "main"
  | "playground"
  | "page"
  | "migration";

interface Place {
  readonly layer: Layer;
  /** Which one of its kind: the feature's or the platform's name. */
  readonly name: string;
}

/** Where a file stands; undefined when no rule knows the place. */
function placeOf(path: string): Place | undefined {
  const [top, second = "", ...rest] = path.split("/");
  if (top === "migrations") return { layer: "migration", name: "" };
  // Starts the doubles for main: composition, like src/app.ts.
  if (path === "playground/start.ts") return { layer: "main", name: "" };
  // Plays weeks that are over into the running app: its features decide and keep them.
  if (top === "playground" && second === "samples") return { layer: "main", name: "" };
  if (top === "playground") return { layer: second === "page" ? "page" : "playground", name: "" };
  if (top === "adapters" && rest.length > 0) return { layer: "adapter", name: second };
  if (top !== "src") return undefined;
  if (second === "config.ts" || second === "config") return { layer: "config", name: "" };
  // What leads to what outside: like policies.ts, it knows what features' events mean.
  if (second === "outward") return { layer: "policies", name: "" };
  if (second === "setup") return { layer: "setup", name: "" };
  // Each a process of its own, composed like src/main.ts.
  if (second === "commands") return { layer: "main", name: "" };
  if (rest.length === 0) {
    const root = second.replace(/\.ts$/, "");
    if (["main", "app", "app-types", "adapters"].includes(root)) return { layer: "main", name: "" };
    return root === "features" || root === "policies" ? { layer: root, name: "" } : undefined;
  }
  const shared = ["kernel", "locales", "platform", "runtime", "people"] as const;
  const known = shared.find((layer) => layer === second);
  return known === undefined ? { layer: "feature", name: second } : { layer: known, name: "" };
}

/** The files of a feature that touch the world; a pure file imports none of them. */
const shell = /\/(?:store|views|feature)\.ts$/;
/** Where a feature's purity starts. */
const pureRoot = /^src\/[^/]+\/(?:rules|policy)\.ts$/;
const seesKysely = /^(?:src\/(?:people|runtime|setup)\/|migrations\/)|\/store\.ts$/;
/** Each platform's SDK, by its folder in `adapters/`. */
const sdks: Readonly<Record<string, RegExp>> = {
  slack: /^@slack\//,
  teams: /^(?:botbuilder|botframework)|^@microsoft\/(?:teams|agents)/,
};

/** Every arrow that points the wrong way, as sentences; empty when the house stands. */
export function brokenArrows(files: ReadonlyMap<string, string>): string[] {
  const imports = [...files].flatMap(([path, source]) => importsOf(path, source));
  return [
    ...[...files.keys()]
      .filter((path) => placeOf(path) === undefined)
      .map((path) => `${path}: no rule knows this place`),
    ...imports.flatMap((found) => wrongWay(found, files)),
    ...imports
      .filter((found) => found.package === "kysely" && !seesKysely.test(found.from))
      .map((found) => `${found.from}: kysely is for store.ts, people, runtime and migrations`),
    ...impurities(imports),
    ...sdkProblems(imports),
    ...cyclesOf(imports).map((cycle) => `import cycle: ${cycle.join(" → ")}`),
  ];
}

function wrongWay({ from, file, specifier }: Import, files: ReadonlyMap<string, string>): string[] {
  const source = placeOf(from);
  if (file === undefined || source === undefined) return [];
  if (!/\.tsx?$/.test(file))
    return /\.(?:json|css)$/.test(file) ? [] : [`${from}: ${specifier} has no extension`];
  if (!files.has(file)) return [`${from}: ${specifier} is not there, or not part of the house`];
  const target = placeOf(file);
  if (target === undefined) return [];
  // The page shares the protocol with the server that feeds it, and nothing else.
  if (source.layer === "page" && file === "playground/protocol.ts") return [];
  const same = source.layer === target.layer;
  if (same ? source.name === target.name : mayImport[source.layer].includes(target.layer))
    return [];
  return [`${from}: ${label(source)} may not import ${label(target)} (${file})`];
}

function label({ layer, name }: Place): string {
  return name === "" ? layer : `${layer} ${name}`;
}

/** Rules are pure: whatever `rules.ts` and `policy.ts` reach inside their folder imports `kernel` and such files only. */
function impurities(imports: readonly Import[]): string[] {
  const problems: string[] = [];
  const pure = new Set(imports.map(({ from }) => from).filter((path) => pureRoot.test(path)));
  for (const path of pure) {
    for (const { file, specifier } of imports.filter(({ from }) => from === path)) {
      if (file === undefined || shell.test(file))
        problems.push(`${path}: a pure file may not import ${specifier}`);
      else if (file.startsWith(path.split("/", 2).join("/") + "/")) pure.add(file);
      else if (!file.startsWith("src/kernel/"))
        problems.push(`${path}: a pure file may not import ${specifier}`);
    }
  }
  return problems;
}

/** One file per platform imports its SDK, so leaving an SDK costs one file. */
function sdkProblems(imports: readonly Import[]): string[] {
  return Object.entries(sdks).flatMap(([name, sdk]) => {
    const users = [
      ...new Set(
        imports
          .filter((found) => found.package !== undefined && sdk.test(found.package))
          .map(({ from }) => from),
      ),
    ];
    const home = `adapters/${name}/`;
    const outside = users
      .filter((path) => !path.startsWith(home))
      .map((path) => `${path}: the ${name} SDK belongs to ${home}`);
    const inside = users.filter((path) => path.startsWith(home));
    const built = imports.some(({ from }) => from === `${home}index.ts`);
    if (inside.length === 1 || (inside.length === 0 && !built)) return outside;
    return [
      ...outside,
      `${home}: exactly one file imports the SDK, not ${inside.length} (${inside.join(", ") || "none"})`,
    ];
  });
}
