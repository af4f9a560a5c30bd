/**
 * Teams' limits (docs/platforms.md T17, T19); texts in characters, the others in pieces unless said
 * otherwise.
 */
export const limits = {
  /** Bytes of a whole message in UTF-16: 100 KB are taken, 80 are safe. */
  message: 80 * 1024,
  /** Of one card, those behind an `Action.ShowCard` counted by themselves. */
  actions: 6,
  title: 200,
  altText: 1_000,
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

/** What something weighs on its way to Teams, in bytes. */
export function weight(value: unknown): number {
  return JSON.stringify(value).length * 2;
}
