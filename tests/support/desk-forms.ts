import type { Browser, Page } from "./browse.ts";

/* Forms of the pages, filled in as somebody does in a browser without scripts. */

export interface WebForm {
  readonly action: string;
  /** What it sends as it stands: pairs, because ticked boxes share a name. */
  readonly pairs: readonly (readonly [string, string])[];
  /** The words of its buttons. */
  readonly buttons: readonly string[];
}

const unescaped = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
const attribute = (tag: string, name: string): string | undefined => {
  const [, value] = new RegExp(String.raw`\s${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : unescaped(value);
};

/** What is read of a page, without its mark-up. */
export const wordsOf = ({ text }: Page): string =>
  unescaped(text.replace(/<head>[\s\S]*<\/head>/, "").replace(/<[^>]+>/g, " ")).replace(
    /\s+/g,
    " ",
  );

export function formsIn({ text }: Page): WebForm[] {
  return [...text.matchAll(/<form[^>]*>([\s\S]*?)<\/form>/g)].map(([whole, inside = ""]) => {
    const pairs: (readonly [string, string])[] = [];
    const controls =
      /<input[^>]*>|<textarea[^>]*>([\s\S]*?)<\/textarea>|<select[^>]*>([\s\S]*?)<\/select>/g;
    for (const [tag, typed, options] of inside.matchAll(controls)) {
      const [start = ""] = /^<[^>]*>/.exec(tag) ?? [];
      const name = attribute(start, "name");
      if (name === undefined) continue;
      if (typed !== undefined) pairs.push([name, unescaped(typed.replace(/^\n/, ""))]);
      else if (options !== undefined) {
        const all = [...options.matchAll(/<option[^>]*>/g)].map(([option]) => option);
        const chosen = all.find((option) => /\sselected/.test(option)) ?? all[0] ?? "";
        pairs.push([name, attribute(chosen, "value") ?? ""]);
      } else if (attribute(start, "type") !== "checkbox" || /\schecked/.test(start))
        pairs.push([name, attribute(start, "value") ?? ""]);
    }
    const buttons = [...inside.matchAll(/<button[^>]*>([\s\S]*?)<\/button>/g)].map(
      ([, label = ""]) => unescaped(label).trim(),
    );
    return {
      action: attribute(/^<form[^>]*>/.exec(whole)?.[0] ?? "", "action") ?? "",
      pairs,
      buttons,
    };
  });
}

/** Presses a button of a page, with what is changed in its form; `undefined` takes a value away. */
export function presses(
  browser: Browser,
  page: Page,
  label: string,
  changes: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): Promise<Page> {
  const form = formsIn(page).find(({ buttons }) => buttons.includes(label));
  if (form === undefined) throw new Error(`no button ${label} in: ${wordsOf(page)}`);
  const kept = form.pairs.filter(([name]) => !Object.hasOwn(changes, name));
  const changed = Object.entries(changes).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  return browser.sendsForm(form.action, [...kept, ...changed]);
}
