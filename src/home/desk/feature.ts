import { mayOpenDesk, teamsOnDesk } from "../../people/desk.ts";
import { notice, sentence } from "../../platform/notice.ts";
import { msg, time } from "../../platform/text.ts";
import type { Button, Notice } from "../../platform/view.ts";
import type { Feature, Shell } from "../../runtime/feature.ts";
import { forgetOld, keepLink, wallRow } from "../../runtime/web/sessions.ts";
import { type Kind, tokenOf } from "../../runtime/web/tokens.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Facts,
  type Refusal,
  type Wall,
  decide,
} from "./rules.ts";
import { endSessions, endWall, keepWall } from "./store.ts";

/**
 * *Open the desk*: a link that signs its person in to the pages, once; and links for rooms' screens.
 * Who signed in when is no part of anybody's history, so nothing of it is in the journal.
 */
export const desk: Feature<Event, Command, Event, Facts, never, Answer, Refusal, Read> = {
  name: "desk",
  journaled: false,
  rules: {
    decide,
    evolve: (_, event) => event,
    lastAt: ({ at }) => at,
    idOf: (event) =>
      event.type === "linked" ? event.link : "wall" in event ? event.wall : event.person,
  },
  doors: {
    presses: {
      open: () => ({ do: "link" }),
      makeWall: () => ({ do: "makeWall" }),
      endWall: () => ({ do: "endWall" }),
      signOut: () => ({ do: "signOut" }),
    },
  },
  store: {
    read: async (tx, _shell, { subject, command }) =>
      command.do === "endWall" && subject !== undefined ? wallRow(tx, subject) : undefined,
    facts: ({ organisation, address }, { given: { by } }, wall) => ({
      may: by !== undefined && mayOpenDesk(organisation, by),
      served: address !== undefined,
      teams: by === undefined ? [] : teamsOnDesk(organisation, by),
      wall,
    }),
    write(_, event) {
      switch (event.type) {
        case "linked":
          return [keepLink({ ...event, id: event.link, account: event.via })];
        case "wallMade":
          return [keepWall(event.wall, event.person, event.teams, event.at)];
        case "wallEnded":
          return [endWall(event.wall)];
        case "signedOut":
          return endSessions(event.person);
      }
    },
  },
  views: { answer: answered, refusal: (code) => sentence(msg(refusals[code])) },
  care: {
    tidy: forgetOld,
    erase: async (_tx, _shell, person) => endSessions(person),
  },
};
type Read = Wall | undefined;

const refusals = {
  off: "web.off",
  "not-yours": "web.closed",
  "no-wall": "web.wallGone",
} as const;

function answered(answer: Answer, _: unknown, __: unknown, shell: Shell): Notice {
  switch (answer.said) {
    case "link": {
      const button = leadsTo(shell, "desk.link", answer.link);
      return notice([msg("web.link", { time: time(answer.until) })], [button]);
    }
    case "wall": {
      const button = leadsTo(shell, "desk.wall", answer.wall);
      return { ...notice([msg("web.wallMade")], [button]), address: button.url };
    }
    case "wallEnded":
      return sentence(msg("web.wallEnded"));
    case "signedOut":
      return sentence(msg("web.signedOut"));
  }
}

function leadsTo(
  { vault, organisation, address = "" }: Shell,
  kind: Kind,
  id: string,
): Button & { readonly url: string } {
  const folder = kind === "desk.link" ? "sign-in" : "wall";
  return {
    action: "desk.go",
    label: msg("button.inBrowser"),
    style: "main",
    url: `${address}/desk/${folder}/${tokenOf(vault, kind, organisation.id, id)}`,
  };
}
