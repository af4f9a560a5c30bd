import { msg } from "../platform/text.ts";
import type { Page, PageList, PageRow } from "../platform/page.ts";
import type { Board, Row, Section } from "../platform/view.ts";
import { seconds } from "../kernel/time.ts";

/** On a page nobody tells it that something is new, so it asks. */
const asksAgain = seconds(10);

/** The home page as a web page: the same lines, buttons and sections in the same order. */
export const asWebPage = ({ standing, first, sections, more }: Board): Page => ({
  title: msg("web.yours"),
  lines: standing,
  first,
  again: asksAgain,
  parts: [...sections, ...more].map(listOf),
});

const listOf = ({ heading, rows }: Section): PageList => ({
  kind: "list",
  heading,
  empty: msg("common.nothing"),
  rows: rows.map(rowOf),
});

/** In the browser the desk is one link away: a button would ask the chat for one. */
function rowOf({ tone, line, detail, buttons }: Row): PageRow {
  const others = buttons.filter(({ action }) => action !== "desk.open");
  return others.length === buttons.length
    ? { tone, line, detail, buttons }
    : { tone, line: msg("button.openDesk"), detail: line, link: { page: "now" }, buttons: others };
}
