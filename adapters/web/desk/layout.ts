import { html, raw } from "hono/html";
import { type MessageKey, type Reader, msg } from "../../../src/platform/text.ts";
import { script, style } from "./assets.ts";
import { buttonForm } from "./form.ts";
import { type Html, all, languageOf, nothing, sayTo } from "./write.ts";

/** The names of pages in the menu; a page that is not here has no entry. */
const entries: Readonly<Record<string, MessageKey>> = {
  now: "web.now",
  requests: "web.requests",
  figures: "web.figures",
  people: "web.people",
  "set-up": "web.setUp",
  health: "web.health",
};

export interface Frame {
  readonly title: string;
  readonly reader: Reader;
  /** The names of pages that this person may open. */
  readonly menu?: readonly string[];
  /** The page that is shown. */
  readonly here?: string;
  /** Who has signed in. */
  readonly name?: string;
  /** Where the page's changes come from. */
  readonly live?: string;
  readonly wall?: true;
  readonly main: Html;
}

/** A whole document around a page's own part. */
export function framed({ title, reader, main, ...frame }: Frame): Html {
  const say = sayTo(reader);
  return html`${raw("<!doctype html>")}
    <html lang="${languageOf(reader)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · Handrail</title>
        <link rel="stylesheet" href="${style.path}" />
        <link rel="icon" href="data:," />
        <script src="${script.path}" defer></script>
      </head>
      <body
        class="${frame.wall === true ? "wall" : "desk"}"
        ${frame.live === undefined ? "" : html`data-live="${frame.live}"`}
      >
        <a class="skip" href="#main">${say(msg("web.skip"))}</a>
        ${frame.wall === true ? wallTop(title, reader) : header(frame, reader)}
        <main id="main" tabindex="-1">${main}</main>
        ${frame.name === undefined ? nothing : footer(reader)}
        ${
          frame.live === undefined
            ? nothing
            : html`<p class="stale" role="status" hidden>${say(msg("web.stale"))}</p>`
        }
      </body>
    </html>`;
}

/** On a screen nobody presses anything but the sound. */
const wallTop = (title: string, reader: Reader): Html =>
  html`<header class="top">
    <span class="brand">${title}</span>
    <time class="clock" data-clock="${reader.timeZone}"></time>
    <button type="button" class="plain" data-sound aria-pressed="false">
      ${sayTo(reader)(msg("button.sound"))}
    </button>
  </header>`;

/** The press that ends all sessions of its person. */
export const signOutAll = "desk.signOut";

/** Below each page of somebody who has signed in. */
const footer = (reader: Reader): Html =>
  html`<footer>
    ${buttonForm({ action: signOutAll, label: msg("button.signOutAll") }, sayTo(reader))}
  </footer>`;

function header({ menu = [], here, name }: Partial<Frame>, reader: Reader): Html {
  const say = sayTo(reader);
  const links = Object.entries(entries).filter(([page]) => menu.includes(page));
  return html`<header class="top">
    <a class="brand" href="/desk">Handrail</a>
    ${
      links.length === 0
        ? nothing
        : html`<nav aria-label="${say(msg("web.menu"))}">
            <ul>
              ${all(
                links.map(
                  ([page, label]) =>
                    html`<li>
                      <a href="/desk/${page}" ${page === here ? raw('aria-current="page"') : ""}
                        >${say(msg(label))}</a
                      >
                    </li>`,
                ),
              )}
            </ul>
          </nav>`
    }
    ${
      name === undefined
        ? nothing
        : html`<form class="out" method="post" action="/desk/sign-out">
            <span class="who">${name}</span>
            <button class="plain">${say(msg("button.signOut"))}</button>
          </form>`
    }
  </header>`;
}
