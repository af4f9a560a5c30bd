import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { organisationFile } from "../../support/acme.ts";
import { freePort, postgresServer } from "../../support/postgres.ts";

/*
 * The image is built from the Dockerfile and run, without a container engine: Debian's `buildah` on a
 * base that `debootstrap` makes in place of the official one, with this machine's Node 26 in it.
 */

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));
/** Overlays and namespaces are not everywhere; a plain copy is. */
const storage = ["--storage-driver", "vfs"];
const name = "localhost/handrail-torture";
const base = `${name}-base`;
const certificates = "/etc/ssl/certs/ca-certificates.crt";

const has = (program: string): Promise<boolean> =>
  run("which", [program]).then(
    () => true,
    () => false,
  );

/** @returns why it cannot be built here; `undefined`: it can */
async function noBuilder(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "it needs root on Linux";
  const missing = [];
  for (const program of ["buildah", "debootstrap", "npm"])
    if (!(await has(program))) missing.push(program);
  return missing.length === 0 ? undefined : `not installed: ${missing.join(", ")}`;
}

const buildah = async (...words: string[]): Promise<string> =>
  (await run("buildah", [...storage, ...words], { maxBuffer: 1e8, cwd: root })).stdout.trim();

/** Without network into a container: these have the machine's own. */
const inside = (container: string, user: string, env: Record<string, string>, command: string[]) =>
  run(
    "buildah",
    [
      ...[...storage, "run", "--isolation", "chroot", "--user", user],
      ...Object.entries(env).flatMap(([key, value]) => ["--env", `${key}=${value}`]),
      ...[container, "--", ...command],
    ],
    { maxBuffer: 1e8 },
  );

/** Debian with Node, npm and the user that the official image has. */
async function makeBase(folder: string): Promise<void> {
  const made = process.env["HANDRAIL_DEBIAN"] ?? join(folder, "debian");
  if (!existsSync(made))
    await run(
      "debootstrap",
      ["--variant=minbase", "--include=ca-certificates,libatomic1", "bookworm", made],
      {
        maxBuffer: 1e8,
      },
    );
  const container = await buildah("from", "scratch");
  await buildah("add", "-q", container, made, "/");
  await buildah(
    "add",
    "-q",
    container,
    join(root, "node_modules/node/bin/node"),
    "/usr/local/bin/",
  );
  // Where `npm` leads to is npm-cli.js in the bin/ of its package.
  const npm = realpathSync((await run("which", ["npm"])).stdout.trim());
  await buildah("add", "-q", container, dirname(dirname(npm)), "/usr/local/lib/npm");
  if (existsSync(certificates)) await buildah("add", "-q", container, certificates, certificates);
  await inside(container, "root", {}, [
    "sh",
    "-c",
    "ln -s ../lib/npm/bin/npm-cli.js /usr/local/bin/npm && useradd --uid 1000 --create-home node",
  ]);
  await buildah("config", "--env", `NODE_EXTRA_CA_CERTS=${certificates}`, container);
  await buildah("commit", "-q", "--rm", container, base);
}

export async function image(): Promise<object> {
  const reason = await noBuilder();
  if (reason !== undefined) return { skipped: reason };
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  const postgres = await postgresServer();
  let container: string | undefined;
  try {
    await makeBase(folder);
    const began = performance.now();
    await buildah(
      "bud",
      "--isolation",
      "chroot",
      "--build-arg",
      `BASE=${base}`,
      "-q",
      "-t",
      name,
      ".",
    );
    const built = performance.now() - began;
    container = await buildah("from", name);
    const bare = await inside(container, "node", {}, ["node", "src/main.ts"]).then(
      () => ({ code: 0, stderr: "" }),
      (error: { code: number; stderr: string }) => error,
    );
    if (bare.code !== 2 || !/no chat platform is configured/.test(bare.stderr))
      throw new Error(`without settings: ${bare.code} ${bare.stderr}`);
    const { stdout: listed } = await inside(container, "node", {}, ["sh", "-c", "id -u; ls /app"]);
    const [uid, ...top] = listed.trim().split(/\s+/);
    const wanted = ["LICENSE", "adapters", "migrations", "node_modules", "package.json", "src"];
    if (uid !== "1000" || top.toSorted().join() !== wanted.join())
      throw new Error(`in the image, as ${uid}: ${top.join(" ")}`);
    const { stdout: size } = await inside(container, "node", {}, ["du", "-sm", "/app"]);
    const ready = await serves(container, (await postgres.database()).url, folder);
    return {
      "built in s": Math.round(built / 1_000),
      "application MB": Number.parseInt(size, 10),
      "ready in ms": Math.round(ready),
    };
  } finally {
    if (container !== undefined) await buildah("rm", container);
    for (const one of [name, base]) await buildah("rmi", one).catch(() => undefined);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns milliseconds until it was ready */
async function serves(container: string, url: string, folder: string): Promise<number> {
  const file = join(folder, "etc", "handrail.yaml");
  mkdirSync(dirname(file), { mode: 0o755 });
  writeFileSync(file, organisationFile);
  const port = await freePort();
  const env = {
    ...{ DATABASE_URL: url, HANDRAIL_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}` },
    ...{ HANDRAIL_CONFIG: "/home/node/handrail.yaml", PORT: String(port), METRICS_PORT: "0" },
    // Nobody answers there, which stops no start.
    ...{ SLACK_SIGNING_SECRET: "s", SLACK_BOT_TOKEN: "xoxb-1" },
    SLACK_API_URL: "http://127.0.0.1:9/api/",
  };
  const mounted = await buildah("mount", container);
  cpSync(file, join(mounted, "home/node/handrail.yaml"));
  const began = performance.now();
  const command = ["sh", "-c", "echo $$ > /home/node/pid; exec node src/main.ts"];
  const served = inside(container, "node", env, command).then(
    () => 0,
    (error: { code: number; stderr: string; stdout: string }) =>
      `${error.code} ${error.stderr} ${error.stdout}`,
  );
  const deadline = Date.now() + 60_000;
  let isReady = false;
  while (!isReady && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
  const took = performance.now() - began;
  await inside(container, "node", {}, ["sh", "-c", "kill -TERM $(cat /home/node/pid)"]);
  const ended = await served;
  await buildah("umount", container);
  if (!isReady || ended !== 0) throw new Error(`ready ${isReady}, ended with ${ended}`);
  return took;
}
