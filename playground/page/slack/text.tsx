import { Fragment, type ReactElement, type ReactNode, use } from "react";
import { type Inline, parseMrkdwn, type Style } from "./mrkdwn.ts";
import { SurroundingsContext } from "./press.ts";
import type { TextObject } from "./types.ts";

export function styled(text: string, style: Style): ReactNode {
  let node: ReactNode = text;
  if (style.strike) node = <s>{node}</s>;
  if (style.italic) node = <em>{node}</em>;
  if (style.bold) node = <strong>{node}</strong>;
  return node;
}

export function Link({ url, text }: { readonly url: string; readonly text: string }): ReactElement {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}

export function Mention({ account }: { readonly account: string }): ReactElement {
  return <span className="mention">@{use(SurroundingsContext).nameOf(account) ?? account}</span>;
}

function InlineNode({ inline }: { readonly inline: Inline }): ReactNode {
  switch (inline.kind) {
    case "text":
      return styled(inline.text, inline);
    case "code":
      return <code>{inline.text}</code>;
    case "link":
      return <Link url={inline.url} text={inline.text} />;
    case "mention":
      return <Mention account={inline.account} />;
    case "broadcast":
      return <span className="mention">@{inline.name}</span>;
  }
}

const lineBreaks = (lines: readonly (readonly Inline[])[]): ReactNode =>
  lines.map((line, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      {line.map((inline, at) => (
        <InlineNode key={at} inline={inline} />
      ))}
    </Fragment>
  ));

export function Mrkdwn({ source }: { readonly source: string }): ReactNode {
  return parseMrkdwn(source).map((piece, index) => {
    if (piece.kind === "pre") return <pre key={index}>{piece.text}</pre>;
    if (piece.kind === "quote")
      return <blockquote key={index}>{lineBreaks(piece.lines)}</blockquote>;
    return (
      <span key={index} className="lines">
        {lineBreaks(piece.lines)}
      </span>
    );
  });
}

/** `plain_text` is shown letter for letter: that is where words a person typed belong. */
export function TextNode({ text }: { readonly text: TextObject }): ReactNode {
  return text.type === "mrkdwn" ? (
    <Mrkdwn source={text.text} />
  ) : (
    <span className="plain">{text.text}</span>
  );
}
