/** Slack's limits (docs/platforms.md S22 to S25); texts in characters, the others in pieces. */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** Sections of text in a message: ours, so that a message stays one. */
  messageTexts: 4,
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
  overflow: 5,
  optionText: 75,
  optionValue: 150,
  radioOptions: 10,
  selectOptions: 100,
  optionGroups: 100,
  inputLabel: 2_000,
  inputText: 3_000,
  groupHandle: 60,
  /** People that a picker begins with: ours, so that a form stays light. */
  initialUsers: 500,
  modalTitle: 24,
  chartTitle: 50,
  /** Of a category and of a series. */
  chartLabel: 20,
  privateMetadata: 3_000,
  /** The best length for `text`, and the most an edit takes. */
  text: 4_000,
} as const;
