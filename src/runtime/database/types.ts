import pg from "pg";

// Instants are milliseconds everywhere in our code, and bigint counters fit a double.
const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.TIMESTAMPTZ]: (text) => Date.parse(text),
  [pg.types.builtins.INT8]: Number,
};
export const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    parsers[oid] ?? pg.types.getTypeParser(oid, format),
};
