/** Slack's limits (PLATFORMS S22–S25); texts in characters, the others in pieces. */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  header: 150,
  section: 3_000,
  field: 2_000,
  fields: 10,
  actions: 25,
  contextText: 2_000,
  buttonLabel: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  accessibilityLabel: 75,
  id: 255,
  optionText: 75,
  optionValue: 150,
  radioOptions: 10,
  selectOptions: 100,
  inputLabel: 2_000,
  inputText: 3_000,
  modalTitle: 24,
  privateMetadata: 3_000,
  /** The best length for `text`, and the most an edit takes. */
  text: 4_000,
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
