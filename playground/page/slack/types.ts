/*
 * The part of Block Kit that Handrail's messages, home pages and modals use; the double has checked
 * the shapes.
 */
export interface TextObject {
  readonly type: "plain_text" | "mrkdwn";
  readonly text: string;
}
export interface Choice {
  readonly text: TextObject;
  readonly value: string;
  readonly description?: TextObject;
}
interface Acting {
  readonly action_id: string;
}
export interface ButtonElement extends Acting {
  readonly type: "button";
  readonly text: TextObject;
  readonly value?: string;
  readonly url?: string;
  readonly style?: "primary" | "danger";
  readonly accessibility_label?: string;
}
export interface SelectElement extends Acting {
  readonly type: "static_select" | "radio_buttons";
  readonly options: readonly Choice[];
  readonly initial_option?: Choice;
  readonly placeholder?: TextObject;
}
export interface TextInputElement extends Acting {
  readonly type: "plain_text_input";
  readonly multiline?: boolean;
  readonly initial_value?: string;
  readonly placeholder?: TextObject;
  readonly max_length?: number;
}
export interface ImageElement {
  readonly type: "image";
  readonly alt_text: string;
}
export interface PeopleElement extends Acting {
  readonly type: "multi_users_select";
  readonly initial_users?: readonly string[];
}
export interface ChannelElement extends Acting {
  readonly type: "conversations_select";
}
export type InputElement = SelectElement | TextInputElement | PeopleElement | ChannelElement;
export interface OverflowElement extends Acting {
  readonly type: "overflow";
  readonly options: readonly (Choice & { readonly url?: string })[];
}
export type ActionElement = ButtonElement | SelectElement | OverflowElement;

export interface RichStyle {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
}
export interface RichLeaf {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly user_id?: string;
  readonly name?: string;
  readonly range?: string;
  readonly fallback?: string;
  readonly style?: RichStyle;
}
export interface RichPart {
  readonly type:
    | "rich_text_section"
    | "rich_text_list"
    | "rich_text_quote"
    | "rich_text_preformatted";
  /** `ordered` or `bullet`, for lists. */
  readonly style?: string;
  readonly elements: readonly (RichLeaf | RichPart)[];
}

interface Identified {
  readonly block_id?: string;
}
export interface InputBlock extends Identified {
  readonly type: "input";
  readonly label: TextObject;
  readonly hint?: TextObject;
  readonly optional?: boolean;
  readonly element: InputElement;
}
export type Block =
  | (Identified & { readonly type: "header"; readonly text: TextObject })
  | (Identified & {
      readonly type: "section";
      readonly text?: TextObject;
      readonly fields?: readonly TextObject[];
      readonly accessory?: ActionElement | ImageElement;
    })
  | (Identified & {
      readonly type: "context";
      readonly elements: readonly (TextObject | ImageElement)[];
    })
  | (Identified & { readonly type: "actions"; readonly elements: readonly ActionElement[] })
  | (Identified & { readonly type: "divider" })
  | (Identified & {
      readonly type: "image";
      readonly alt_text: string;
      readonly title?: TextObject;
    })
  | (Identified & { readonly type: "rich_text"; readonly elements: readonly RichPart[] })
  | ChartBlock
  | InputBlock;

/** Bars, of the charts that Slack draws. */
export interface ChartBlock extends Identified {
  readonly type: "data_visualization";
  readonly title: string;
  readonly chart: {
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label?: string };
  };
}

export interface ModalView {
  readonly title: TextObject;
  readonly submit?: TextObject;
  readonly close?: TextObject;
  readonly blocks: readonly Block[];
}
