import { html, raw } from "hono/html";
import type { Frame } from "../../../../src/platform/frame.ts";
import { type MessageKey, type Reader, msg } from "../../../../src/platform/text.ts";
import { script, style } from "../assets.ts";
import { tabAssets } from "../tab-assets.ts";
import { buttonForm } from "./form.ts";
import { type Html, type Say, all, languageOf, nothing, sayTo } from "./write.ts";

/** The names of pages in the menu; a page that is not here has no entry. */
const entries: Readonly<Record<string, MessageKey>> = {
  home: "web.yours",
  now: "web.now",
  requests: "web.requests",
  figures: "web.figures",
  people: "web.people",
  "set-up": "web.setUp",
  health: "web.health",
};

export interface Layout {
  /** The path above the pages, without a slash at its end. */
  readonly base: string;
  /** The platform whose client shows the page; absent: a browser does. */
  readonly platform?: Frame | undefined;
  readonly title: string;
  readonly reader: Reader;
  /** The names of pages that this person may open. */
  readonly menu?: readonly string[];
  /** The page that is shown. */
  readonly here?: string;
  /** Who has signed in. */
  readonly name?: string | undefined;
  /** Where the page's changes come from. */
  readonly live?: string | undefined;
  /** The page is asked for again so often, in milliseconds. */
  readonly again?: number | undefined;
  readonly wall?: true;
  readonly main: Html;
}

/** A whole document around a page's own part. */
export function framed({ title, reader, main, ...frame }: Layout): Html {
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
        ${frame.platform === undefined ? nothing : scriptsOf(frame.platform)}
      </head>
      <body
        class="${frame.wall === true ? "wall" : "desk"}"
        ${frame.live === undefined ? "" : html`data-live="${frame.live}"`}
        ${frame.again === undefined ? "" : html`data-again="${frame.again}"`}
      >
        <a class="skip" href="#main">${say(msg("web.skip"))}</a>
        ${frame.wall === true ? wallTop(title, reader) : header(frame, reader)}
        <main id="main" tabindex="-1">${main}</main>
        ${frame.name === undefined ? nothing : footer(frame, reader)}
        ${
          frame.live === undefined && frame.again === undefined
            ? nothing
            : html`<p class="stale" role="status" hidden>${say(msg("web.stale"))}</p>`
        }
      </body>
    </html>`;
}

/** Ours first, before anything is drawn: it knows the colours of the platform's client. */
function scriptsOf(platform: Frame): Html {
  const { own, library } = tabAssets(platform);
  return html`<script src="${own.path}"></script>
    <script src="${library.path}" defer></script>`;
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
const footer = ({ platform }: Pick<Layout, "platform">, reader: Reader): Html =>
  html`<footer>
    ${platform === undefined ? nothing : chatLink(platform, sayTo(reader))}
    ${buttonForm({ action: signOutAll, label: msg("button.signOutAll") }, sayTo(reader))}
  </footer>`;

/** What a page cannot do, the chat can. */
export const chatLink = ({ chat }: Frame, say: Say): Html =>
  chat === undefined
    ? nothing
    : html`<a class="button" href="${chat}" rel="noreferrer">${say(msg("button.openChat"))}</a>`;

type Around = Pick<Layout, "base" | "menu" | "here" | "name">;
function header({ base, menu = [], here, name }: Around, reader: Reader): Html {
  const say = sayTo(reader);
  const links = Object.entries(entries).filter(([page]) => menu.includes(page));
  return html`<header class="top">
    <a class="brand" href="${base}">Handrail</a>
    ${
      links.length === 0
        ? nothing
        : html`<nav aria-label="${say(msg("web.menu"))}">
            <ul>
              ${all(
                links.map(
                  ([page, label]) =>
                    html`<li>
                      <a href="${base}/${page}" ${page === here ? raw('aria-current="page"') : ""}
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
        : html`<form class="out" method="post" action="${base}/sign-out">
            <span class="who">${name}</span>
            <button class="plain">${say(msg("button.signOut"))}</button>
          </form>`
    }
  </header>`;
}
