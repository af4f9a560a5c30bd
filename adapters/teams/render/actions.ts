import { msg, type Reader } from "../../../src/platform/text.ts";
import type { Button } from "../../../src/platform/view.ts";
import { type Element, onButton, rich, run, shapes, written } from "./elements.ts";
import { type Frame, pressData } from "./carried-data.ts";
import { limits } from "../limits.ts";
import { cut, inRuns } from "../../../src/platform/cut.ts";

export interface Action {
  readonly type: "Action.Execute" | "Action.Submit" | "Action.OpenUrl" | "Action.ShowCard";
  readonly title: string;
  readonly [property: string]: unknown;
}

/** Where and as what a card is drawn. */
export interface Setting {
  readonly reader: Reader;
  readonly frame?: Frame;
  /** Names this drawing (docs/platforms.md T23). */
  readonly stamp: string;
  /**
   * In a dialog a press is always an `Action.Submit`; in a chat it is an `Action.Execute`, answered
   * in place.
   */
  readonly surface: "chat" | "dialog";
  /** Whether a press of this action opens a form: then it asks for a dialog. */
  readonly opens: (action: string) => boolean;
}

/**
 * The buttons of a card. At most six actions stand open (docs/platforms.md T17): with more, the
 * buttons of lesser weight fold behind an `Action.ShowCard` under their heading, then the last of
 * the others behind "More", each again with at most six. A folded card may not fold again, in any
 * client, so what does not fit then (over 30) is left out.
 * @param behindMore folded behind "More" in any case
 */
export function actionSets(
  buttons: readonly Button[],
  more: { heading: string; buttons: readonly Button[] } | undefined,
  setting: Setting,
  behindMore: readonly Button[] = [],
): Element[] {
  const [open, apart] = [drawn(mainFirst(buttons), setting), drawn(more?.buttons ?? [], setting)];
  const [title, moreTitle] = [more?.heading ?? "", written(msg("common.more"), setting.reader)];
  const hidden = folds(drawn(behindMore, setting), moreTitle);
  if (open.length + hidden.length + apart.length <= limits.actions)
    return [
      ...set([...open, ...hidden]),
      ...(apart.length === 0 ? [] : [rich([run(title, { isSubtle: true })]), ...set(apart)]),
    ];
  const folded = [...hidden, ...fold(apart, title)].slice(0, 2);
  const room = limits.actions - folded.length;
  if (open.length <= room) return set([...open, ...folded]);
  // As many folds as take what does not fit: each costs one place and holds six.
  const places = Math.min(room - 1, Math.ceil((open.length - room) / (limits.actions - 1)));
  const rest = fold(open.slice(room - places), moreTitle).slice(0, places);
  return set([...open.slice(0, room - places), ...rest, ...folded]);
}

/** One fold, however many: more than a card's six actions are rows in it. */
function folds(actions: readonly Action[], title: string): Action[] {
  if (actions.length <= limits.actions) return fold(actions, title);
  const card = { type: "AdaptiveCard", body: actions.map(row) };
  return [{ type: "Action.ShowCard", title: onButton(title), card }];
}

/** Presses of equal weight, two beside each other. */
export function tiles(buttons: readonly Button[], setting: Setting): Element[] {
  return inRuns(drawn(buttons, setting), 2).map((pair) => ({
    type: "ColumnSet",
    spacing: "Small",
    columns: pair.map((action) => ({
      type: "Column",
      width: "stretch",
      items: [{ ...row(action), height: "stretch" }],
    })),
  }));
}

/** One press as a row of its own, for lists with more of them than a card may have actions. */
export function pressable(button: Button, setting: Setting): Element[] {
  return drawn([button], setting).map(row);
}

/** A client draws no style on a row, so a danger has its shape. */
function row(action: Action): Element {
  const isDanger = action["style"] === "destructive";
  const color = isDanger ? "Attention" : "Accent";
  const title = (isDanger ? shapes.danger : "") + action.title;
  return {
    type: "Container",
    style: "emphasis",
    selectAction: action,
    items: [rich([run(title, { weight: "Bolder", color })])],
  };
}

export function set(actions: readonly Action[]): Element[] {
  return actions.length === 0 ? [] : [{ type: "ActionSet", actions }];
}

function fold(actions: readonly Action[], title: string): Action[] {
  return inRuns(actions, limits.actions).map((some) => ({
    type: "Action.ShowCard",
    title: onButton(title),
    card: { type: "AdaptiveCard", body: [], actions: some },
  }));
}

/** The main one first: where the eye and the thumb go. */
function mainFirst(buttons: readonly Button[]): Button[] {
  return buttons.toSorted((a, b) => Number(b.style === "main") - Number(a.style === "main"));
}

export function drawn(buttons: readonly Button[], setting: Setting): Action[] {
  return buttons.flatMap((button) => {
    const action = draw(button, setting);
    return action === undefined ? [] : [action];
  });
}

function draw(
  button: Button,
  { reader, frame, stamp, surface, opens }: Setting,
): Action | undefined {
  const tooltip =
    button.accessible === undefined ? "" : cut(written(button.accessible, reader), limits.tooltip);
  const face = {
    title: onButton(written(button.label, reader)),
    ...(tooltip === "" ? {} : { tooltip }),
    ...(button.style === undefined
      ? {}
      : { style: button.style === "main" ? "positive" : "destructive" }),
  };
  if (button.url !== undefined) {
    const url = webAddress(button.url);
    // An address that is not https leads nowhere: better no button than one that does something
    // else.
    return url === undefined ? undefined : { type: "Action.OpenUrl", ...face, url };
  }
  const data = pressData(button, frame, stamp);
  if (surface === "dialog") return { type: "Action.Submit", ...face, data };
  if (opens(button.action))
    return { type: "Action.Submit", ...face, data: { ...data, msteams: { type: "task/fetch" } } };
  return execute(button.action, face, data);
}

/**
 * A universal action; older clients send its fallback as a message, which means the same
 * (docs/platforms.md T17).
 */
export function execute(verb: string, face: { readonly title: string }, data: object): Action {
  return {
    type: "Action.Execute",
    ...face,
    verb,
    data,
    fallback: { type: "Action.Submit", title: face.title, data },
  };
}

/** Nothing unencrypted leaves this machine; the pages of a playground are on it. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" ||
  (protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));

function webAddress(url: string): string | undefined {
  const address = URL.parse(url);
  return address !== null && isSafe(address) && address.href.length <= limits.url
    ? address.href
    : undefined;
}
