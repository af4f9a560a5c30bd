import fc from "fast-check";
import { expect, it } from "vitest";
import type { Button } from "../../../src/platform/view.ts";
import { homeButtons, missedButtons } from "../../../src/escalations/cards/buttons.ts";
import { page } from "../../../src/escalations/cards/page.ts";
import { answerNotice, receipt } from "../../../src/escalations/cards/receipt.ts";
import type { Command } from "../../../src/escalations/commands.ts";
import { escalations } from "../../../src/escalations/feature.ts";
import { holderOf, isMissed } from "../../../src/escalations/request.ts";
import { decide } from "../../../src/escalations/rules.ts";
import type { Shell } from "../../../src/runtime/feature.ts";
import type { Situation } from "../../support/given.ts";
import { people, story, tell } from "../stories.ts";

/* Every button that somebody is shown works, for that person and at that moment. */

const agent = { channel: "chat", joinUrl: "https://call.example/1" };
// No button reads sealed words: the vault is never opened.
const shellAt = ({ now, floor }: Situation) => {
  const there = [...floor].map(
    ([id, { supervises }]) => [id, { listed: true, supervises }] as const,
  );
  const people = new Map<string, object>([...there, ["ana", agent]]);
  return { organisation: { country: "GB", people }, now } as unknown as Shell;
};

/** All that this person may press, on any of their messages or on their home page. */
function offered(s: Situation, person: string): Button[] {
  const shell = shellAt(s);
  const request = s.state;
  const seen = { person, account: `account-of-${person}`, posted: true, now: s.now };
  const buttons: Button[] = [];
  if (person === request.requester) {
    buttons.push(
      ...(receipt({ request, waiting: [] }, { ...seen, occasion: request.receipt }, shell)
        ?.buttons ?? []),
    );
    buttons.push(...answerNotice(request, shell).buttons);
    return buttons;
  }
  if (request.pages[person] !== undefined)
    for (const occasion of [request.pages[person], "older"]) {
      const card = page({ request, waiting: [] }, { ...seen, occasion }, shell);
      buttons.push(...(card?.buttons ?? []), ...(card?.more?.buttons ?? []));
    }
  const supervises = (s.floor.get(person)?.supervises.length ?? 0) > 0;
  if (supervises) buttons.push(...homeButtons(request, shell));
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
  if (verb === "give") {
    expect(holderOf(s.state)).toBe(person);
    return undefined;
  }
  if (["words", "timeline", "openCall"].includes(verb)) return undefined;
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
  expect([...verbs].toSorted()).toEqual([
    ...["acknowledge", "again", "another", "arrived", "callEnded", "callForHelp", "danger"],
    ...["done", "dontNeed", "give", "giveBack", "here", "notDanger", "openCall", "passOn"],
    ...["record", "timeline", "why", "words"],
  ]);
}, 60_000);
