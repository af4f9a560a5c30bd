import { symbols } from "pino";
import type { SlackDouble } from "../../../playground/slack.ts";
import { controlsOf as slackControls } from "../../../playground/slack.ts";
import {
  controlsOf as teamsControls,
  inputsOf,
  type TeamsDouble,
} from "../../../playground/teams.ts";
import type { OrganisationFile } from "../../../src/config.ts";
import { type Log, openLog } from "../../../src/runtime/log.ts";
import { wordsIn } from "../slack-client.ts";
import { wordsOf } from "../teams-client.ts";

/** Where somebody saw something. A dialog is opened by whoever reads it; the rest comes to them. */
export type Where = "message" | "home" | "dialog" | "lock screen";

/** What somebody could read at one moment, each drawing of it. */
export interface Seen {
  readonly reader: Who;
  readonly where: Where;
  /** The form, of a dialog. */
  readonly form?: string;
  readonly lines: readonly string[];
  /** What stands in a dialog's fields already, in their order. */
  readonly filled: readonly string[];
  /** All of it as it was sent, with what no eye sees. */
  readonly raw: string;
}
/** An e-mail of the organisation's file, or the account of somebody who is not in it. */
export type Who = string;

/** What somebody did, in turn with what was seen. */
export interface Typed {
  readonly by: Who;
  /** `/escalate`, or `checkins.answer.note`. */
  readonly field: string;
  readonly text: string;
}
export interface Submitted {
  readonly by: Who;
  readonly form: string;
  readonly values: Readonly<Record<string, string>>;
}

/** All that left the house during one story, and what people had put into it. */
export interface Told {
  /** Every file that was in force during it. */
  readonly files: readonly OrganisationFile[];
  readonly seen: readonly Seen[];
  readonly typed: readonly Typed[];
  readonly submitted: readonly Submitted[];
  readonly log: readonly string[];
}

type Shape = Readonly<Record<string, unknown>>;

/** Listens beside the doubles: what is on people's screens whenever it changes, what they type, and every line of the log. */
export class Recorder {
  #files: readonly OrganisationFile[] = [];
  readonly #people = new Map<string, OrganisationFile>();
  #seen: Seen[] = [];
  #typed: Typed[] = [];
  #submitted: Submitted[] = [];
  #log: string[] = [];
  /** Drawings that were looked at: a double draws a new one for every change. */
  readonly #drawn = new WeakSet<object>();
  readonly #texts = new Set<string>();

  /** Also files that were in force before in this world: whoever they name is still somebody. */
  knows(files: readonly OrganisationFile[]): void {
    this.#files = files;
    for (const file of files) this.#people.set(file.hash, file);
  }

  /** The house's own log, at its loudest, into memory; and where a developer asked for it, on the screen. */
  openLog(shown: string): Log {
    const log = openLog("trace");
    const screen = shown === "silent" ? undefined : process.stdout;
    // oxlint-disable-next-line typescript/no-explicit-any -- pino's streams are known to it by symbol
    (log as any)[symbols.streamSym] = {
      write: (line: string) => {
        this.#log.push(line);
        screen?.write(line);
      },
    };
    return log;
  }

