import type { Delivery } from "../../../src/platform/adapter.ts";
import { say } from "../../../src/platform/say.ts";
import { inLines } from "../../../src/platform/standing.ts";
import { type Line, msg, type Reader } from "../../../src/platform/text.ts";
import type {
  Board,
  Card,
  Gone,
  Notice,
  Section,
  View,
  ViewKind,
} from "../../../src/platform/view.ts";
import {
  Buttons,
  context,
  field,
  header,
  paragraph,
  plainText,
  section,
  sections,
  shapes,
  written,
} from "./blocks.ts";
import { chartBlock } from "./chart.ts";
import type { Frame } from "./carried-data.ts";
import { cutEscaped, textPen } from "./escape.ts";
import { modal } from "./modal.ts";
import { limits } from "../limits.ts";
import { type DrawnSection, fitted } from "./fitted.ts";
import { cutMiddle, inRuns } from "../../../src/platform/cut.ts";
import type { Block, HomeView, ModalView } from "../sdk.ts";

/**
 * A message's content. `text` is what notifications and screen readers say (docs/platforms.md S35),
 * so it is complete.
 */
export interface Message {
  readonly text: string;
  readonly blocks: Block[];
}

/** What a view becomes on Slack. */
interface Drawn {
  readonly notice: Message;
  readonly card: Message;
  readonly form: ModalView;
  readonly board: HomeView;
  readonly gone: Message;
}

/**
 * What a message says of itself: which one it is, and whether it repeats one that may have arrived.
 */
export interface Occasion {
  readonly frame?: Frame;
  readonly again?: boolean;
}

type Renderers = {
  readonly [Kind in ViewKind]: (
    view: Extract<View, { kind: Kind }>,
    reader: Reader,
    occasion: Occasion,
  ) => Drawn[Kind];
};

const renderers: Renderers = { notice, card, form: modal, board, gone };

/** A view as Slack's blocks, within Slack's limits. */
export function render<Kind extends ViewKind>(
  view: Extract<View, { kind: Kind }>,
  reader: Reader,
  occasion: Occasion = {},
): Drawn[Kind] {
  const draw: (
    view: Extract<View, { kind: Kind }>,
    reader: Reader,
    occasion: Occasion,
  ) => Drawn[Kind] = renderers[view.kind];
  return draw(view, reader, occasion);
}

function notice(view: Notice, reader: Reader, { frame, again }: Occasion): Message {
  const buttons = new Buttons(reader, frame);
  const blocks = [
    ...buttons.rows(view.first ?? []),
    ...sections(shaped(view.tone, paragraph(view.lines, reader)), limits.messageTexts),
    ...charted(view, reader),
    ...sentAgain(again, reader),
    ...buttons.rows(view.tiles ?? []),
    ...buttons.rows(view.buttons, view.behindMore),
  ];
  return {
    text: summary(view.lines, reader),
    blocks: cutMiddle(blocks, limits.messageBlocks, context("…")),
  };
}

function card(view: Card, reader: Reader, { frame, again }: Occasion): Message {
  const buttons = new Buttons(reader, frame);
  const facts = view.facts.map((fact) =>
    field(written(fact.label, reader), written(fact.value, reader), fact.dial),
  );
  const told = inRuns(facts.slice(0, 4 * limits.fields), limits.fields).map((fields): Block => ({
    type: "section",
    fields,
  }));
  const said = sections(paragraph(view.lines, reader), limits.messageTexts);
  const blocks = [
    header(shaped(view.tone, written(view.title, reader))),
    ...sentAgain(again, reader),
    // In a danger what to do comes before who it is.
    ...(view.tone === "danger" ? [...said, ...told] : [...told, ...said]),
    ...charted(view, reader),
    ...buttons.rows(view.buttons, view.behindMore),
    ...(view.more === undefined
      ? []
      : [context(written(view.more.heading, reader)), ...buttons.rows(view.more.buttons)]),
    ...(view.footer === undefined ? [] : [context(written(view.footer, reader))]),
  ];
  return {
    text: summary([view.summary], reader),
    blocks: cutMiddle(blocks, limits.messageBlocks, context("…")),
  };
}

/** What goes on may be longer than a page: then rows of it are left out, and nothing else. */
function board(view: Board, reader: Reader, { frame }: Occasion): HomeView {
  const buttons = new Buttons(reader, frame);
  const drawn = ({ heading, rows }: Section): DrawnSection => ({
    above: [header(written(heading, reader))],
    rows: rows.map((row) => {
      const line = shaped(row.tone, written(row.line, reader));
      const text = row.detail === undefined ? line : `${line}\n${written(row.detail, reader)}`;
      return { tone: row.tone, blocks: buttons.beside(text, row.buttons) };
    }),
  });
  const standing = inLines(view.standing)
    .map((line) => line.map((sentence) => written(sentence, reader)).join(" "))
    .join("\n");
  const top = [...section(standing), ...buttons.rows(view.first)];
  const now = view.sections.map(drawn);
  const more = view.more.map(drawn);
  const left = (count: number) => context(written(msg("common.andMore", { count }), reader));
  const below = fitted(more, limits.viewBlocks - top.length, left);
  const room = limits.viewBlocks - top.length - below.length;
  const all = [...top, ...(room > 0 ? fitted(now, room, left) : []), ...below];
  // Slack takes no view without a block.
  return {
    type: "home",
    blocks: all.length > 0 ? all : section(written(msg("common.nothing"), reader)),
  };
}

/** All that is left of a message that could not be removed. */
function gone({ line }: Gone, reader: Reader): Message {
  return { text: summary([line], reader), blocks: [context(written(line, reader))] };
}

/**
 * A notice as a dialog of its own, where there is no message to answer in (a global shortcut, the
 * home page).
 * @param before what the dialog was called whose place it takes
 */
export function noticeModal(view: Notice, reader: Reader, before = "Handrail"): ModalView {
  // Charts are for messages; a dialog has the same in words.
  const { blocks } = notice(withoutChart(view), reader, {});
  return {
    type: "modal",
    callback_id: "notice",
    title: plainText(
      view.title === undefined ? before : written(view.title, reader),
      limits.modalTitle,
    ),
    close: plainText(written(msg("common.close"), reader), limits.modalTitle),
    blocks: blocks.length > 0 ? blocks : section("–"),
  };
}

/** The same where somebody looks at their home page. */
export const noticeHome = (view: Notice, reader: Reader): HomeView => ({
  type: "home",
  blocks: notice(withoutChart(view), reader, {}).blocks,
});

const charted = ({ chart }: Card | Notice, reader: Reader): Block[] =>
  chart === undefined ? [] : chartBlock(chart, reader);

export const hasChart = (view: Delivery["view"]): view is Card | Notice =>
  (view.kind === "card" || view.kind === "notice") && view.chart !== undefined;

/** The same with its words alone. */
export function withoutChart<It extends Card | Notice>(view: It): It {
  const { chart: _, ...rest } = view;
  return rest as It;
}

function shaped(tone: Card["tone"], text: string): string {
  return text === "" ? "" : shapes[tone] + text;
}

function summary(lines: readonly Line[], reader: Reader): string {
  const text = lines
    .map((line) => say(line, reader, textPen))
    .filter((said) => said.trim() !== "")
    .join("\n");
  return cutEscaped(text === "" ? "–" : text, limits.text);
}

function sentAgain(again: boolean | undefined, reader: Reader): Block[] {
  return again === true ? [context(written(msg("common.sentAgain"), reader))] : [];
}
