import { type Line, msg, type Reader } from "../../../src/platform/text.ts";
import { sayAll } from "../../../src/platform/say.ts";
import { elsewhere } from "../../../src/platform/elsewhere.ts";
import type { Field, Form, Option } from "../../../src/platform/view.ts";
import { type Action, execute, type Setting } from "./actions.ts";
import {
  aside,
  type Element,
  heading,
  labelled,
  onButton,
  paragraphs,
  rich,
  run,
  written,
} from "./elements.ts";
import { formData, type Opener } from "./carried-data.ts";
import { clean } from "./escape.ts";
import { limits } from "../limits.ts";
import { cut } from "../../../src/platform/cut.ts";

/** What a form is drawn again with, after an answer that something in it is wrong. */
export interface Returned {
  readonly errors: Readonly<Record<string, Line>>;
  readonly values: Readonly<Record<string, string>>;
}

export interface FormSetting extends Setting {
  readonly opener?: Opener;
  readonly returned?: Returned;
}

/** A form as a card: in a dialog with its title in the frame, in a chat with it on the card. */
export function formElements(
  form: Form,
  setting: FormSetting,
  picture: readonly Element[] = [],
): Element[] {
  const { reader, surface, returned } = setting;
  const fields = form.submit === undefined ? [] : form.fields.slice(0, limits.fields);
  const named = new Set(fields.map(({ name }) => name));
  // An error of a field that is not there is still said.
  const loose = Object.entries(returned?.errors ?? {}).filter(([name]) => !named.has(name));
  return [
    ...(surface === "chat" ? [heading(written(form.title, reader))] : []),
    ...paragraphs(form.lines, reader),
    ...picture,
    ...(form.sections ?? []).flatMap((part) => [
      heading(written(part.heading, reader)),
      ...part.rows.flatMap(({ line, detail }) => [
        ...paragraphs([line], reader),
        ...(detail === undefined
          ? []
          : paragraphs([detail], reader).map((said) => ({ ...said, spacing: "None" }))),
      ]),
    ]),
    ...loose.map(([, line]) => wrong(line, reader)),
    ...fields.flatMap((field) => input(field, reader, returned)),
    ...(form.submit === undefined
      ? []
      : [
          {
            type: "ActionSet" as const,
            actions: [submit(form, written(form.submit, reader), setting)],
          },
        ]),
  ];
}

function submit(form: Form, label: string, { surface, opener, stamp }: FormSetting): Action {
  const data = formData(form, opener, stamp);
  const face = { title: onButton(label), style: "positive" };
  return surface === "dialog"
    ? { type: "Action.Submit", ...face, data }
    : execute(form.form, face, data);
}

function input(field: Field, reader: Reader, returned: Returned | undefined): Element[] {
  const error = Object.hasOwn(returned?.errors ?? {}, field.name)
    ? returned?.errors[field.name]
    : undefined;
  const entered = returned?.values[field.name];
  const drawn = elementOf(field, { reader, returned, entered });
  if (drawn === undefined) return [];
  const hint =
    field.hint === undefined
      ? []
      : [
          rich([run(written(field.hint, reader), { isSubtle: true, size: "Small" })], {
            spacing: "None",
          }),
        ];
  const others = elsewhere(field, reader).map((line) => aside(written(line, reader)));
  const more = field.type === "choice" ? field.options.length - limits.choices : 0;
  const left = more > 0 ? [aside(written(msg("common.andMore", { count: more }), reader))] : [];
  return [
    drawn,
    ...left,
    ...hint,
    ...others,
    ...(error === undefined ? [] : [wrong(error, reader)]),
  ];
}

function elementOf(
  field: Field,
  {
    reader,
    returned,
    entered,
  }: { reader: Reader; returned: Returned | undefined; entered: string | undefined },
): Element | undefined {
  switch (field.type) {
    case "text":
      return typed(field, returned === undefined ? field.value : entered, reader);
    case "choice":
      return chosen(field, returned === undefined ? field.value : entered, reader);
    case "people":
      return picked(field, entered, reader);
    // Teams has no groups of people that a bot may read, and a channel is a whole team's.
    case "channel":
    case "group":
      return undefined;
  }
}

/** Teams' own people picker (docs/platforms.md T39). */
function picked(
  field: Extract<Field, { type: "people" }>,
  entered: string | undefined,
  reader: Reader,
): Element {
  const known = field.value.flatMap((person) => {
    const value = reader.accountOf?.(person);
    return value === undefined ? [] : [{ title: reader.nameOf(person) ?? value, value }];
  });
  const value = entered ?? known.map((one) => one.value).join(",");
  return {
    type: "Input.ChoiceSet",
    id: field.name,
    label: labelled(field.label, reader, limits.label),
    isMultiSelect: true,
    choices: known,
    "choices.data": { type: "Data.Query", dataset: "graph.microsoft.com/users" },
    ...(value === "" ? {} : { value }),
  };
}

function wrong(line: Line, reader: Reader): Element {
  return rich([run(`▲ ${written(line, reader)}`, { color: "Attention", weight: "Bolder" })], {
    spacing: "None",
  });
}

function typed(
  field: Extract<Field, { type: "text" }>,
  value: string | readonly Line[] | undefined = "",
  reader: Reader,
): Element {
  const maxLength = Math.min(Math.max(1, field.max), limits.inputText);
  const entered = clean(typeof value === "string" ? value : sayAll(value, reader));
  return {
    type: "Input.Text",
    id: field.name,
    label: labelled(field.label, reader, limits.label),
    isMultiline: field.long,
    maxLength,
    ...(field.required === undefined
      ? {}
      : { isRequired: true, errorMessage: written(field.required, reader) }),
    ...(entered === "" ? {} : { value: cut(entered, maxLength) }),
  };
}

/** As many as a menu holds; what is chosen now is among them. */
function firstOf(all: readonly Option[], value: string | undefined): readonly Option[] {
  const first = all.slice(0, limits.choices);
  const chosen = all.slice(limits.choices).find((option) => option.value === value);
  return chosen === undefined ? first : [...first.slice(0, -1), chosen];
}

/** Few options stand open, so that one tap answers; many fold into a menu. */
function chosen(
  field: Extract<Field, { type: "choice" }>,
  value: string | undefined,
  reader: Reader,
): Element | undefined {
  const all = field.options.filter((option) => option.value.length <= limits.choiceValue);
  const choices = firstOf(all, value).map((option) => ({
    title: labelled(option.label, reader, limits.choiceText),
    value: option.value,
  }));
  if (choices.length === 0) return undefined;
  return {
    type: "Input.ChoiceSet",
    id: field.name,
    label: labelled(field.label, reader, limits.label),
    style: choices.length <= limits.openChoices ? "expanded" : "compact",
    choices,
    ...(field.required
      ? { isRequired: true, errorMessage: written(msg("common.choose"), reader) }
      : {}),
    ...(choices.some((choice) => choice.value === value) ? { value } : {}),
  };
}
