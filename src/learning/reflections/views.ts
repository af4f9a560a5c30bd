import type { PersonId } from "../../kernel/ids.ts";
import { newestOnly } from "../../platform/gone.ts";
import { notice, sentence } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Button, Card, Gone, Notice } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { HomePart, Shell, Viewer } from "../../runtime/feature.ts";
import type { Answer, Reflections, Refusal } from "./rules.ts";
import { readReflections } from "./store.ts";

const want: Button = { action: "reflections.want", label: msg("button.reflectWant") };
const stop: Button = { action: "reflections.stop", label: msg("button.reflectStop") };
const write: Button = { action: "reflections.write", label: msg("button.reflectWrite") };
const mine: Button = { action: "reflections.mine", label: msg("button.reflectMine") };
const share: Button = { action: "tips.share", label: msg("button.tipShare") };
const skip: Button = { action: "reflections.skip", label: msg("button.checkInSkip") };

export const show = (state: Reflections, viewer: Viewer): Card | Gone | undefined =>
  newestOnly(`k${state.posts}`, viewer, ({ posted }) => question(state, posted));

/** Neither the title nor the notification says what of. */
function question({ asked }: Reflections, posted: boolean): Card | undefined {
  const card = { kind: "card", summary: msg("checkin.summary"), facts: [] } as const;
  if (asked?.is !== "asked")
    return posted
      ? {
          ...{ ...card, tone: "closed", title: msg(`reflect.is.${asked?.is ?? "over"}`) },
          ...{ lines: [], buttons: [] },
        }
      : undefined;
  return {
    ...{ ...card, tone: "calm", title: msg("reflect.title") },
    lines: [msg("reflect.ask"), msg("reflect.whoReads")],
    buttons: [{ ...write, style: "main" }, skip, stop],
  };
}

export const answer = (code: Answer): Notice =>
  notice([msg(`reflect.${code}`)], code === "written" ? [share, mine] : []);

const refusals = {
  "not-yours": "refused.notYours",
  "no-agent": "reflect.noAgent",
  over: "reflect.over",
  "not-due": "reflect.over",
} as const satisfies Record<Refusal, string>;

export const refusal = (code: Refusal): Notice => sentence(msg(refusals[code]));

export async function home(tx: Tx, shell: Shell, self: PersonId): Promise<HomePart> {
  if ((shell.organisation.people.get(self)?.agentOf.length ?? 0) === 0) return {};
  const isWanted = (await readReflections(tx, self))?.wanted !== undefined;
  const row = { under: "forYou", tone: "calm" } as const;
  return {
    rows: [
      {
        ...row,
        line: msg(isWanted ? "reflect.homeWanted" : "reflect.home"),
        buttons: isWanted ? [write, mine, stop] : [want, mine],
      },
    ],
  };
}
