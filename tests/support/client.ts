/** Milliseconds until what should be seen counts as missing. On a machine with ten other things to do, eight seconds were too few. */
export const patience = 20_000;

/** What a person can see and do in their chat client, the same words on every platform. */
export interface Client {
  /** Everything in their chat with the bot, oldest first. */
  messages(): readonly Sighting[];
  /** Cards that answered a press in place of the pressed one, where a platform does so; oldest first. */
  answers?(): readonly Sighting[];
  /** Texts that rang: what a lock screen showed. */
  rings(): readonly string[];
  home(): Sighting | undefined;
  dialog(): Dialog | undefined;
  /** Every address that something on the screen leads to, the newest last. */
  links(): string[];
  fault(): string | undefined;
  types(line: string): Promise<unknown>;
  press(on: Sighting, label: string): Promise<unknown>;
  /** A button in the dialog on top, that is no submission. */
  pressInDialog(label: string): Promise<unknown>;
  submit(values: Readonly<Record<string, string>>): Promise<unknown>;
  closeDialog(): Promise<unknown>;
  opensHome(): Promise<unknown>;
  /** Waits for changes until the condition holds, as long as `patience` lasts. */
  until<T>(condition: () => T, what: string): Promise<T>;
}

export interface Sighting {
  readonly id: string;
  /** The notification's text. */
  readonly summary: string;
  /** Every word on it, in reading order. */
  readonly words: string;
  readonly buttons: readonly string[];
  readonly ephemeral: boolean;
}

export interface Dialog {
  readonly id: string;
  readonly words: string;
  readonly fields: readonly string[];
  /** What can be chosen in a field: the value to submit, by what it says. */
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What stands in a field already. */
  readonly texts: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export const linksIn = (shown: unknown): string[] =>
  JSON.stringify(shown).match(/https?:\/\/[^"\\\s]+/g) ?? [];
