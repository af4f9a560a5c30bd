import type { AccountId, PersonId, SubjectId } from "../../kernel/ids.ts";
import { type Instant, minutes } from "../../kernel/time.ts";
import { mayOpenDesk } from "../../people/desk.ts";
import { notice } from "../../platform/notice.ts";
import { msg, time } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Feature } from "../../runtime/feature.ts";
import { forgetOld } from "../../runtime/web/sessions.ts";
import { tokenOf } from "../../runtime/web/tokens.ts";
import { keepLink } from "./store.ts";

const linkLasts = minutes(5);

type Command = { readonly do: "link" };
interface Event {
  readonly type: "linked";
  readonly at: Instant;
  readonly person: PersonId;
  readonly via: AccountId;
  readonly link: SubjectId;
}
interface Facts {
  readonly may: boolean;
  readonly served: boolean;
}
interface Answer {
  readonly link: SubjectId;
  readonly until: Instant;
}
type Refusal = "not-yours" | "off";

/**
 * *Open the desk*: a link that signs its person in to the pages, once. Links and sessions are no
 * part of anybody's history, so nothing of them is in the journal.
 */
export const desk: Feature<Event, Command, Event, Facts, never, Answer, Refusal> = {
  name: "desk",
  journaled: false,
  rules: {
    decide(_, __, { at, by, via, newId }, { may, served }) {
      if (!served) return { refused: "off" };
      if (!may || by === undefined || via === undefined) return { refused: "not-yours" };
      return {
        events: [{ type: "linked", at, person: by, via, link: newId }],
        answer: { link: newId, until: at + linkLasts },
      };
    },
    evolve: (_, event) => event,
    lastAt: ({ at }) => at,
    idOf: ({ link }) => link,
  },
  doors: { presses: { open: () => ({ do: "link" }) } },
  store: {
    facts: ({ organisation, address }, { given: { by } }) => ({
      may: by !== undefined && mayOpenDesk(organisation, by),
      served: address !== undefined,
    }),
    write: (_, { link, person, via, at }) => [keepLink(link, person, via, at + linkLasts)],
  },
  views: {
    answer: ({ link, until }, _, __, { vault, organisation: { id }, address = "" }): Notice => ({
      ...notice([msg("web.link", { time: time(until) })]),
      buttons: [
        {
          action: "desk.go",
          label: msg("button.inBrowser"),
          style: "main",
          url: `${address}/desk/sign-in/${tokenOf(vault, "desk.link", id, link)}`,
        },
      ],
    }),
    refusal: (code) => notice([msg(code === "off" ? "web.off" : "web.closed")]),
  },
  care: { tidy: forgetOld },
};
