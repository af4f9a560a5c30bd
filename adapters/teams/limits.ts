/** Teams' limits (PLATFORMS T17, T19); texts in characters, the others in pieces unless said otherwise. */
export const limits = {
  /** Bytes of a whole message in UTF-16: 100 KB are taken, 80 are safe. */
  message: 80 * 1024,
  /** Of one card, those behind an `Action.ShowCard` counted by themselves. */
  actions: 6,
  title: 200,
  text: 4_000,
  lines: 60,
  facts: 40,
  buttonLabel: 75,
  tooltip: 75,
  url: 2_000,
  label: 300,
  inputText: 3_000,
  choices: 100,
  openChoices: 6,
  choiceText: 150,
  choiceValue: 200,
  fields: 20,
  dialogTitle: 64,
} as const;

/** At most `max` characters, ending in an ellipsis where it was cut, never in half a surrogate pair. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** `items` in runs of at most `size`. */
export function inRuns<T>(items: readonly T[], size: number): T[][] {
  const runs: T[][] = [];
  for (let i = 0; i < items.length; i += size) runs.push(items.slice(i, i + size));
  return runs;
}

/** What something weighs on its way to Teams, in bytes. */
export function weight(value: unknown): number {
  return JSON.stringify(value).length * 2;
}
