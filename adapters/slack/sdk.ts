/* The one file that imports Slack's SDK. The rest of the adapter takes it from here. */

import type { types, webApi } from "@slack/bolt";

export { ErrorCode, type Installation, InstallProvider, InvalidStateError } from "@slack/oauth";

export { App, verifySlackRequest, webApi } from "@slack/bolt";
export type { CodedError, Receiver } from "@slack/bolt";

/**
 * Slack's newest block, which its own types do not know yet.
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export interface ChartBlock {
  readonly type: "data_visualization";
  readonly title: string;
  readonly chart: {
    readonly type: "bar";
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label?: string };
  };
}
export type Block = types.KnownBlock | ChartBlock;
export type ActionElement = types.Button;
export type MenuElement = types.Overflow | types.StaticSelect;
export type ModalView = types.ModalView;
export type HomeView = types.HomeView;
export type PlainText = types.PlainTextElement;
export type PlainOption = types.PlainTextOption;
export type WebClient = webApi.WebClient;
