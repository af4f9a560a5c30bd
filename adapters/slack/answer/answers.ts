import type { Reply } from "../../../src/platform/adapter.ts";
import { cut } from "../../../src/platform/cut.ts";
import { say } from "../../../src/platform/say.ts";
import type { Line, Reader } from "../../../src/platform/text.ts";
import type { Notice } from "../../../src/platform/view.ts";
import { limits } from "../limits.ts";
import { plainPen } from "../render/escape.ts";
import { noticeModal, render } from "../render/render.ts";

/** The body that a command is acknowledged with: a private message, or nothing. */
export function commandAnswer(notice: Notice | undefined, reader: Reader): object | undefined {
  return notice === undefined
    ? undefined
    : { response_type: "ephemeral", ...render<"notice">(notice, reader) };
}

/**
 * The body that a submission is acknowledged with. Errors keep the form and what was typed in it.
 * Else another view takes the form's place, or every form closes.
 * https://docs.slack.dev/surfaces/modals
 * @param fields the names that errors can stand under
 * @param title what the dialog is called that was sent in
 */
export function submissionAnswer(
  { notice, form, errors, reader }: Reply,
  outage: boolean,
  fields: readonly string[],
  title?: string,
): object {
  const [first] = fields;
  if (outage && notice !== undefined && first !== undefined)
    return errorsBeneath({ [first]: notice.lines }, reader);
  const beneath: Record<string, Line[]> = {};
  for (const [name, line] of Object.entries(errors ?? {})) {
    const field = fields.includes(name) ? name : first;
    if (field !== undefined) (beneath[field] ??= []).push(line);
  }
  if (Object.keys(beneath).length > 0) return errorsBeneath(beneath, reader);
  if (form !== undefined) return { response_action: "update", view: render<"form">(form, reader) };
  return notice === undefined
    ? { response_action: "clear" }
    : { response_action: "update", view: noticeModal(notice, reader, title) };
}

function errorsBeneath(errors: Readonly<Record<string, readonly Line[]>>, reader: Reader): object {
  const said = (lines: readonly Line[]) =>
    cut(lines.map((line) => say(line, reader, plainPen)).join(" "), limits.inputLabel);
  return {
    response_action: "errors",
    errors: Object.fromEntries(Object.entries(errors).map(([name, lines]) => [name, said(lines)])),
  };
}
