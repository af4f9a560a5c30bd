import { features } from "../../src/features.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { type Keys, openVault } from "../../src/runtime/keys.ts";
import { tidy } from "../../src/runtime/tidy.ts";
import type { World } from "./story.ts";

/** Every world begins with this one. */
export const old = { kid: "k1", key: Buffer.alloc(32, 7) };
export const young = { kid: "k2", key: Buffer.alloc(32, 8) };
/** As `HANDRAIL_KEYS` has them. */
export const written = (keys: readonly { kid: string; key: Buffer }[]) =>
  keys.map(({ kid, key }) => `${kid}:${key.toString("base64")}`).join(",");

/** Every text of every table that the installation's keys sealed, by its column. */
export async function sealedTexts({
  asOwner,
}: World): Promise<{ column: string; sealed: string }[]> {
  const { rows: columns } = await asOwner(`
    select table_name as t, column_name as c from information_schema.columns
    where table_schema = 'handrail' and data_type in ('text', 'jsonb') order by 1, 2`);
  const found: { column: string; sealed: string }[] = [];
  for (const { t, c } of columns) {
    const { rows } = await asOwner(
      `select "${String(c)}"::text as v from handrail.${String(t)} where "${String(c)}"::text ~ 'eyJhbGci'`,
    );
    for (const { v } of rows) {
      const [text = ""] = /eyJ[\w.-]+/.exec(String(v)) ?? [];
      const header = Buffer.from(text.split(".")[0] ?? "", "base64url").toString();
      // What a person's own key sealed stays as it is: that key is what is sealed anew.
      if (!/"kid":"own\d*"/.test(header))
        found.push({ column: `${String(t)}.${String(c)}`, sealed: text });
    }
  }
  return found;
}

/** Columns that features name. */
export const declared = [...features.values()]
  .flatMap(({ care }) => care?.sealed ?? [])
  .map(({ table, column }) => `${table}.${column}`);

/** What the house does every hour, and what it says of keys. */
export async function upkeep({ app }: World, keys: Keys): Promise<object[]> {
  const said: object[] = [];
  const hear = (facts: object) => void said.push(facts);
  await tidy(app.db, features, {
    directory: new Directory(app.db),
    vault: openVault(keys),
    log: { info: hear, warn: hear } as never,
  });
  return said;
}
