import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Misfit } from "../database/misfit.ts";
import { othersReachAbove } from "./folders.ts";
import { layout } from "./layout.ts";

/** The user that the server runs as, where that is not ours. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root. Then it runs as `nobody`, or as the owner of existing files.
 * @returns undefined if it runs as we do
 * @throws {Misfit} as root: there is no such user; otherwise: the files belong to another user
 */
export function serverUser(folder: string): ServerUser | undefined {
  const files = statSync(layout(folder).data, { throwIfNoEntry: false });
  if (!isRoot()) {
    const mine = process.getuid?.();
    if (files === undefined || mine === undefined || files.uid === mine) return undefined;
    throw new Misfit(
      "HANDRAIL_DATA_DIR",
      `holds a database of another user (uid ${files.uid})`,
      "Start Handrail as that user or as root, or name another folder.",
    );
  }
  if (files !== undefined && files.uid !== 0) return { uid: files.uid, gid: files.gid };
  const [, , uid, gid] =
    readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"))
      .find(([name]) => name === "nobody") ?? [];
  if (uid === undefined || gid === undefined)
    throw new Misfit(
      "HANDRAIL_DATA_DIR",
      "cannot hold a database here: PostgreSQL refuses root, and there is no user `nobody`",
      "Start Handrail as another user, or set DATABASE_URL.",
    );
  return { uid: Number(uid), gid: Number(gid) };
}

/**
 * Where the embedded server's folder really is: HANDRAIL_DATA_DIR, or for root another folder if
 * the server's user cannot reach it.
 */
export function dataFolder(wanted: string): string {
  const folder = resolve(wanted);
  if (!isRoot() || othersReachAbove(folder)) return folder;
  const mark = createHash("sha256").update(folder).digest("hex").slice(0, 8);
  return join("/var/lib/handrail", `${basename(folder)}-${mark}`);
}

/** What the start says where the folder is another one; undefined where it is the wanted one. */
export function movedSentence(wanted: string): string | undefined {
  const folder = dataFolder(wanted);
  if (folder === resolve(wanted)) return undefined;
  const left = existsSync(wanted) ? " What is in it stays as it is." : "";
  return (
    `The database is in ${folder}: PostgreSQL does not run as root, and no other user ` +
    `can reach ${resolve(wanted)}.${left}`
  );
}
