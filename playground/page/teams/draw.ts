import {
  AdaptiveCard,
  type ExecuteAction,
  GlobalSettings,
  type Input,
  OpenUrlAction,
  type SubmitAction,
  type SubmitActionBase,
} from "adaptivecards";
import type { Pressed } from "../slack/press.ts";
import { isSafeUrl } from "../slack/mrkdwn.ts";
import { look } from "./look.ts";

// A card is no stop of its own for Tab: its buttons are.
GlobalSettings.setTabIndexAtCardRoot = false;

/**
 * Labels are Markdown in Teams. Ours hold none, only its escapes; more than those is shown as it is
 * written.
 */
AdaptiveCard.onProcessMarkdown = (text, result) => {
  const escaped = text
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  result.outputHtml = `<span>${escaped}</span>`;
  result.didProcess = true;
};

/**
 * Draws a card with Microsoft's own library. `press` receives actions that are sent; links open by
 * themselves.
 */
export function draw(json: unknown, press: (pressed: Pressed) => void): HTMLElement {
  const card = new AdaptiveCard();
  card.hostConfig = look;
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction) {
      if (action.url !== undefined && isSafeUrl(action.url))
        open(action.url, "_blank", "noopener,noreferrer");
      return;
    }
    const sent = action as SubmitAction | ExecuteAction;
    press(pressedBy(sent));
  };
  card.parse(json);
  const drawn = card.render() ?? document.createElement("div");
  named(drawn);
  // Teams itself says so where nothing is chosen; the library leaves it empty.
  for (const option of drawn.querySelectorAll<HTMLOptionElement>("option[hidden]"))
    if (option.text === "") option.text = "Select an option";
  return drawn;
}

/**
 * The action, for the double to find it again: its verb or words, and its data as the app wrote
 * them.
 */
function pressedBy(action: SubmitAction | ExecuteAction): Pressed {
  const title = action.title ?? "";
  const inputs = action.getReferencedInputs() ?? {};
  const filled = Object.entries(inputs).flatMap(([id, input]) =>
    isFilled(input) ? [[id, String(input.value)] as const] : [],
  );
  const data = Object.entries(dataOf(action)).filter(([key]) => !Object.hasOwn(inputs, key));
  return {
    actionId: title === "" ? (action.id ?? action.getJsonTypeName()) : title,
    blockId: "card",
    label: title,
    value: JSON.stringify(Object.fromEntries(data)),
    inputs: Object.fromEntries(filled),
  };
}

const isFilled = (input: Input): boolean => input.value !== undefined && input.value !== "";

function dataOf({ data }: SubmitActionBase): object {
  return typeof data === "object" && data !== null ? data : {};
}

/**
 * The library leaves this to screen readers: choices that are all shown are one group, named by
 * their question.
 */
function named(card: HTMLElement): void {
  for (const choices of card.querySelectorAll<HTMLElement>(".ac-choiceSetInput-expanded")) {
    choices.setAttribute("role", "radiogroup");
    const question = choices
      .querySelector("input")
      ?.getAttribute("aria-labelledby")
      ?.split(" ")
      .at(0);
    const required = choices.querySelector("[aria-required]") !== null;
    if (question !== undefined) choices.setAttribute("aria-labelledby", question);
    if (required) choices.setAttribute("aria-required", "true");
    // Required is the group, not each of its buttons; and each is named by its own words alone.
    for (const input of choices.querySelectorAll("input")) {
      input.removeAttribute("aria-required");
      input.removeAttribute("aria-labelledby");
    }
  }
}

/** Teams' people picker finds everybody of the tenant; here they are choices to be ticked. */
export function withPeople(
  card: unknown,
  people: readonly { readonly account: string; readonly name: string }[] = [],
): unknown {
  if (Array.isArray(card)) return card.map((one) => withPeople(one, people));
  if (typeof card !== "object" || card === null) return card;
  if (!Object.hasOwn(card, "choices.data"))
    return Object.fromEntries(
      Object.entries(card).map(([key, value]) => [key, withPeople(value, people)]),
    );
  const choices = people.map(({ account, name }) => ({ title: name, value: account }));
  const { ["choices.data"]: _, ...picker } = card as Record<string, unknown>;
  return { ...picker, style: "expanded", choices };
}
