import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { newestOnly } from "../platform/gone.ts";
import { notice } from "../platform/notice.ts";
import { type Line, type MessageKey, literal, msg, person } from "../platform/text.ts";
import type { Button, Card, Gone, Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { HomePart, HomeRow, Shell, Viewer } from "../runtime/feature.ts";
import { type Answer, type Item, type Refusal, often } from "./rules.ts";
import { type Shown, beingDone, headsOf } from "./store.ts";
import { lookButton } from "./weeks/view.ts";

/** What a head reads: a team and a cause. Nobody who took such a call is in it. */
export function show(
  shown: Shown,
  viewer: Viewer,
  { organisation }: Shell,
): Card | Gone | undefined {
  if (!headsOf(organisation).includes(viewer.person))
    return viewer.posted ? closed(shown.item, []) : undefined;
  return newestOnly(`c${shown.item.newest}`, viewer, () => card(shown, viewer));
}

const title = ({ team, category }: Item) =>
  msg("cause.title", {
    team: literal(team),
    cause: msg(`category.${category}` as "category.OTH"),
    count: often,
  });

function card({ item, words }: Shown, viewer: Viewer): Card | undefined {
  const { owned, end } = item;
  if (end !== undefined)
    return viewer.posted
      ? closed(item, [msg(`cause.${end.how}`), ...reason(words), ...teamReads(item, words)])
      : undefined;
  return {
    kind: "card",
    tone: owned !== undefined && owned.due <= viewer.now ? "urgent" : "calm",
    summary: msg("cause.summary", { team: literal(item.team) }),
    title: title(item),
    facts: [],
    lines:
      owned === undefined
        ? [msg("cause.ask")]
        : [
            msg("cause.owner", { person: person(owned.by), date: owned.due }),
            ...teamReads(item, words),
          ],
    buttons: [
      ...(owned === undefined ? [] : [button(item, "finish", "button.causeDone")]),
      button(item, "take", owned === undefined ? "button.causeOwn" : "button.causeChange"),
      button(item, "no", "button.causeDecline"),
    ],
  };
}

const button = ({ id }: Item, verb: string, label: MessageKey): Button => ({
  action: `causes.${verb}`,
  label: msg(label),
  subject: id,
});

/** "You said: late deliveries. Being done: … by 12 June." Literal, so nothing in it comes alive. */
function teamReads({ owned, end }: Item, words: Shown["words"]): Line[] {
  if (owned === undefined || words?.what === undefined || end?.how === "declined") return [];
  const said = { what: literal(words.what), doing: literal(words.doing ?? "—") };
  return [
    end === undefined
      ? msg("cause.doing", { ...said, date: owned.due })
      : msg("cause.wasDone", said),
  ];
}

const reason = (words: Shown["words"]): Line[] =>
  words?.reason === undefined ? [] : [literal(words.reason)];

const closed = (item: Item, lines: readonly Line[]): Card => ({
  kind: "card",
  tone: "closed",
  summary: msg("cause.summary", { team: literal(item.team) }),
  title: title(item),
  facts: [],
  lines,
  buttons: [],
});

export const answer = (said: Answer): Notice =>
  notice([
    typeof said === "string" ? msg(`cause.${said}`) : msg("cause.saved", { date: said.due }),
  ]);

const refusals = {
  "not-a-head": "cause.notAHead",
  over: "cause.over",
  "no-day": "cause.noDay",
  nothing: "common.noted",
} as const satisfies Record<Refusal, string>;

export const refusal = (code: Refusal): Notice => notice([msg(refusals[code])]);

/** What becomes of what they said: for who takes such calls, and who runs them. */
export async function home(tx: Tx, shell: Shell, self: PersonId, now: Instant): Promise<HomePart> {
  const known = shell.organisation.people.get(self);
  const supervises = known?.supervises ?? [];
  const teams = [...new Set([...(known?.agentOf ?? []), ...supervises])];
  const row = { under: "team", tone: "calm", buttons: [] } as const;
  const rows = (await beingDone(tx, shell, teams, now)).flatMap(({ item, words }) =>
    teamReads(item, words).map((line): HomeRow => ({ ...row, line })),
  );
  const looks = headsOf(shell.organisation).includes(self) || supervises.length > 0;
  const look: HomeRow = { ...row, line: msg("cause.weeks.home"), buttons: [lookButton] };
  return { rows: looks ? [...rows, look] : rows };
}
