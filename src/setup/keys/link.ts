import type { PageList } from "../../platform/page.ts";
import { msg } from "../../platform/text.ts";

/** On *Set-up*: the way to the page of keys. */
export const keysLink: PageList = {
  kind: "list",
  heading: msg("keys.title"),
  empty: msg("common.nothing"),
  rows: [
    { tone: "calm", line: msg("keys.open"), detail: msg("keys.line"), link: { page: "keys" } },
  ],
};
