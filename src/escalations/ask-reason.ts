/** Why people were asked: shown in the timeline. */
export type AskReason =
  | "opened"
  | "silence"
  | "passedOn"
  | "givenBack"
  | "lapsed"
  | "again"
  | "danger"
  | "unreachable"
  | "callForHelp";
