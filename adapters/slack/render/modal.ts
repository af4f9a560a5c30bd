import { msg, type Reader } from "../../../src/platform/text.ts";
import { sayAll } from "../../../src/platform/say.ts";
import { elsewhere } from "../../../src/platform/elsewhere.ts";
import type { Field, Form } from "../../../src/platform/view.ts";
import { header, paragraph, plainText, section, sections, written } from "./blocks.ts";
import { metadata } from "./carried-data.ts";
import { clean } from "./escape.ts";
import { limits } from "../limits.ts";
import { cut, inRuns } from "../../../src/platform/cut.ts";
import type { Block, ModalView, PlainOption } from "../sdk.ts";

/**
 * The `action_id` of every input: fields are told apart by their block, whose id is the field's
 * name.
 */
const inputAction = "value";

/**
 * A form as a modal. Ids are stable, so that what was typed survives an update (docs/platforms.md
 * S11).
 */
export function modal(form: Form, reader: Reader): ModalView {
  const inputs =
    form.submit === undefined ? [] : form.fields.flatMap((field) => input(field, reader));
  const room = limits.viewBlocks - inputs.length;
  const read = (form.sections ?? []).flatMap(({ heading, rows }) => [
    header(written(heading, reader)),
    ...rows.flatMap(({ line, detail }) =>
      section(paragraph(detail === undefined ? [line] : [line, detail], reader)),
    ),
  ]);
  const said = [...sections(paragraph(form.lines, reader), room), ...read].slice(0, room);
  const blocks = [...said, ...inputs].slice(0, limits.viewBlocks);
  return {
    type: "modal",
    callback_id: form.form.slice(0, limits.id),
    private_metadata: metadata(form).slice(0, limits.privateMetadata),
    title: plainText(written(form.title, reader), limits.modalTitle),
    ...(form.submit === undefined
      ? {}
      : { submit: plainText(written(form.submit, reader), limits.modalTitle) }),
    close: plainText(written(msg("common.close"), reader), limits.modalTitle),
    blocks: blocks.length > 0 ? blocks : section("–"),
  };
}

function input(field: Field, reader: Reader): Block[] {
  const element = elementOf(field, reader);
  if (element === undefined) return [];
  const said = [
    ...(field.hint === undefined ? [] : [written(field.hint, reader)]),
    ...elsewhere(field, reader).map((line) => written(line, reader)),
  ].join(" ");
  const hint = said === "" ? {} : { hint: plainText(said, limits.inputLabel) };
  return [
    {
      type: "input",
      block_id: field.name,
      label: plainText(written(field.label, reader), limits.inputLabel),
      optional: isOptional(field),
      element,
      ...hint,
    },
  ];
}

function elementOf(field: Field, reader: Reader) {
  switch (field.type) {
    case "text":
      return typed(field, reader);
    case "choice":
      return chosen(field, reader);
    case "people":
      return picked(field, reader);
    case "channel":
      return {
        type: "conversations_select" as const,
        action_id: inputAction,
        filter: { include: ["public" as const, "private" as const] },
      };
    case "group":
      return {
        type: "plain_text_input" as const,
        action_id: inputAction,
        multiline: false,
        max_length: limits.groupHandle,
      };
  }
}

const isOptional = (field: Field): boolean =>
  field.type === "text"
    ? field.required === undefined
    : field.type === "choice"
      ? !field.required
      : true;

function picked(field: Extract<Field, { type: "people" }>, reader: Reader) {
  const initial = field.value.flatMap((person) => reader.accountOf?.(person) ?? []);
  return {
    type: "multi_users_select" as const,
    action_id: inputAction,
    ...(initial.length === 0 ? {} : { initial_users: initial.slice(0, limits.initialUsers) }),
  };
}

function typed(field: Extract<Field, { type: "text" }>, reader: Reader) {
  const max = Math.min(Math.max(1, field.max), limits.inputText);
  const { value: before = "" } = field;
  const value = clean(typeof before === "string" ? before : sayAll(before, reader));
  return {
    type: "plain_text_input" as const,
    action_id: inputAction,
    multiline: field.long,
    max_length: max,
    ...(value === "" ? {} : { initial_value: cut(value, max) }),
  };
}

/** Few options stand open, so that one tap answers; many fold into a menu. */
function chosen(field: Extract<Field, { type: "choice" }>, reader: Reader) {
  const options = field.options.map((option): PlainOption => ({
    value: cut(option.value, limits.optionValue),
    text: plainText(written(option.label, reader), limits.optionText),
  }));
  const first = options.find(({ value }) => value === field.value);
  const initial = first === undefined ? {} : { initial_option: first };
  if (options.length === 0) return undefined;
  // A menu takes more only in groups.
  if (options.length > limits.selectOptions)
    return {
      type: "static_select" as const,
      action_id: inputAction,
      option_groups: inRuns(options, limits.selectOptions)
        .slice(0, limits.optionGroups)
        .map((group) => ({ label: plainText(endsOf(group), limits.optionText), options: group })),
      ...initial,
    };
  const type =
    options.length <= limits.radioOptions ? ("radio_buttons" as const) : ("static_select" as const);
  return { type, action_id: inputAction, options, ...initial };
}

/** `Ana Silva – Ben Okoro`: the first and the last name of a group. */
const endsOf = (group: readonly PlainOption[]): string =>
  [group[0], group.at(-1)].map((option) => cut(option?.text.text ?? "", 30)).join(" – ");
