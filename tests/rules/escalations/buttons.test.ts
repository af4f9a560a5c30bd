import fc from "fast-check";
import { expect, it } from "vitest";
import type { Button } from "../../../src/platform/view.ts";
import {
  behaviourTiles,
  homeButtons,
  missedButtons,
} from "../../../src/escalations/cards/buttons.ts";
import { page } from "../../../src/escalations/cards/page.ts";
import { answerNotice, receipt } from "../../../src/escalations/cards/receipt.ts";
import type { Command } from "../../../src/escalations/commands.ts";
import { readOwnOrder } from "../../../src/checkins/hard/store.ts";
import { promisedInCall } from "../../../src/promises/in-call/store.ts";
import { escalationsWith } from "../../../src/escalations/feature.ts";
import { readAfterHelp } from "../../../src/learning/store.ts";
import { readTips } from "../../../src/learning/tips/store.ts";
import { holderOf, isLive, isMissed } from "../../../src/escalations/request.ts";
import { decide } from "../../../src/escalations/rules.ts";
import type { Shell } from "../../../src/runtime/feature.ts";
import type { Situation } from "../../support/given.ts";
import { people, story, tell } from "../stories.ts";

/* Every button that somebody is shown works, for that person and at that moment. */

const escalations = escalationsWith(readOwnOrder, promisedInCall, readAfterHelp, readTips);
const agent = { channel: "chat", joinUrl: "https://call.example/1", email: "ana@acme.test" };
const inTeams = [{ platform: "teams", open: true }];
// No button reads sealed words: the vault is never opened.
const shellAt = ({ now, floor }: Situation) => {
  const there = [...floor].map(
    ([id, { supervises }]) => [id, { listed: true, supervises }] as const,
  );
  const people = new Map<string, object>([...there, ["ana", agent]]);
  return {
    organisation: {
      country: "GB",
      people,
      accountsOf: new Map([["ana", inTeams]]),
      teams: new Map(),
    },
    now,
  } as unknown as Shell;
};

/** All that this person may press, on any of their messages or on their home page. */
function offered(s: Situation, person: string): Button[] {
  const shell = shellAt(s);
  const request = s.state;
  const seen = { person, account: `account-of-${person}`, posted: true, now: s.now };
  const buttons: Button[] = [];
  if (person === request.requester) {
    const card = receipt({ request, waiting: [] }, { ...seen, occasion: request.receipt }, shell);
    buttons.push(...(card?.buttons ?? []), ...(card?.behindMore ?? []));
    buttons.push(...answerNotice(request, shell).buttons);
    if (isLive(request)) buttons.push(...behaviourTiles(request));
    return buttons;
  }
  const occasion = request.pages[person];
  if (occasion !== undefined) {
    const card = page({ request, waiting: [] }, { ...seen, occasion }, shell);
    buttons.push(
      ...(card?.buttons ?? []),
      ...(card?.behindMore ?? []),
      ...(card?.more?.buttons ?? []),
    );
  }
  const supervises = (s.floor.get(person)?.supervises.length ?? 0) > 0;
  if (supervises) buttons.push(...homeButtons(request, shell, person));
  if (supervises && isMissed(request)) buttons.push(...missedButtons(request, shell));
  return buttons;
}

/** What the server makes of the press; what only opens a form is judged by what the form is for. */
function commandOf(
  s: Situation,
  { action, argument }: Button,
  person: string,
): Command | undefined {
  const verb = action.replace("escalations.", "");
  if (verb === "why") return { do: "describe", worded: false };
  if (verb === "askBehaviour")
    return {
      do: "boundary",
      step: { behaviour: "swearing", after: s.state.boundary?.steps.length ?? 0 },
    };
  if (verb === "askDone") return { do: "done", help: "called" };
  // Of another feature: it takes the words of anybody.
  if (verb === "say" || verb === "promises.form") {
    expect(s.state.requester).toBe(person);
    return undefined;
  }
  if (verb === "give") {
    expect(holderOf(s.state)).toBe(person);
    return undefined;
  }
  if (verb === "askCountry") return { do: "customerIn", country: "ES" };
  if (verb === "handover") return { do: "note" };
  if (verb === "note" || verb === "copyNote") {
    const { requester, helpers } = s.state;
    expect(isLive(s.state)).toBe(false);
    expect([requester, ...helpers]).toContain(person);
    return undefined;
  }
  if (verb === "offerInstead") return { do: "answer", verdict: "offer" };
  if (
    [
      "words",
      "timeline",
      "openCall",
      "call",
      "breathe",
      "plans.open",
      "goodcalls.log",
      "ratings.ask",
      "feedback.ask",
    ].includes(verb)
  )
    return undefined;
  const command = escalations.doors?.presses?.[verb]?.(argument);
  if (command === undefined) throw new Error(`no press ${verb}`);
  return command;
}

it("no button is offered that the rules refuse", () => {
  const verbs = new Set<string>();
  const look = (s: Situation) => {
    for (const person of people)
      for (const button of offered(s, person)) {
        verbs.add(button.action.replace("escalations.", ""));
        const command = commandOf(s, button, person);
        if (command === undefined) continue;
        const given = { at: s.now, by: person, via: "a", newId: "request-new", seed: 0 };
        const decided = decide(s.state, command, given, s.facts);
        expect(decided, `${button.action} by ${person}`).not.toHaveProperty("refused");
      }
  };
  fc.assert(
    fc.property(story, (told) => {
      const situation = tell(told, () => undefined, true, look);
      for (let rung = 0; rung < 10; rung++) {
        situation.ringNext();
        look(situation);
      }
    }),
    { numRuns: 300 },
  );
  const words =
    "acknowledge again another approve arrived askBehaviour askCountry askDone back boundary breathe call callBack callEnded callForHelp check coaching copyNote danger done dontNeed endCall feedback.ask give giveBack goodcalls.log handover here hold joining listening notDanger note offerInstead openCall passOn plans.open promises.form ratings.ask record say takeOver thank timeline why words";
  expect([...verbs].toSorted()).toEqual(words.split(" "));
}, 60_000);

it("at most five stand open on a live card, More among them, and the first is always the same (E2, E8)", () => {
  const look = (s: Situation) => {
    const request = s.state;
    if (!isLive(request)) return;
    const shell = shellAt(s);
    for (const person of people) {
      const seen = { person, account: `account-of-${person}`, posted: true, now: s.now };
      const occasion = request.pages[person] ?? request.receipt;
      const draw = person === request.requester ? receipt : page;
      const card = draw({ request, waiting: [] }, { ...seen, occasion }, shell);
      const [first] = card?.buttons ?? [];
      const { length } = card?.buttons ?? [];
      expect(length + (card?.behindMore === undefined ? 0 : 1)).toBeLessThanOrEqual(5);
      if (person === request.requester)
        expect(first?.action).toBe(
          request.level === "danger" ? "escalations.notDanger" : "escalations.danger",
        );
      if (card?.buttons.some(({ action }) => action === "escalations.acknowledge") === true)
        expect(first?.action).toBe("escalations.acknowledge");
    }
  };
  fc.assert(
    fc.property(story, (told) => {
      tell(told, () => undefined, true, look);
    }),
    { numRuns: 100 },
  );
}, 60_000);