  watchSlack(double: SlackDouble, accounts: readonly string[]): void {
    double.onChange(() => {
      for (const account of accounts) this.#lookAtSlack(double, account);
    });
    const { command, say, submit } = double;
    Object.assign(double, {
      command: (account: string, line: string, where?: { readonly channel?: string }) => {
        this.#types(account, line);
        return command(account, line, where);
      },
      say: (account: string, text: string) => {
        this.#types(account, text);
        return say(account, text);
      },
      submit: (
        account: string,
        dialog: string,
        values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
      ) => {
        const view = double.desk(account).dialog?.view as Shape | undefined;
        const texts = slackControls((view?.["blocks"] ?? []) as unknown[]).filter(
          ({ type }) => type === "plain_text_input",
        );
        const entered = Object.fromEntries(
          Object.entries(values).map(([field, block]) => [
            field,
            String(Object.values(block)[0] ?? ""),
          ]),
        );
        this.#submits(
          account,
          slackForm(view),
          entered,
          texts.map(({ blockId }) => blockId),
        );
        return submit(account, dialog, values);
      },
    });
  }

  watchTeams(double: TeamsDouble, accounts: readonly string[]): void {
    double.onChange(() => {
      for (const account of accounts) this.#lookAtTeams(double, account);
    });
    const { types, submit } = double;
    Object.assign(double, {
      types: (account: string, text: string) => {
        this.#types(account, text);
        return types(account, text);
      },
      submit: (
        account: string,
        dialog: string,
        inputs: Readonly<Record<string, string>> = {},
        name?: string,
      ) => {
        const card = (double.desk(account).dialog?.view as Shape | undefined)?.["card"];
        const texts = inputsOf(card).filter(({ type }) => type === "Input.Text");
        this.#submits(
          account,
          teamsForm(card),
          inputs,
          texts.map(({ id }) => id),
        );
        return submit(account, dialog, inputs, name);
      },
    });
  }

  /** What was told so far. */
  told(): Told {
    return {
      files: [...this.#people.values()],
      seen: this.#seen,
      typed: this.#typed,
      submitted: this.#submitted,
      log: this.#log,
    };
  }

  /** What was told so far, and a new story. */
  take(): Told {
    const told = this.told();
    [this.#seen, this.#typed, this.#submitted, this.#log] = [[], [], [], []];
    this.#people.clear();
    this.knows(this.#files);
    return told;
  }

  #who(account: string): Who {
    for (const { people } of this.#people.values()) {
      const found = people.find(
        ({ accounts }) => accounts.slack === account || accounts.teams === account,
      );
      if (found !== undefined) return found.email;
    }
    return account;
  }

  #types(account: string, line: string): void {
    const [, word = "chat", text = ""] = /^\s*\/?(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
    if (text.trim() !== "")
      this.#typed.push({ by: this.#who(account), field: `/${word.toLowerCase()}`, text });
  }

  #submits(
    account: string,
    form: string,
    values: Readonly<Record<string, string>>,
    texts: readonly string[],
  ): void {
    const by = this.#who(account);
    this.#submitted.push({ by, form, values });
    for (const field of texts) {
      const text = values[field] ?? "";
      // Names and numbers of the company, as in its file.
      if (text.trim() !== "" && !form.startsWith("setup."))
        this.#typed.push({ by, field: `${form}.${field}`, text });
    }
  }

  #sees(
    account: string,
    where: Where,
    drawing: object,
    words: () => string,
    dialog?: Pick<Seen, "form" | "filled">,
  ): void {
    if (this.#drawn.has(drawing)) return;
    this.#drawn.add(drawing);
    const lines = words()
      .split("\n")
      // A title's tone is drawn before it.
      .map((line) => line.trim().replace(/^[▲●✓○] /u, ""))
      .filter((line) => line !== "");
    this.#seen.push({
      reader: this.#who(account),
      where,
      lines,
      filled: [],
      raw: JSON.stringify(drawing),
      ...dialog,
    });
  }

  #reads(account: string, where: Where, id: string, text: string): void {
    const key = [account, where, id, text].join("\n");
    if (text === "" || this.#texts.has(key)) return;
    this.#texts.add(key);
    this.#sees(account, where, { text }, () => text);
  }

  #rings(account: string, rings: readonly { readonly at: number; readonly text: string }[]): void {
    for (const { at, text } of rings) this.#reads(account, "lock screen", String(at), text);
  }

  #lookAtSlack(double: SlackDouble, account: string): void {
    const desk = double.desk(account);
    for (const { id, from, text, blocks } of desk.messages) {
      if (from === "me") continue;
      this.#reads(account, "message", id, text);
      if (blocks !== undefined) this.#sees(account, "message", blocks, () => wordsIn(blocks));
    }
    this.#rings(account, desk.rings);
    const { home } = desk;
    if (home !== undefined) this.#sees(account, "home", home, () => wordsIn(home));
    const view = desk.dialog?.view as Shape | undefined;
    const blocks = view?.["blocks"];
    if (view !== undefined && Array.isArray(blocks)) {
      const title = () => [wordsIn([view["title"]]), wordsIn(blocks)].join("\n");
      const filled = slackControls(blocks).flatMap(({ element }) =>
        textIn(element["initial_value"]),
      );
      this.#sees(account, "dialog", blocks, title, { form: slackForm(view), filled });
    }
  }

  #lookAtTeams(double: TeamsDouble, account: string): void {
    const desk = double.desk(account);
    for (const { id, from, text, card } of desk.messages) {
      if (from === "me") continue;
      this.#reads(account, "message", id, text);
      if (typeof card !== "object" || card === null) continue;
      // A word typed in Teams is answered with the form in the chat.
      const form = inputsOf(card).length > 0 ? teamsForm(card) : "";
      const where = isHome(card) ? "home" : "message";
      this.#sees(account, where, card, () => wordsOf(card), { form, filled: [] });
    }
    this.#rings(account, desk.rings);
    const view = desk.dialog?.view as Shape | undefined;
    const card = view?.["card"];
    if (typeof card === "object" && card !== null) {
      const title = () => [String(view?.["title"] ?? ""), wordsOf(card)].join("\n");
      const filled = inputsOf(card).flatMap(({ element }) => textIn(element["value"]));
      this.#sees(account, "dialog", card, title, { form: teamsForm(card), filled });
    }
  }
}

const textIn = (value: unknown): string[] => (typeof value === "string" ? [value] : []);

function slackForm(view: Shape | undefined): string {
  const about = view?.["private_metadata"];
  if (typeof about !== "string" || about === "") return "";
  return String((JSON.parse(about) as Shape)["form"] ?? "");
}

/** In Teams the home page is a card in the chat; its buttons say which. */
const isHome = (card: object): boolean => JSON.stringify(card).includes('"f":"home","v":"home"');

function teamsForm(card: unknown): string {
  for (const { data } of teamsControls(card)) {
    const form = ((data as Shape | undefined)?.["handrail"] as Shape | undefined)?.["form"];
    if (typeof form === "string") return form;
  }
  return "";
}
