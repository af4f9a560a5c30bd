import type { ReactElement, ReactNode } from "react";
import { isSafeUrl } from "./mrkdwn.ts";
import { Link, Mention, styled } from "./text.tsx";
import type { RichLeaf, RichPart } from "./types.ts";

function Leaf({ leaf }: { readonly leaf: RichLeaf }): ReactNode {
  const text = leaf.text ?? "";
  switch (leaf.type) {
    case "link":
      return leaf.url !== undefined && isSafeUrl(leaf.url) ? (
        <Link url={leaf.url} text={text === "" ? leaf.url : text} />
      ) : (
        text
      );
    case "user":
      return <Mention account={leaf.user_id ?? ""} />;
    case "broadcast":
      return <span className="mention">@{leaf.range}</span>;
    case "emoji":
      return `:${leaf.name}:`;
    case "date":
      return leaf.fallback ?? "";
    default:
      return leaf.style?.code ? <code>{text}</code> : styled(text, leaf.style ?? {});
  }
}

const isPart = (element: RichLeaf | RichPart): element is RichPart => "elements" in element;

function Inside({ part }: { readonly part: RichPart }): ReactNode {
  return part.elements.map((element, index) =>
    isPart(element) ? <Part key={index} part={element} /> : <Leaf key={index} leaf={element} />,
  );
}

function Part({ part }: { readonly part: RichPart }): ReactElement {
  switch (part.type) {
    case "rich_text_list": {
      const List = part.style === "ordered" ? "ol" : "ul";
      return (
        <List>
          {part.elements.map((item, index) => (
            <li key={index}>{isPart(item) ? <Inside part={item} /> : <Leaf leaf={item} />}</li>
          ))}
        </List>
      );
    }
    case "rich_text_quote":
      return (
        <blockquote>
          <Inside part={part} />
        </blockquote>
      );
    case "rich_text_preformatted":
      return (
        <pre>
          <Inside part={part} />
        </pre>
      );
    case "rich_text_section":
      return (
        <div className="plain">
          <Inside part={part} />
        </div>
      );
  }
}

export function RichText({ parts }: { readonly parts: readonly RichPart[] }): ReactNode {
  return parts.map((part, index) => <Part key={index} part={part} />);
}
