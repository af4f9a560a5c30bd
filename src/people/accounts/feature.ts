import { sentence } from "../../platform/notice.ts";
import { literal, msg } from "../../platform/text.ts";
import type { Card } from "../../platform/view.ts";
import type { Feature, Viewer } from "../../runtime/feature.ts";
import {
  type Answer,
  type Claim,
  type Command,
  type Event,
  type Refusal,
  decide,
  effects,
  evolve,
} from "./rules.ts";
import { load, show, write } from "./store.ts";

/**
 * An account arrived with the address of another person. That person is asked whether it is theirs.
 * Nobody else is told.
 */
export const accounts: Feature<Claim, Command, Event, undefined, Claim, Answer, Refusal> = {
  name: "accounts",
  // When somebody had which account would be a history.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ person }) => person,
  },
  doors: {
    presses: { mine: () => ({ do: "mine" }), notMine: () => ({ do: "notMine" }) },
    ticks: { claimed: { do: "claimed" }, unbound: { do: "unbound" } },
  },
  store: { load, write: (shell, after, { events }) => write(shell, after, events), show },
  views: {
    shown: (claim) => claim,
    show: (view, claim, viewer) => (view === "unbound" ? unbound : cardOf(claim, viewer)),
    answer: (answer, { name }) => sentence(msg(`account.${answer}`, { name: literal(name) })),
    refusal: (refusal) =>
      sentence(msg(refusal === "closed" ? "account.closed" : "account.notYours")),
  },
};

const plain: Pick<Card, "kind" | "summary" | "title" | "facts"> = {
  kind: "card",
  summary: msg("account.title"),
  title: msg("account.title"),
  facts: [],
};

const unbound: Card = {
  ...plain,
  tone: "urgent",
  lines: [msg("account.unbound")],
  buttons: [],
};

function cardOf({ person, status, claims, name }: Claim, viewer: Viewer): Card | undefined {
  if (viewer.person !== claims) return undefined;
  const named = { name: literal(name) };
  if (status !== "claimed" && !viewer.posted) return undefined;
  if (status !== "claimed")
    return {
      ...plain,
      tone: "closed",
      lines: [msg(status === "bound" ? "account.bound" : "account.refused", named)],
      buttons: [],
    };
  return {
    ...plain,
    tone: "urgent",
    lines: [msg("account.claimed", named), msg("account.claimedWhat")],
    buttons: [
      { action: "accounts.mine", label: msg("button.accountMine"), subject: person },
      { action: "accounts.notMine", label: msg("button.accountNotMine"), subject: person },
    ],
  };
}
