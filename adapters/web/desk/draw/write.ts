import type { Context } from "hono";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { tongueOf } from "../../../../src/platform/locale.ts";
import { say } from "../../../../src/platform/say.ts";
import type { Line, Reader } from "../../../../src/platform/text.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Pieces one after the other. `html` writes a list so, but not its type. */
export const all = (pieces: readonly Html[]): Html => html`${pieces}`;
export const nothing = html``;

/** A line in a reader's words; `html` escapes it where it is put. */
export type Say = (line: Line) => string;
export const sayTo =
  (reader: Reader): Say =>
  (line) =>
    say(line, reader);

export const languageOf = (reader: Reader): string => tongueOf(reader.locale).language;

/** Somebody whom we do not know yet: their browser says what they read. */
export function strangerTo(c: Context): Reader {
  const wanted = c.req.header("accept-language")?.split(",")[0]?.split(";")[0]?.trim() ?? "en";
  return { platform: "slack", locale: wanted, timeZone: "UTC", nameOf: () => undefined };
}
