import { seconds } from "../kernel/time.ts";
import type { Page, PageList } from "../platform/page.ts";
import { msg } from "../platform/text.ts";
import type { Board, Button, Section } from "../platform/view.ts";

/** On a page nobody tells it that something is new, so it asks. */
const asksAgain = seconds(10);
/** Who reads the page is there already: its menu has the others. */
const leadsHere = ({ buttons }: Section["rows"][number]): boolean =>
  buttons.some(({ action }) => action === "desk.open");

/** The home page as a web page: the same lines, buttons and sections in the same order. */
export const asWebPage = ({ standing, first, sections, more }: Board): Page => ({
  title: msg("web.yours"),
  lines: standing,
  first: first.map(here),
  again: asksAgain,
  parts: [...sections, ...more].map(listOf),
});

const listOf = ({ heading, rows }: Section): PageList => ({
  kind: "list",
  heading,
  empty: msg("common.nothing"),
  rows: rows
    .filter((row) => !leadsHere(row))
    .map((row) => ({ ...row, buttons: row.buttons.map(here) })),
});

/** The board that a chat has to send is a page beside this one. */
const here = (button: Button): Button =>
  button.action === "home.board" ? { ...button, url: "now" } : button;
