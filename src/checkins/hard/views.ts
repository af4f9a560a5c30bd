import type { PersonId } from "../../kernel/ids.ts";
import { notice } from "../../platform/notice.ts";
import { type Line, msg } from "../../platform/text.ts";
import type { Button, Field, Form, Notice } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { HomePart, Shell } from "../../runtime/feature.ts";
import { helpLines } from "../../people/support.ts";
import { offeredTo } from "../where.ts";
import { type CardName, reasons } from "../../kernel/coaching.ts";
import { fieldsOf, helps, kinds, orderOf } from "./picks.ts";
import type { Answer } from "./rules.ts";
import { hasPicked, readOwn } from "./store.ts";

export const hardCallsButton: Button = { action: "hardcalls.open", label: msg("button.hardCalls") };
const myCards: Button = { action: "hardcalls.cards", label: msg("button.myCards") };
const team: Button = { action: "poll.show", label: msg("button.teamPoll") };
const forget: Button = { action: "hardcalls.forget", label: msg("button.hardForget") };

/** One minute, private (docs/features.md K9). */
export async function form(tx: Tx, shell: Shell, by: PersonId): Promise<Form> {
  const picks = await readOwn(tx, shell, by);
  const choice = (
    name: string,
    label: Field["label"],
    options: (Field & { type: "choice" })["options"],
    value: string | undefined,
  ): Field => ({
    ...{ type: "choice", name, label, options, required: false },
    ...(value === undefined ? {} : { value }),
  });
  const several = (
    name: "kind" | "help",
    label: (place: number) => Field["label"],
    options: (Field & { type: "choice" })["options"],
    chosen: readonly string[],
  ) => fieldsOf(name).map((field, index) => choice(field, label(index), options, chosen[index]));
  return {
    ...{
      kind: "form",
      form: "hardcalls.pick",
      title: msg("hard.form.title"),
      submit: msg("checkin.form.submit"),
    },
    lines: [msg("hard.whoSees"), msg("checkin.recorded")],
    fields: [
      ...several(
        "kind",
        (index) => msg(index === 0 ? "hard.form.kind" : "hard.form.kindToo"),
        kinds.map((value) => ({ value, label: msg(`hard.kind.${value}`) })),
        picks?.kinds ?? [],
      ),
      choice(
        "why",
        msg("hard.form.why"),
        reasons.map((value) => ({ value, label: msg(`reason.${value}`) })),
        picks?.why,
      ),
      ...several(
        "help",
        (index) => msg(index === 0 ? "hard.form.help" : "hard.form.helpToo"),
        helps.map((value) => ({ value, label: msg(`hard.help.${value}`) })),
        picks?.helps ?? [],
      ),
    ],
  };
}

/** Nothing of what was picked: that it is kept, and what it is good for. */
export const answer = (code: Answer, by: PersonId, shell: Shell): Notice =>
  code === "picked"
    ? notice([msg("hard.saved"), ...helpLines(shell.organisation, by)], [myCards, team, forget])
    : notice([msg("hard.forgotten"), ...helpLines(shell.organisation, by)], [hardCallsButton]);

/** So many on a screen: a message holds no more lines. */
const pages = [
  { from: 0, to: 8, more: "hardcalls.moreCards" },
  { from: 8, to: 16, more: "hardcalls.lastCards" },
  { from: 16, to: 99 },
] as const;

export const cardsPage =
  (page: 0 | 1 | 2) =>
  async (tx: Tx, shell: Shell, by: PersonId): Promise<Notice> => {
    const { from, to, ...rest } = pages[page];
    const shown = orderOf(await readOwn(tx, shell, by)).cards.slice(from, to);
    const more: Button[] =
      "more" in rest ? [{ action: rest.more, label: msg("button.moreCards") }] : [];
    return notice(
      [...shown.flatMap(cardLines), ...helpLines(shell.organisation, by)],
      [...more, hardCallsButton],
    );
  };

const cardLines = (card: CardName): Line[] => [
  msg(`coach.${card}`),
  ...([1, 2, 3] as const).map((n) => msg(`coach.${card}.${n}`)),
];

export async function home(tx: Tx, shell: Shell, person: PersonId): Promise<HomePart> {
  if (offeredTo(shell.organisation, person) === undefined) return {};
  const line = msg((await hasPicked(tx, person)) ? "hard.homePicked" : "hard.home");
  return {
    rows: [
      { under: "forYou", tone: "calm", line, buttons: [hardCallsButton, myCards] },
      { under: "team", tone: "calm", line: msg("poll.home"), buttons: [team] },
    ],
  };
}
