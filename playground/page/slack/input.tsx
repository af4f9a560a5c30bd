import { type ReactElement, use, useId } from "react";
import { fieldName } from "./form-values.ts";
import { SurroundingsContext } from "./press.ts";
import { TextNode } from "./text.tsx";
import type { InputBlock, PeopleElement, SelectElement, TextInputElement } from "./types.ts";

interface Field {
  readonly id: string;
  readonly name: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
  readonly "aria-required": boolean;
}

function TextInput({
  element,
  field,
}: {
  readonly element: TextInputElement;
  readonly field: Field;
}): ReactElement {
  const shared = {
    ...field,
    className: "field",
    defaultValue: element.initial_value,
    maxLength: element.max_length,
    placeholder: element.placeholder?.text,
  };
  return element.multiline ? (
    <textarea rows={3} {...shared} />
  ) : (
    <input type="text" autoComplete="off" {...shared} />
  );
}

function Select({
  element,
  field,
}: {
  readonly element: SelectElement;
  readonly field: Field;
}): ReactElement {
  return (
    <select {...field} className="field" defaultValue={element.initial_option?.value ?? ""}>
      <option value="">{element.placeholder?.text ?? "Choose one"}</option>
      {element.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text.text}
        </option>
      ))}
    </select>
  );
}

function Radios({
  element,
  field,
}: {
  readonly element: SelectElement;
  readonly field: Field;
}): ReactElement {
  return (
    <div className="radios">
      {element.options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={field.name}
            value={option.value}
            defaultChecked={element.initial_option?.value === option.value}
          />
          <span>
            <TextNode text={option.text} />
            {option.description !== undefined && (
              <small>
                <TextNode text={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}

/** Everybody of the workspace, to be ticked: Slack's own picker searches as one types. */
function People({
  element,
  field,
}: {
  readonly element: PeopleElement;
  readonly field: Field;
}): ReactElement {
  const { people = [] } = use(SurroundingsContext);
  return (
    <div className="radios people">
      {people.map(({ account, name }) => (
        <label key={account}>
          <input
            type="checkbox"
            name={field.name}
            value={account}
            defaultChecked={element.initial_users?.includes(account) === true}
          />
          <span>{name}</span>
        </label>
      ))}
    </div>
  );
}

/** The one channel of this workspace. */
const Channel = ({ field }: { readonly field: Field }): ReactElement => (
  <select {...field} className="field" defaultValue="">
    <option value="">Choose a channel</option>
    <option value="C0GENERAL"># general</option>
  </select>
);

/** One question of a form, with its hint and its error tied to it for screen readers. */
export function Input({
  block,
  error,
}: {
  readonly block: InputBlock;
  readonly error?: string;
}): ReactElement {
  const id = useId();
  const { element, hint } = block;
  const described = [hint && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(" ");
  const field: Field = {
    id,
    name: fieldName(block.block_id ?? "", element.action_id),
    "aria-describedby": described === "" ? undefined : described,
    "aria-invalid": error !== undefined,
    "aria-required": block.optional !== true,
  };
  const label = (
    <>
      {block.label.text} {block.optional === true && <span className="quiet">(optional)</span>}
    </>
  );
  const notes = (
    <>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          <TextNode text={hint} />
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="error" role="alert">
          {error}
        </p>
      )}
    </>
  );
  if (element.type === "radio_buttons" || element.type === "multi_users_select") {
    return (
      <fieldset
        className="input"
        aria-describedby={field["aria-describedby"]}
        data-invalid={error !== undefined}
      >
        <legend>{label}</legend>
        {element.type === "multi_users_select" ? (
          <People element={element} field={field} />
        ) : (
          <Radios element={element} field={field} />
        )}
        {notes}
      </fieldset>
    );
  }
  return (
    <div className="input" data-invalid={error !== undefined}>
      <label htmlFor={id}>{label}</label>
      {element.type === "plain_text_input" ? (
        <TextInput element={element} field={field} />
      ) : element.type === "conversations_select" ? (
        <Channel field={field} />
      ) : (
        <Select element={element} field={field} />
      )}
      {notes}
    </div>
  );
}
