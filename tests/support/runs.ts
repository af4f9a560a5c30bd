/**
 * How often chance is asked: few times with a fixed seed in `npm test`, ten times as often with fresh
 * seeds (`FRESH=1`). `npm run torture doors` asks for the whole of it.
 */
export const runs = (usual: number): number =>
  Number(process.env["FUZZ"] ?? (process.env["FRESH"] === undefined ? usual : 10 * usual));

/** As many runs as that may take, in milliseconds, on a busy machine. */
export const patience = (usual: number): number => 60_000 + runs(usual) * 60;

/** Bodies that are small and deep, or that name what every object inherits. */
export const unnatural: readonly (readonly [what: string, json: string])[] = [
  ["forty thousand lists in each other", `${"[".repeat(40_000)}${"]".repeat(40_000)}`],
  ["ten thousand objects in each other", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
  ["a prototype", '{"__proto__":{"polluted":true},"type":"message"}'],
  [
    "a constructor's prototype",
    '{"constructor":{"prototype":{"polluted":true}},"type":"block_actions"}',
  ],
  [
    "a prototype further in",
    '{"type":"block_actions","user":{"__proto__":{"polluted":true}},"actions":[{"__proto__":{"polluted":true}}]}',
  ],
  [
    "names that every object has",
    '{"type":"toString","command":"valueOf","text":"hasOwnProperty","name":"__proto__"}',
  ],
];

/** What every object would have if somebody had got in. */
export const isClean = (): boolean =>
  !("polluted" in {}) && Object.getOwnPropertyNames(Object.prototype).length === inherited;
const inherited = Object.getOwnPropertyNames(Object.prototype).length;
