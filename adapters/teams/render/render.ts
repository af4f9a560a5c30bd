import { randomBytes } from "node:crypto";
import { say } from "../../../src/platform/say.ts";
import { msg, type Reader } from "../../../src/platform/text.ts";
import type { Card, Form, Gone, Notice, View, ViewKind } from "../../../src/platform/view.ts";
import { actionSets, type Setting, tiles } from "./actions.ts";
import { board } from "./board.ts";
import {
  aside,
  type Element,
  type Look,
  paragraphs,
  rich,
  run,
  shapes,
  styles,
  written,
} from "./elements.ts";
import type { Frame, Opener } from "./carried-data.ts";
import { plainPen } from "./escape.ts";
import { formElements, type Returned } from "./form.ts";
import { lighter } from "./lighter.ts";
import { limits, weight } from "../limits.ts";
import { type Picture, image } from "./picture.ts";
import { cut } from "../../../src/platform/cut.ts";

export interface AdaptiveCard {
  readonly type: "AdaptiveCard";
  readonly $schema: string;
  readonly version: "1.5";
  readonly lang: string;
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly msteams?: { readonly width: "Full" };
}

/**
 * What a card says of itself: which one it is, where it is drawn, whether it repeats one that may
 * have arrived.
 */
export interface Occasion {
  readonly frame?: Frame;
  readonly again?: boolean;
  readonly surface?: "chat" | "dialog";
  readonly opens?: (action: string) => boolean;
  readonly opener?: Opener;
  readonly returned?: Returned;
  /** The view's chart, drawn. */
  readonly picture?: Picture;
}

type Draw<Kind extends ViewKind> = (
  view: Extract<View, { kind: Kind }>,
  setting: Setting & Occasion,
) => Element[];
type Renderers = { readonly [Kind in ViewKind]: Draw<Kind> };

const renderers: Renderers = { notice, card, form, board, gone };

/** A view as an Adaptive Card 1.5, within Teams' limits. */
export function render(view: View, reader: Reader, occasion: Occasion = {}): AdaptiveCard {
  const setting = {
    opens: () => false,
    surface: "chat" as const,
    ...occasion,
    reader,
    stamp: randomBytes(6).toString("base64url"),
  };
  const draw = renderers[view.kind] as (view: View, setting: Setting & Occasion) => Element[];
  const body = draw(view, setting);
  return fitted({
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    lang: reader.locale,
    fallbackText: summaryOf(view, reader),
    body: body.length > 0 ? body : [rich([run("–")])],
    ...(setting.surface === "chat" ? { msteams: { width: "Full" } } : {}),
  });
}

/**
 * What a notification and a lock screen say: a card's own summary, exact and complete; of anything
 * else only what it is, because its lines may hold words that were typed (docs/platforms.md T33,
 * docs/features.md E18).
 */
export function summaryOf(view: View, reader: Reader): string {
  if (view.kind === "gone") return written(view.line, reader);
  const summary =
    view.kind === "card" ? cut(written(view.summary, reader).trim(), limits.title) : "";
  if (summary !== "") return summary;
  return written(msg(view.kind === "board" ? "common.pageHere" : "common.answerHere"), reader);
}

/** A notice in one plain text, where the answer to a press takes no card. */
export function plainNotice(view: Notice, reader: Reader): string {
  return cut(view.lines.map((line) => say(line, reader, plainPen)).join("\n"), limits.text);
}

function notice(view: Notice, setting: Setting & Occasion): Element[] {
  const { reader } = setting;
  const [first, ...others] = paragraphs(view.lines, reader);
  const shape = shapes[view.tone];
  const marked =
    first === undefined || shape === ""
      ? first
      : { ...first, inlines: [run(shape.trimEnd() + " "), ...(first["inlines"] as object[])] };
  return [
    ...actionSets(view.first ?? [], undefined, setting),
    ...(marked === undefined ? [] : [marked]),
    ...others,
    ...image(setting.picture),
    ...sentAgain(setting),
    ...tiles(view.tiles ?? [], setting),
    ...actionSets(view.buttons, undefined, setting, view.behindMore),
  ];
}

function card(view: Card, setting: Setting & Occasion): Element[] {
  const { reader } = setting;
  const title = rich([
    run(cut(shapes[view.tone] + written(view.title, reader), limits.title), {
      weight: "Bolder",
      // Larger, for those who see no red.
      size: view.tone === "danger" ? "ExtraLarge" : "Large",
    }),
  ]);
  const more =
    view.more === undefined
      ? undefined
      : { heading: written(view.more.heading, reader), buttons: view.more.buttons };
  const facts = view.facts.slice(0, limits.facts).map(({ label, value, dial }, index) => {
    const named = run(`${written(label, reader)}: `, { isSubtle: true });
    return rich(
      [named, run(written(value, reader), { weight: "Bolder", ...dialling(dial) })],
      index === 0 ? {} : { spacing: "None" },
    );
  });
  const lines = paragraphs(view.lines, reader);
  return [
    { type: "Container", style: styles[view.tone], bleed: true, items: [title] },
    ...sentAgain(setting),
    // In a danger what to do comes before who it is.
    ...(view.tone === "danger" ? [...lines, ...facts] : [...facts, ...lines]),
    ...image(setting.picture),
    ...actionSets(view.buttons, more, setting, view.behindMore),
    ...(view.footer === undefined ? [] : [aside(written(view.footer, reader))]),
  ];
}

function form(view: Form, setting: Setting & Occasion): Element[] {
  return formElements(view, setting, image(setting.picture));
}

/** Not every client dials (docs/platforms.md T38). The figures are there to read off as well. */
const dialling = (dial: string | undefined): Look =>
  dial === undefined || !/^\+?\d+$/.test(dial)
    ? {}
    : { color: "Accent", selectAction: { type: "Action.OpenUrl", url: `tel:${dial}` } };

/** All that is left of a message that could not be removed. */
function gone({ line }: Gone, { reader }: Setting): Element[] {
  return [aside(written(line, reader))];
}

function sentAgain({ again, reader }: Setting & Occasion): Element[] {
  return again === true ? [aside(written(msg("common.sentAgain"), reader))] : [];
}

/** Room for what a message has around its card. */
const around = 4_096;

/** Within the limit of a message. */
function fitted(card: AdaptiveCard): AdaptiveCard {
  const frame = weight({ ...card, body: [] }) - weight([]);
  return { ...card, body: lighter(card.body, limits.message - around - frame) };
}
