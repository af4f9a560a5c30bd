import { Fragment, type ReactElement, type ReactNode } from "react";
import { Chart } from "./chart.tsx";
import { Action } from "./elements.tsx";
import { Input } from "./input.tsx";
import { RichText } from "./rich-text.tsx";
import { TextNode } from "./text.tsx";
import type { ActionElement, Block, ImageElement } from "./types.ts";

/*
 * Draws Block Kit. We tried slack-blocks-to-jsx 1.1.1 and rejected it. It parses `plain_text` as
 * Markdown, so text that Slack shows literally became mark-up. It uses action and block ids as
 * element ids, which repeat between people and messages. Screen readers then find unlabelled and
 * duplicate fields. Its inputs cannot be read or given errors, and it adds 850 KB.
 */

/** The page's policy forbids pictures of another host, so their words are shown. */
const Picture = ({ image }: { readonly image: ImageElement }): ReactElement => (
  <span className="picture">{image.alt_text}</span>
);

const Accessory = ({
  element,
  blockId,
}: {
  readonly element: ActionElement | ImageElement;
  readonly blockId: string;
}): ReactElement => (
  <div className="accessory">
    {element.type === "image" ? (
      <Picture image={element} />
    ) : (
      <Action element={element} blockId={blockId} />
    )}
  </div>
);

function BlockNode({
  block,
  error,
}: {
  readonly block: Block;
  readonly error?: string;
}): ReactNode {
  const blockId = block.block_id ?? "";
  switch (block.type) {
    case "header":
      return <h3 className="block-header">{block.text.text}</h3>;
    case "section":
      return (
        <div className="section">
          <div className="words">
            {block.text !== undefined && (
              <p>
                <TextNode text={block.text} />
              </p>
            )}
            {block.fields !== undefined && (
              <div className="facts">
                {block.fields.map((field, index) => (
                  <div key={index}>
                    <TextNode text={field} />
                  </div>
                ))}
              </div>
            )}
          </div>
          {block.accessory !== undefined && (
            <Accessory element={block.accessory} blockId={blockId} />
          )}
        </div>
      );
    case "context":
      return (
        <p className="context">
          {block.elements.map((element, index) => (
            <Fragment key={index}>
              {index > 0 && " "}
              {element.type === "image" ? <Picture image={element} /> : <TextNode text={element} />}
            </Fragment>
          ))}
        </p>
      );
    case "actions":
      return (
        <div className="actions">
          {block.elements.map((element) => (
            <Action key={element.action_id} element={element} blockId={blockId} />
          ))}
        </div>
      );
    case "divider":
      return <hr />;
    case "image":
      return <span className="picture">{block.title?.text ?? block.alt_text}</span>;
    case "data_visualization":
      return <Chart block={block} />;
    case "rich_text":
      return <RichText parts={block.elements} />;
    case "input":
      return <Input block={block} error={error} />;
    default:
      return (
        <p className="quiet">
          The playground cannot draw “{(block as { type: string }).type}” yet.
        </p>
      );
  }
}

/** Errors are by block id, as a submission's answer names them. */
export function Blocks(props: {
  readonly blocks: readonly Block[];
  readonly errors?: Readonly<Record<string, string>>;
}): ReactElement {
  return (
    <div className="blocks">
      {props.blocks.map((block, index) => (
        <BlockNode
          key={block.block_id ?? index}
          block={block}
          error={props.errors?.[block.block_id ?? ""]}
        />
      ))}
    </div>
  );
}
