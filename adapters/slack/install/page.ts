import type { IncomingMessage, ServerResponse } from "node:http";
import { languageOf } from "../../../src/platform/locale.ts";
import { type Pen, say } from "../../../src/platform/say.ts";
import { msg, type Reader, type Text } from "../../../src/platform/text.ts";
import { installPath } from "../config.ts";
import { clean } from "../render/escape.ts";

/** A page of ours that says what came of adding the app. */
export interface PageOf {
  readonly status: 200 | 400 | 503;
  /** For the log. */
  readonly code: string;
  readonly title: Text;
  readonly lines: readonly Text[];
  readonly link?: { readonly label: Text; readonly url: string };
  /** With a link to begin anew. */
  readonly again?: true;
}

const escape = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
const pen: Pen = { plain: escape, literal: (text) => escape(clean(text)) };

const style = `
  body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; color: #1d1c1d; background: #f4f6f5; }
  main { max-width: 32rem; margin: 12vh auto; padding: 2rem; background: #fff; border-radius: 12px;
    border-top: 6px solid #1f4d4a; overflow-wrap: anywhere; }
  h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
  p { margin: 0 0 1rem; }
  a { display: inline-block; padding: 0.6rem 1.2rem; border-radius: 8px; background: #1f4d4a;
    color: #fff; text-decoration: none; font-weight: 600; }
  a:focus-visible { outline: 3px solid #1f4d4a; outline-offset: 3px; }
  @media (max-width: 36rem) { main { margin: 1rem; } }`;

/** Nothing runs on it and nothing is loaded: what Slack sends in an address stays text. */
export function showPage(request: IncomingMessage, response: ServerResponse, page: PageOf): void {
  if (response.headersSent) return;
  const language = languageOf(wantedBy(request));
  const reader: Reader = {
    platform: "slack",
    locale: language,
    timeZone: "UTC",
    nameOf: () => undefined,
  };
  const text = (line: Text) => say(line, reader, pen);
  const link =
    page.link ??
    (page.again === true ? { label: msg("install.again"), url: installPath } : undefined);
  response
    .writeHead(page.status, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    })
    .end(
      [
        `<!doctype html>`,
        `<html lang="${language}"><head><meta charset="utf-8">`,
        `<meta name="viewport" content="width=device-width, initial-scale=1">`,
        `<title>${text(page.title)}</title><style>${style}</style></head><body><main>`,
        `<h1>${text(page.title)}</h1>`,
        ...page.lines.map((line) => `<p>${text(line)}</p>`),
        ...(link === undefined ? [] : [`<a href="${escape(link.url)}">${text(link.label)}</a>`]),
        `</main></body></html>`,
      ].join("\n"),
    );
}

/** The first language of the browser. */
const wantedBy = ({ headers }: IncomingMessage): string | undefined =>
  /^[a-z]{2,3}/i.exec(headers["accept-language"] ?? "")?.[0];
