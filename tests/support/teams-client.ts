import { catalogues } from "../../src/locales/index.ts";
import { controlsOf, inputsOf, type TeamsDouble } from "../../playground/teams.ts";
import { type Client, type Dialog, linksIn, patience, type Sighting } from "./client.ts";

type Shape = Readonly<Record<string, unknown>>;

/** What a notification says of anything but a card: what it is, and nothing of its lines (docs/features.md E18). */
const wordless: ReadonlySet<string> = new Set(
  Object.values(catalogues).flatMap((sentences) => [
    sentences["common.answerHere"],
    sentences["common.pageHere"],
  ]),
);

/** A person in Teams' client, over the double. Their home is the card in the chat that holds the home page. */
export function teamsClient(double: TeamsDouble, account: string): Client {
  const desk = () => double.desk(account);
  const ours = () => desk().messages.filter((message) => message.from !== "me");
  const home = () => ours().findLast(({ card }) => isHome(card));
  /** Cards that a press was answered with: seen, though the next edit may follow at once. */
  const answered: Sighting[] = [];
  const shown = (): Sighting[] =>
    ours()
      .filter(({ card }) => !isHome(card))
      .map(({ id, card, text, ephemeral }) => sighting(id, card, text, ephemeral));
  const dialogId = () => {
    const dialog = desk().dialog;
    if (dialog === undefined) throw new Error(`${account} has no dialog open`);
    return dialog.id;
  };
  return {
    messages: shown,
    answers: () => answered,
    // What is answered to their own words comes into the chat that they have open: it does not call them.
    rings: () =>
      desk()
        .rings.map((ring) => ring.text)
        .filter((text) => !wordless.has(text)),
    home: () => {
      const message = home();
      return message === undefined ? undefined : sighting("home", message.card, "", false);
    },
    dialog: (): Dialog | undefined => {
      const dialog = desk().dialog;
      if (dialog === undefined) return undefined;
      const { title, card } = dialog.view as { title: string; card: unknown };
      const inputs = inputsOf(card);
      return {
        id: dialog.id,
        words: [title, wordsOf(card)].join("\n"),
        fields: inputs.map(({ id }) => id),
        choices: Object.fromEntries(
          inputs.map(({ id, element }) => [id, choicesOf(element["choices"])]),
        ),
        texts: Object.fromEntries(
          inputs.map(({ id, element }) => [id, String(element["value"] ?? "")]),
        ),
        errors: dialog.errors ?? {},
      };
    },
    links: () => linksIn([desk().messages, desk().dialog?.view]),
    fault: () => desk().fault,
    types: (line) => double.types(account, line),
    press: async (on, label) => {
      const id = on.id === "home" ? (home()?.id ?? "") : on.id;
      const before = desk().messages.find((message) => message.id === id)?.card;
      const control = controlsOf(before).find(({ title }) => title === label);
      if (control === undefined)
        throw new Error(`"${label}" is not on it; there is: ${buttonsOf(before).join(", ")}`);
      const sent = await double.press(account, id, label, { data: control.data as Shape });
      const card = cardIn(sent?.body);
      if (card !== undefined) answered.push(sighting(id, card, "", true));
      return sent;
    },
    pressInDialog: (label) => double.press(account, dialogId(), label),
    submit: (values) => double.submit(account, dialogId(), values),
    closeDialog: async () => double.closeDialog(account, dialogId()),
    // The answer is a card below the words: the one above shows what was so when it was posted.
    async opensHome() {
      const above = home()?.id;
      await double.openHome(account);
      await double.until(() => (home()?.id === above ? undefined : home()), patience);
    },
    until: (condition) => double.until(condition, patience),
  };
}

function sighting(id: string, card: unknown, text: string, ephemeral: boolean): Sighting {
  if (card === undefined) return { id, summary: text, words: text, buttons: [], ephemeral };
  const fallback = String((card as Shape)["fallbackText"]);
  const words = wordsOf(card);
  // In a chat of two everything is private; what carries no name of its own is an answer.
  const answer = wordless.has(fallback);
  return {
    id,
    summary: answer ? words : fallback,
    words,
    buttons: buttonsOf(card),
    ephemeral: ephemeral || answer,
  };
}

/** The card that a press was answered with. */
function cardIn(body: string | undefined): unknown {
  if (body === undefined || body === "") return undefined;
  const { type, value } = JSON.parse(body) as { type?: unknown; value?: unknown };
  return type === "application/vnd.microsoft.card.adaptive" ? value : undefined;
}

/** Its buttons lead to the home page's frame. */
function isHome(card: unknown): boolean {
  return controlsOf(card).some(({ data }) => {
    const frame = (data as Shape | undefined)?.["handrail"] as Shape | undefined;
    return frame?.["f"] === "home" && frame["v"] === "home";
  });
}

function buttonsOf(card: unknown): string[] {
  return controlsOf(card)
    .filter(({ type }) => type !== "Action.ShowCard")
    .map(({ title }) => title);
}

/** What each option says, and its value. */
function choicesOf(choices: unknown): Record<string, string> {
  const list = Array.isArray(choices) ? (choices as { title: string; value: string }[]) : [];
  return Object.fromEntries(list.map(({ title, value }) => [literal(title), value]));
}

/** Every text on a card, as a reader meets it: a block is a line. */
export function wordsOf(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(wordsOf)
      .filter((words) => words !== "")
      .join("\n");
  if (typeof value !== "object" || value === null) return "";
  const it = value as Shape;
  if (it["type"] === "RichTextBlock")
    return (it["inlines"] as { text: string }[]).map(({ text }) => literal(text)).join("");
  const own = [it["label"], it["title"]].filter((text) => typeof text === "string").map(literal);
  const inner = ["body", "items", "columns", "choices", "actions", "selectAction", "card"].map(
    (key) => wordsOf(it[key]),
  );
  return [...own, ...inner].filter((words) => words !== "").join("\n");
}

const literal = (text: string): string => text.replaceAll(/[\u2060\u200B-\u200D]/g, "");
