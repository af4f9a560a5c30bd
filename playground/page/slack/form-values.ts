import type { Block, InputBlock, InputElement } from "./types.ts";

/** Slack's `view.state.values`: by block id, then by action id. */
export type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const inputBlocks = (blocks: readonly Block[]): readonly InputBlock[] =>
  blocks.filter((block) => block.type === "input");

/** The name of a field in the page's own form; an id contains no newline. */
export const fieldName = (blockId: string, actionId: string): string => `${blockId}\n${actionId}`;

const valueOf = (element: InputElement, typed: string | null): unknown => {
  if (element.type === "plain_text_input")
    return { type: element.type, value: typed === null || typed === "" ? null : typed };
  if (element.type === "multi_users_select")
    return { type: element.type, selected_users: (typed ?? "").split(",").filter(Boolean) };
  if (element.type === "conversations_select")
    return { type: element.type, selected_conversation: typed === "" ? null : typed };
  const option = element.options.find((each) => each.value === typed);
  return {
    type: element.type,
    selected_option: option === undefined ? null : { text: option.text, value: option.value },
  };
};

/**
 * The values of a form, as Slack's client has them. The double says which required field is empty,
 * as that client does. `read` gives the typed or chosen value of a field, or nothing.
 */
export function valuesOf(blocks: readonly Block[], read: (name: string) => string | null): Values {
  const values: Record<string, Record<string, unknown>> = {};
  for (const { block_id: id = "", element } of inputBlocks(blocks)) {
    values[id] = {
      ...values[id],
      [element.action_id]: valueOf(element, read(fieldName(id, element.action_id))),
    };
  }
  return values;
}
