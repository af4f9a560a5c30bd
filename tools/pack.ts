import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readPack } from "../src/packs/rules.ts";

/* `node tools/pack.ts <folder>`: may this instrument be asked? Exit code 0 when it may; else every reason why not. */

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write("Which pack? node tools/pack.ts packs/who5\n");
  process.exit(2);
}
const textOf = (file: string) => readFile(join(folder, file), "utf8").catch(() => undefined);
const [json, licence] = await Promise.all([textOf("pack.json"), textOf("LICENCE")]);
const read = readPack(json ?? "", licence);
if ("refused" in read) {
  process.stdout.write(`Refused: ${read.refused.join(", ")}.\n`);
  process.exit(1);
}
process.stdout.write(`${read.pack.name}: ${read.pack.items.length} items. ${read.pack.attribution}\n`);
