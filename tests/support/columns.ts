import { parseSync } from "oxc-parser";

/** A column in words: `people.email text`, `people.desk text null`, `people.listed bool default`. */
export type Column = string;

/** What a column type of src/runtime/database/schema.ts stands for in the database; nothing else is used there. */
const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  boolean: "bool",
  "string[]": "text[]",
  "number[]": "number[]",
  At: "instant",
  MaybeAt: "instant null",
};

/** And the other way round: PostgreSQL's types as schema.ts tells them apart. */
const types: Readonly<Record<string, string>> = {
  ...{
    text: "text",
    uuid: "text",
    xid8: "text",
    interval: "text",
    _text: "text[]",
    _int4: "number[]",
    bool: "bool",
    jsonb: "json",
    timestamptz: "instant",
  },
  ...{
    int2: "number",
    int4: "number",
    int8: "number",
    float4: "number",
    float8: "number",
    numeric: "number",
  },
};

/** A column as PostgreSQL's catalogue knows it. */
export interface Found {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
  readonly filled: boolean;
}

/** The catalogue's columns, in words. */
export function realColumns(found: readonly Found[]): Column[] {
  return found
    .map(({ table, column, type, required, filled }) =>
      words(table, column, `${types[type] ?? type}${required ? "" : " null"}`, filled),
    )
    .toSorted();
}

/** The columns that `interface Database` declares, in words. */
export function declaredColumns(source: string): Column[] {
  const { program } = parseSync("schema.ts", source);
  const tables = program.body
    .map((statement) =>
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement,
    )
    .flatMap((node) =>
      node?.type === "TSInterfaceDeclaration" && node.id.name === "Database" ? node.body.body : [],
    );
  return tables
    .flatMap((table) => {
      if (
        table.type !== "TSPropertySignature" ||
        table.typeAnnotation?.typeAnnotation.type !== "TSTypeLiteral"
      )
        return [];
      return table.typeAnnotation.typeAnnotation.members.map((column) => {
        if (column.type !== "TSPropertySignature" || column.typeAnnotation == null)
          return `${nameOf(table.key)}: not a column`;
        const { start, end } = column.typeAnnotation.typeAnnotation;
        const written = source.slice(start, end).replaceAll(/\s+/g, " ");
        const given = /^Generated<(.*)>$/.exec(written)?.[1];
        return words(
          nameOf(table.key),
          nameOf(column.key),
          kindOf(given ?? written),
          given !== undefined,
        );
      });
    })
    .toSorted();
}

function words(table: string, column: string, kind: string, filled: boolean): Column {
  return `${table}.${column} ${kind}${filled ? " default" : ""}`;
}

function kindOf(written: string): string {
  const bare = written.replace(/ \| null$/, "");
  const kind = bare.startsWith("JSONColumnType<") ? "json" : (kinds[bare] ?? bare);
  return bare === written ? kind : `${kind} null`;
}

function nameOf(key: { readonly type: string; readonly name?: unknown }): string {
  return typeof key.name === "string" ? key.name : key.type;
}
