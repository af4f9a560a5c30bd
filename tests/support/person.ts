import type { Client, Dialog, Sighting } from "./client.ts";

/** Somebody in a story: what they do and what they see, in people's verbs. Looks only at what came since the story began. */
export class Somebody {
  readonly name: string;
  readonly client: Client;
  /** Messages there were when the story began: by their ids, because a private answer may go and the others move up. */
  #seen: ReadonlySet<string> = new Set();
  #rung = 0;
  /** Messages there were when they last did something, and what they said: an answer comes after it, or in place of a private one. */
  #acted: ReadonlyMap<string, string> = new Map();
  #answered = 0;

  constructor(name: string, client: Client) {
    this.name = name;
    this.client = client;
  }

  /** A new story: what was there before is past. */
  startAfresh(): void {
    this.#acted = this.#wordsNow();
    this.#seen = new Set(this.#acted.keys());
    this.#rung = this.client.rings().length;
  }

  #acts(): void {
    this.#acted = this.#wordsNow();
    this.#answered = this.client.answers?.().length ?? 0;
  }

  #wordsNow(): ReadonlyMap<string, string> {
    return new Map(this.client.messages().map((m) => [m.id, m.words]));
  }

  /** What changes from here on is the answer to what they do next. */
  looksAgain(): void {
    this.#acts();
  }

  types(line: string): Promise<unknown> {
    this.#acts();
    return this.client.types(line);
  }

  /** Waits until a message holds these words (in its notification or on it). */
  sees(...fragments: string[]): Promise<Sighting> {
    return this.client
      .until(
        () =>
          this.messages().findLast((m) =>
            fragments.every((f) => `${m.summary}\n${m.words}`.includes(f)),
          ),
        `${this.name} sees ${fragments.join(" + ")}`,
      )
      .then(
        (found) => found as Sighting,
        () => {
          throw new Error(
            `${this.name} does not see ${JSON.stringify(fragments)}. On the screen:\n${this.screen()}`,
          );
        },
      );
  }

  /** Rings once more than so many times, with this as the newest text. */
  async hears(text: string): Promise<void> {
    await this.client
      .until(() => this.rings().includes(text), `${this.name} hears ${text}`)
      .catch(() => {
        throw new Error(
          `${this.name} does not hear ${JSON.stringify(text)} but:\n${this.rings().join("\n")}`,
        );
      });
  }

  async clicks(label: string): Promise<unknown> {
    const on = await this.client
      .until(
        () => this.messages().findLast((m) => m.buttons.includes(label)),
        `${this.name} finds ${label}`,
      )
      .catch(() => undefined);
    if (on === undefined)
      throw new Error(`${this.name} finds no "${label}". On the screen:\n${this.screen()}`);
    this.#acts();
    return this.client.press(on, label);
  }

  /** Waits until this button is nowhere on the screen any more. */
  async losesButton(label: string): Promise<void> {
    await this.client
      .until(
        () => !this.messages().some((m) => m.buttons.includes(label)),
        `${this.name} loses ${label}`,
      )
      .catch(() => {
        throw new Error(`${this.name} still has "${label}". On the screen:\n${this.screen()}`);
      });
  }

  async dialog(): Promise<Dialog> {
    return (await this.client
      .until(() => this.client.dialog(), `${this.name} has a dialog`)
      .catch(() => {
        throw new Error(`${this.name} has no dialog`);
      })) as Dialog;
  }

  /** What a field of the open dialog offers, in order of the alphabet. */
  async choices(field: string): Promise<string[]> {
    return Object.keys((await this.dialog()).choices[field] ?? {}).toSorted();
  }

  /** The value behind what an option says. */
  async choice(field: string, option: string): Promise<string> {
    const value = (await this.dialog()).choices[field]?.[option];
    if (value === undefined)
      throw new Error(
        `${field} does not offer ${option} but ${(await this.choices(field)).join(", ")}`,
      );
    return value;
  }

  async clicksInDialog(label: string): Promise<unknown> {
    await this.dialog();
    this.#acts();
    return this.client.pressInDialog(label);
  }

  submits(values: Record<string, string>): Promise<unknown> {
    return this.client.submit(values);
  }

  async opensHome(): Promise<void> {
    await this.client.opensHome();
    await this.client.until(() => this.client.home(), `${this.name} has a home`);
  }

  /** Presses a button that opens something, and reads it. */
  async opens(label: string): Promise<Dialog> {
    const before = this.client.dialog()?.id;
    await this.clicks(label);
    await this.client
      .until(() => this.client.dialog()?.id !== before, `${this.name} sees ${label} open`)
      .catch(() => undefined);
    return this.dialog();
  }

  /** Presses a button that asks, and answers with another: on what follows below, or in a dialog. */
  async answers(label: string, answer: string): Promise<void> {
    await this.clicks(label);
    const inDialog = () => this.client.dialog()?.words.includes(answer) === true;
    await this.client.until(
      () => inDialog() || this.messages().some((m) => m.buttons.includes(answer)),
      `${this.name} finds ${answer} after ${label}`,
    );
    if (!inDialog()) return void (await this.clicks(answer));
    const before = this.client.dialog()?.words;
    await this.clicksInDialog(answer);
    await this.client.until(
      () => this.client.dialog()?.words !== before,
      `${this.name} sees what came of ${answer}`,
    );
    // What only says that it was noted is closed again.
    if (this.client.dialog()?.fields.length === 0) await this.closesDialog();
  }

  /** Presses something on the home page. */
  async clicksAtHome(label: string): Promise<unknown> {
    await this.client
      .until(() => this.home().buttons.includes(label), `${this.name} finds ${label} at home`)
      .catch(() => {
        throw new Error(
          `${this.name} finds no "${label}" at home:\n${this.home().words}\n[${this.home().buttons.join("] [")}]`,
        );
      });
    return this.client.press(this.home(), label);
  }

  /** Waits until the home page says this. */
  async untilHome(words: string): Promise<void> {
    await this.client
      .until(() => this.home().words.includes(words), `${this.name} sees ${words} at home`)
      .catch(() => {
        throw new Error(
          `${this.name} does not see ${JSON.stringify(words)} at home:\n${this.home().words}`,
        );
      });
  }

  /** Closes the dialog on top, as with Escape. */
  async closesDialog(): Promise<void> {
    await this.dialog();
    await this.client.closeDialog();
  }

  /** Closes every dialog there may be. */
  async closesDialogs(): Promise<void> {
    while (this.client.dialog() !== undefined) await this.client.closeDialog();
  }

  home(): Sighting {
    const home = this.client.home();
    if (home === undefined) throw new Error(`${this.name} has no home page`);
    return home;
  }

  /** Waits for the answer to what they typed or pressed last: a private one, or a card. */
  async isTold(...fragments: string[]): Promise<Sighting> {
    const told = (): Sighting | undefined => {
      const fresh = this.client.messages().filter(({ id, words }) => this.#acted.get(id) !== words);
      const answers = [...fresh, ...(this.client.answers?.().slice(this.#answered) ?? [])];
      const one = answers.findLast((m) => fragments.every((f) => m.words.includes(f)));
      if (one !== undefined) return one;
      // Part of it beside the card, and the rest on it.
      const words = answers.map((m) => m.words).join("\n");
      const last = answers.at(-1);
      if (last === undefined || !fragments.every((f) => words.includes(f))) return undefined;
      return { ...last, words, buttons: answers.flatMap((m) => m.buttons) };
    };
    await this.client
      .until(() => told(), `${this.name} is told ${fragments.join(" + ")}`)
      .catch(() => {
        throw new Error(
          `${this.name} is not told ${JSON.stringify(fragments)}. On the screen:\n${this.screen()}`,
        );
      });
    return told() as Sighting;
  }

  /** Is answered privately: beside the message, or in a dialog where there is none. */
  async isAnswered(words: string): Promise<void> {
    const answered = () =>
      this.client.dialog()?.words.includes(words) === true ||
      this.messages().some((m) => m.ephemeral && m.words.includes(words));
    await this.client.until(answered, `${this.name} is answered ${words}`).catch(() => {
      throw new Error(
        `${this.name} is not answered ${JSON.stringify(words)}. On the screen:\n${this.screen()}\n${this.client.dialog()?.words ?? ""}`,
      );
    });
  }

  messages(): readonly Sighting[] {
    return this.client.messages().filter(({ id }) => !this.#seen.has(id));
  }

  rings(): readonly string[] {
    return this.client.rings().slice(this.#rung);
  }

  /** The newest message, as it is now. */
  last(): Sighting {
    const message = this.messages().at(-1);
    if (message === undefined) throw new Error(`${this.name} sees nothing`);
    return message;
  }

  /** The newest message that stays, as it is now: no private answer. */
  card(): Sighting {
    const message = this.messages().findLast((m) => !m.ephemeral);
    if (message === undefined) throw new Error(`${this.name} has no card`);
    return message;
  }

  screen(): string {
    return this.messages()
      .map(
        (m) =>
          `- ${m.ephemeral ? "(only you) " : ""}${m.summary}\n    ${m.words.replaceAll("\n", "\n    ")}\n    [${m.buttons.join("] [")}]`,
      )
      .join("\n");
  }
}
