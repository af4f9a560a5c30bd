import type { PersonId } from "../../kernel/ids.ts";
import { isAdminOf } from "../../people/support.ts";
import { notice, sentence } from "../../platform/notice.ts";
import { literal, msg, time } from "../../platform/text.ts";
import type { PageForm } from "../../platform/page.ts";
import type { Field, Form, Notice } from "../../platform/view.ts";
import type { HomePart, Note, Opened, Shell, Submitted } from "../../runtime/feature.ts";
import { tokenOf } from "../../runtime/web/tokens.ts";
import { readFigures } from "../read/figures.ts";
import { everything } from "../readers.ts";
import type { Sources } from "../store.ts";
import { type Answer, type Command, type Refusal, isKind, kinds } from "./rules.ts";
import { file } from "./store.ts";

/** No name of a team begins with a space. */
const all = " all";
/** On a page, as the argument of its form. */
const here = "page";

/** What is exported, and of whom. */
const fieldsOf = (teams: readonly string[]): Field[] => [
  {
    ...{ type: "choice", name: "kind", label: msg("exports.kind"), required: true },
    options: kinds.map((value) => ({ value, label: msg(`exports.kind.${value}`) })),
    value: "csv",
  },
  {
    ...{ type: "choice", name: "team", label: msg("figures.team"), required: true },
    options: [
      { value: all, label: msg("figures.all") },
      ...teams.map((team) => ({ value: team, label: literal(team) })),
    ],
    value: all,
  },
];

/** Only teams that are told apart are offered. */
export const openWith =
  (sources: Sources): Opened =>
  async (tx, shell, by): Promise<Form | Notice> => {
    if (!isAdminOf(shell.organisation, by)) return refusal("not-an-admin");
    const figures = await readFigures(sources.weeks, tx, shell, everything, {});
    return {
      kind: "form",
      form: "exports.make",
      title: msg("exports.title"),
      submit: msg("exports.submit"),
      lines: [msg("exports.told.everybody"), msg("pack.never")],
      fields: fieldsOf(figures?.choices.teams ?? []),
    };
  };

export const onPage = (teams: readonly string[]): PageForm => ({
  kind: "form",
  heading: msg("exports.title"),
  form: "exports.make",
  argument: here,
  submit: msg("exports.submit"),
  lines: [msg("exports.told.everybody"), msg("pack.never")],
  fields: fieldsOf(teams),
});

export function makeFrom({ kind, team = all }: Note, argument?: string): Submitted<Command> {
  if (!isKind(kind)) return { errors: { kind: msg("exports.pick") } };
  const where = argument === here ? { onPage: true as const } : {};
  const what = { do: "make", kind, ...where } as const;
  return { command: team === all || team === "" ? what : { ...what, team } };
}

/** In a chat the link is all that is needed; on a page the session is. */
export function answer(
  { export: id, until, link }: Answer,
  { address = "", vault, organisation }: Shell,
): Notice {
  const path =
    link === true
      ? `fetch/${tokenOf(vault, "desk.file", organisation.id, id)}`
      : `files/${file}/${id}`;
  return {
    ...notice([msg(link === true ? "exports.link" : "exports.ready", { time: time(until) })]),
    buttons: [
      {
        action: "exports.fetch",
        label: msg("button.download"),
        style: "main",
        url: `${address}/desk/${path}`,
      },
    ],
  };
}

const refusals = {
  "not-an-admin": "exports.notAnAdmin",
  off: "web.off",
  "no-team": "exports.noTeam",
} as const satisfies Record<Refusal, string>;

export const refusal = (code: Refusal): Notice => sentence(msg(refusals[code]));

export async function home(
  _tx: unknown,
  { organisation }: Shell,
  self: PersonId,
): Promise<HomePart> {
  if (!isAdminOf(organisation, self)) return {};
  const buttons = [{ action: "exports.open", label: msg("button.export") }];
  return { rows: [{ under: "team", tone: "calm", line: msg("exports.home"), buttons }] };
}
