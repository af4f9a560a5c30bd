/*
 * Slack's mrkdwn, as far as a bot's message uses it, turned into plain data. React draws the data
 * as text nodes. So a hostile string can look odd, but it never becomes mark-up of this page.
 */
export interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
}
export type Inline =
  | ({ readonly kind: "text"; readonly text: string } & Style)
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly text: string }
  | { readonly kind: "mention"; readonly account: string }
  | { readonly kind: "broadcast"; readonly name: string };
export type Piece =
  | { readonly kind: "pre"; readonly text: string }
  | { readonly kind: "quote" | "lines"; readonly lines: readonly (readonly Inline[])[] };

/** Slack escapes exactly these three in text it sends and receives. */
const unescape = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Only addresses that open a page, a mail or a call; `javascript:` and the like stay words. */
export const isSafeUrl = (url: string): boolean => /^(https?:\/\/|mailto:|tel:)/i.test(url);

const angle = (inside: string): Inline => {
  const bar = inside.indexOf("|");
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? undefined : unescape(inside.slice(bar + 1));
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { kind: "mention", account: target.slice(1) };
  if (/^!(here|channel|everyone)$/.test(target))
    return { kind: "broadcast", name: target.slice(1) };
  // `<!date^…|fallback>`: the fallback is what Slack shows a client that cannot do dates.
  if (target.startsWith("!")) return { kind: "text", text: label ?? `<${inside}>` };
  const url = unescape(target);
  return isSafeUrl(url)
    ? { kind: "link", url, text: label ?? url }
    : { kind: "text", text: label ?? unescape(`<${inside}>`) };
};

/**
 * A marker opens after a break and before a visible character, and closes the other way round, like
 * in Slack.
 */
const notInWord = String.raw`[\p{L}\p{N}_*~]`;
const visible = String.raw`[^\s\u200b-\u200d\u2060\ufeff]`;
const spans = new RegExp(
  String.raw`<([^<>\n]+)>|` +
    "`([^`\\n]+)`|" +
    String.raw`(?<!${notInWord})([*_~])(?=${visible})([^\n]*?${visible})\3(?!${notInWord})`,
  "gu",
);

const styleOf = { "*": "bold", _: "italic", "~": "strike" } as const;

function parseInline(source: string, style: Style = {}): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  const plain = (text: string): void => {
    if (text !== "") found.push({ kind: "text", text: unescape(text), ...style });
  };
  for (const hit of source.matchAll(spans)) {
    const [whole, bracketed, code, marker, marked] = hit;
    plain(source.slice(from, hit.index));
    from = hit.index + whole.length;
    if (bracketed !== undefined) found.push(angle(bracketed));
    else if (code !== undefined) found.push({ kind: "code", text: unescape(code) });
    else if (marked !== undefined)
      found.push(
        ...parseInline(marked, { ...style, [styleOf[marker as keyof typeof styleOf]]: true }),
      );
  }
  plain(source.slice(from));
  return found;
}

const quoteMark = /^(&gt;|>) ?/;

export function parseMrkdwn(source: string): Piece[] {
  const pieces: Piece[] = [];
  source.split("```").forEach((part, index, all) => {
    // Every second part stands between fences; an unclosed fence is just text.
    if (index % 2 === 1 && index < all.length - 1) {
      pieces.push({ kind: "pre", text: unescape(part.replace(/^\n|\n$/g, "")) });
      return;
    }
    const text = index % 2 === 1 ? "```" + part : part;
    if (text.trim() === "") return;
    for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
      const kind = quoteMark.test(line) ? "quote" : "lines";
      const inlines = parseInline(kind === "quote" ? line.replace(quoteMark, "") : line);
      const last = pieces.at(-1);
      if (last?.kind === kind)
        pieces[pieces.length - 1] = { kind, lines: [...last.lines, inlines] };
      else pieces.push({ kind, lines: [inlines] });
    }
  });
  return pieces;
}
