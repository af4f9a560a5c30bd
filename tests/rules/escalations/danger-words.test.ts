import fc from "fast-check";
import { expect, it } from "vitest";
import { boundaryNotice } from "../../../src/escalations/boundary/ask.ts";
import { page } from "../../../src/escalations/cards/page.ts";
import { answerNotice, receipt } from "../../../src/escalations/cards/receipt.ts";
import { cardLines, cardOf } from "../../../src/escalations/coach/cards.ts";
import { callOf } from "../../../src/escalations/coach/call.ts";
import { phrases } from "../../../src/escalations/coach/phrases.ts";
import { isThreat } from "../../../src/escalations/danger/checklist.ts";
import { isLive } from "../../../src/escalations/request.ts";
import { cards } from "../../../src/kernel/coaching.ts";
import { say } from "../../../src/platform/say.ts";
import type { Line } from "../../../src/platform/text.ts";
import type { Button, Card, Notice } from "../../../src/platform/view.ts";
import type { Shell } from "../../../src/runtime/feature.ts";
import type { Situation } from "../../support/given.ts";
import { people, story, tell } from "../stories.ts";

/*
 * C5: on a threat nobody reads that they may hang up or put the customer on hold with a polite
 * sentence; in no danger is a customer warned of an end. Every card, notice and button is read.
 */

const shellAt = ({ now, floor }: Situation, channel: string) =>
  ({
    organisation: {
      country: "GB",
      people: new Map<string, object>([
        ...[...floor].map(([id, { supervises }]) => [id, { listed: true, supervises }] as const),
        ["ana", { channel }],
      ]),
      accountsOf: new Map(),
      teams: new Map(),
    },
    now,
  }) as unknown as Shell;

const buttonsOf = (drawn: Card | Notice): Button[] => [
  ...drawn.buttons,
  ...(drawn.behindMore ?? []),
  ...("tiles" in drawn ? (drawn.tiles ?? []) : []),
  ...("more" in drawn ? (drawn.more?.buttons ?? []) : []),
];
const linesOf = (drawn: Card | Notice | undefined): Line[] =>
  drawn === undefined
    ? []
    : [
        ...("summary" in drawn ? [drawn.title, drawn.summary] : (drawn.lasting ?? [])),
        ...drawn.lines,
        ...("footer" in drawn && drawn.footer !== undefined ? [drawn.footer] : []),
        ...buttonsOf(drawn).map(({ label }) => label),
      ];

/** All that anybody reads of the request at this moment. */
function read(s: Situation, channel: string): Line[] {
  const request = s.state;
  if (!isLive(request)) return [];
  const shell = shellAt(s, channel);
  const call = callOf(request);
  const shown = cards.map((asked) => cardOf(call, asked, { cards, reason: undefined }));
  return [
    ...people.flatMap((person) => {
      const seen = { person, account: `account-of-${person}`, posted: true, now: s.now };
      const occasion = request.pages[person] ?? request.receipt;
      const draw = person === request.requester ? receipt : page;
      return linesOf(draw({ request, waiting: [] }, { ...seen, occasion }, shell));
    }),
    ...linesOf(answerNotice(request, shell)),
    ...linesOf(boundaryNotice(request, shell)),
    ...shown.flatMap((card) => [
      ...cardLines(card, call),
      ...phrases(card, call, { channel, checkFirst: false }),
    ]),
  ];
}

const ending = {
  en: /hang up|\bend (?:it|this|the|that)\b|\bending (?:the|it|this)|stop replying|you may end/i,
  es: /cuelg|colgar|termin(?:ar|o) (?:la|el|este|esta)|dejo de responder|puedes terminar/i,
} as const;
const polite =
  /someone who can decide|thank you for waiting|alguien que pueda decidir|por esperar/i;
const warning = /I take that as a threat|sworn at|with insults|una amenaza\. S|con insultos/i;

it("on a threat no sentence and no button says to hang up, and no danger has a warning in it", () => {
  let threats = 0;
  const look = (channel: string) => (s: Situation) => {
    const request = s.state;
    if (!isLive(request) || request.level !== "danger") return;
    const lines = read(s, channel);
    for (const [language, locale] of [
      ["en", "en-GB"],
      ["es", "es-ES"],
    ] as const) {
      const reader = {
        platform: "slack",
        locale,
        timeZone: "UTC",
        nameOf: (id: string) => id,
      } as const;
      const text = lines.map((line) => say(line, reader)).join("\n");
      expect(text).not.toMatch(polite);
      expect(text).not.toMatch(warning);
      if (isThreat(request)) {
        threats += 1;
        expect(text).not.toMatch(ending[language]);
      }
    }
  };
  // Most stories are about something else: these begin with a threat, said or shown.
  const threat = fc.constantFrom(
    { do: "categorise", category: "THR" } as const,
    { do: "boundary", step: { behaviour: "threat", after: 0 } } as const,
    { do: "boundary", step: { behaviour: "serious", after: 0 } } as const,
  );
  fc.assert(
    fc.property(story, threat, fc.constantFrom("phone", "chat", "email"), (told, said, channel) => {
      const actions = [
        { say: said, by: "ana" },
        { say: { do: "danger" }, by: "ana" },
        ...told.actions,
      ] as const;
      tell({ ...told, actions: [...actions] }, () => undefined, true, look(channel));
    }),
    { numRuns: 150 },
  );
  expect(threats).toBeGreaterThan(500);
}, 60_000);

it("the patterns find what they are for", () => {
  expect("You may end it now.").toMatch(ending.en);
  expect("“I end the call and report it.”").toMatch(ending.en);
  expect("Ya puedes terminar la llamada.").toMatch(ending.es);
  expect("Stay on the line, even after they are gone. No hold.").not.toMatch(ending.en);
});
