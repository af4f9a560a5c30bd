import { NotShown } from "../../not-shown.ts";
import { list, object, text } from "../../slack/json.ts";
import type { Json } from "../../slack/types.ts";
import type { Input } from "./controls.ts";

/** What somebody typed or chose, by input id; several choices in one text, with commas. */
export type Inputs = Readonly<Record<string, string>>;

export interface Filled {
  readonly values: Readonly<Record<string, string>>;
  /** What the client itself refuses, by input id: nothing is sent then. */
  readonly errors: Record<string, string>;
}

/**
 * The inputs' values as they would be sent. @throws {NotShown} for an input or a choice that is not
 * there
 */
export function filled(inputs: readonly Input[], given: Inputs): Filled {
  for (const id of Object.keys(given))
    if (!inputs.some((input) => input.id === id))
      throw new NotShown(
        `no input ${id} is shown; there is: ${inputs.map((one) => one.id).join(", ") || "none"}`,
      );
  const values: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const { id, type, element } of inputs) {
    const value = given[id] ?? initial(type, element);
    if (type === "Input.ChoiceSet") choose(id, element, value);
    if (wrong(type, element, value))
      errors[id] = text(element["errorMessage"]) ?? "This field is required.";
    if (value !== "" || type === "Input.Text" || given[id] !== undefined) values[id] = value;
  }
  return { values, errors };
}

function initial(type: string, element: Json): string {
  const value = element["value"];
  if (type === "Input.Toggle") return text(value) ?? text(element["valueOff"]) ?? "false";
  return typeof value === "number" ? String(value) : (text(value) ?? "");
}

function choose(id: string, element: Json, value: string): void {
  // A filtered one may carry what was typed; the others only what is offered.
  if (value === "" || element["choices.data"] !== undefined) return;
  const offered = list(element["choices"]).map((choice) => text(object(choice)["value"]));
  const chosen = element["isMultiSelect"] === true ? value.split(",") : [value];
  for (const one of chosen)
    if (!offered.includes(one))
      throw new NotShown(`${id} offers no choice ${one}; there is: ${offered.join(", ")}`);
}

function wrong(type: string, element: Json, value: string): boolean {
  if (value === "") return element["isRequired"] === true;
  if (type === "Input.Toggle")
    return element["isRequired"] === true && value !== (text(element["valueOn"]) ?? "true");
  if (type === "Input.Number") {
    const number = Number(value);
    const { min, max } = element;
    return (
      !Number.isFinite(number) ||
      (typeof min === "number" && number < min) ||
      (typeof max === "number" && number > max)
    );
  }
  if (type === "Input.Date") return !/^\d{4}-\d\d-\d\d$/.test(value);
  if (type === "Input.Time") return !/^\d\d:\d\d$/.test(value);
  if (type !== "Input.Text") return false;
  const most = element["maxLength"];
  const pattern = text(element["regex"]);
  return (
    (typeof most === "number" && value.length > most) ||
    (pattern !== undefined && !new RegExp(pattern).test(value))
  );
}
