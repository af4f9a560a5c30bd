import type { Client, Dialog, Sighting } from "./client.ts";

/** Somebody in a story: what they do and what they see, in people's verbs. Looks only at what came since the story began. */
export class Somebody {
  readonly name: string;
  readonly client: Client;
  #seen = 0;
  #rung = 0;

  constructor(name: string, client: Client) {
    this.name = name;
    this.client = client;
  }

  /** A new story: what was there before is past. */
  startAfresh(): void {
    this.#seen = this.client.messages().length;
    this.#rung = this.client.rings().length;
  }

  types(line: string): Promise<unknown> {
    return this.client.types(line);
  }

  /** Waits until a message holds these words (in its notification or on it). */
  sees(...fragments: string[]): Promise<Sighting> {
    return this.client.until(
      () => this.messages().findLast((m) => fragments.every((f) => `${m.summary}\n${m.words}`.includes(f))),
      `${this.name} sees ${fragments.join(" + ")}`,
    ).then(
      (found) => found as Sighting,
      () => {
        throw new Error(`${this.name} does not see ${JSON.stringify(fragments)}. On the screen:\n${this.screen()}`);
      },
    );
  }

  /** Rings once more than so many times, with this as the newest text. */
  async hears(text: string): Promise<void> {
    await this.client.until(() => this.rings().includes(text), `${this.name} hears ${text}`).catch(() => {
      throw new Error(`${this.name} does not hear ${JSON.stringify(text)} but:\n${this.rings().join("\n")}`);
    });
  }

  async clicks(label: string): Promise<unknown> {
    const on = await this.client
      .until(() => this.messages().findLast((m) => m.buttons.includes(label)), `${this.name} finds ${label}`)
      .catch(() => undefined);
    if (on === undefined) throw new Error(`${this.name} finds no "${label}". On the screen:\n${this.screen()}`);
    return this.client.press(on, label);
  }

  /** Waits until this button is nowhere on the screen any more. */
  async losesButton(label: string): Promise<void> {
    await this.client.until(() => !this.messages().some((m) => m.buttons.includes(label)), `${this.name} loses ${label}`).catch(() => {
      throw new Error(`${this.name} still has "${label}". On the screen:\n${this.screen()}`);
    });
  }

  async dialog(): Promise<Dialog> {
    return (await this.client.until(() => this.client.dialog(), `${this.name} has a dialog`).catch(() => {
      throw new Error(`${this.name} has no dialog`);
    })) as Dialog;
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
    const before = this.client.dialog();
    await this.clicks(label);
    await this.client.until(() => this.client.dialog() !== before, `${this.name} sees ${label} open`).catch(() => undefined);
    return this.dialog();
  }

  /** Presses something on the home page. */
  async clicksAtHome(label: string): Promise<unknown> {
    await this.client.until(() => this.home().buttons.includes(label), `${this.name} finds ${label} at home`).catch(() => {
      throw new Error(`${this.name} finds no "${label}" at home:\n${this.home().words}\n[${this.home().buttons.join("] [")}]`);
    });
    return this.client.press(this.home(), label);
  }

  home(): Sighting {
    const home = this.client.home();
    if (home === undefined) throw new Error(`${this.name} has no home page`);
    return home;
  }

  /** The newest private answer to something they did. */
  async isTold(...fragments: string[]): Promise<Sighting> {
    const told = () => this.messages().findLast((m) => m.ephemeral && fragments.every((f) => m.words.includes(f)));
    await this.client.until(() => told(), `${this.name} is told ${fragments.join(" + ")}`).catch(() => {
      throw new Error(`${this.name} is not told ${JSON.stringify(fragments)}. On the screen:\n${this.screen()}`);
    });
    return told() as Sighting;
  }

  messages(): readonly Sighting[] {
    return this.client.messages().slice(this.#seen);
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

  screen(): string {
    return this.messages()
      .map((m) => `- ${m.ephemeral ? "(only you) " : ""}${m.summary}\n    ${m.words.replaceAll("\n", "\n    ")}\n    [${m.buttons.join("] [")}]`)
      .join("\n");
  }
}
