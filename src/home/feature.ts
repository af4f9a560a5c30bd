import type { AccountId, PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { notice } from "../platform/notice.ts";
import { msg } from "../platform/text.ts";
import { replacedBy } from "../platform/gone.ts";
import type { Board, Card, Gone } from "../platform/view.ts";
import { blinded } from "../runtime/blinding.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { AnyFeature, Feature, HomePart, Shell } from "../runtime/feature.ts";
import { everybodys, helpFor } from "./help.ts";
import { pageOf } from "./page.ts";
import { asWebPage } from "./web-page.ts";
import { forgetOlder, type Home, newestOf } from "./store.ts";

type Command = { readonly do: "visit" | "ask" | "board" };
type Event =
  | { readonly type: "visited"; readonly at: Instant; readonly person: PersonId }
  | {
      readonly type: "asked";
      readonly at: Instant;
      readonly person: PersonId;
      readonly via: AccountId;
    }
  | { readonly type: "boardAsked"; readonly at: Instant; readonly person: PersonId };
interface Facts {
  readonly supervises: boolean;
}
interface Page {
  readonly parts: readonly HomePart[];
  /** Where it is a card in a chat: the occasion of the newest, by account. Older ones say where it went. */
  readonly newest: ReadonlyMap<AccountId, string>;
}

/**
 * A person's home page: each feature's part, in the order of the list. A visit asks for it to be drawn; from then on it
 * is kept current like any message. Whoever asks for it in a chat gets it below their words, and the card above points there.
 */
export function homeOf(
  features: readonly AnyFeature[],
): Feature<Home, Command, Event, Facts, Page, "board", "not-yours"> {
  const partsOf = async (tx: Tx, shell: Shell, person: PersonId): Promise<HomePart[]> => [
    ...(await inTurn(features, (feature) => feature.views.home?.(tx, shell, person, shell.now))),
    everybodys(shell, person),
  ];
  return {
    name: "home",
    journaled: false,
    lasting: true,
    rules: {
      decide(_, command, { at, by, via }, { supervises }) {
        if (by === undefined || via === undefined) return { refused: "not-yours" };
        if (command.do === "ask") return { events: [{ type: "asked", at, person: by, via }] };
        if (command.do === "visit") return { events: [{ type: "visited", at, person: by }] };
        // A copy of the supervisors' board, in their chat: who runs no team has none.
        return supervises
          ? { events: [{ type: "boardAsked", at, person: by }], answer: "board" }
          : { refused: "not-yours" };
      },
      evolve: (_, event) => ({ person: event.person, lastAt: event.at }),
      effects(event) {
        const { at, person } = event;
        switch (event.type) {
          case "visited":
            return [
              { do: "tell", to: { person }, view: "home", occasion: "home", priority: "edit" },
            ];
          case "boardAsked":
            return [
              {
                do: "tell",
                to: { person },
                view: "board",
                occasion: at.toString(36),
                priority: "receipt",
              },
            ];
          case "asked":
            // Those above are drawn again with it, as after every event.
            return [
              {
                do: "tell",
                to: { account: event.via },
                view: "home",
                occasion: `home.${at.toString(36)}`,
                priority: "receipt",
              },
            ];
        }
      },
      lastAt: (home) => home.lastAt,
      idOf: (home) => home.person,
    },
    doors: {
      presses: { board: () => ({ do: "board" }) },
      opens: { help: async (_tx, shell, by) => helpFor(shell, by) },
      home: (anew) => ({ do: anew ? "ask" : "visit" }),
      unknownWord: "help",
    },
    store: {
      facts: (shell, { given: { by } }) => ({
        supervises: (shell.organisation.people.get(by ?? "")?.supervises.length ?? 0) > 0,
      }),
      async show(tx, shell, person: SubjectId, now) {
        const newest = await newestOf(tx, person);
        return { parts: await partsOf(tx, { ...shell, now }, person), newest };
      },
    },
    views: {
      show(view, { parts, newest }, viewer): Board | Card | Gone | undefined {
        if (view !== "home")
          return parts.find((part) => part.cards?.[view] !== undefined)?.cards?.[view]?.(viewer);
        if ((newest.get(viewer.account) ?? viewer.occasion) !== viewer.occasion)
          return viewer.posted ? replacedBy(undefined) : undefined;
        return pageOf(parts);
      },
      answer: () => notice([msg("board.posted")]),
      refusal: (_code, _shown, shell, by) => helpFor(shell, by),
    },
    pages: {
      home: {
        may: () => true,
        make: async (tx, shell, { person }) =>
          blinded(
            asWebPage(pageOf(await partsOf(tx, shell, person))),
            `page home ${person}`,
            shell.organisation,
            shell.vault,
          ),
      },
    },
    care: { tidy: forgetOlder },
  };
}

/** One after the other: they share one connection. */
async function inTurn(
  features: readonly AnyFeature[],
  part: (feature: AnyFeature) => Promise<HomePart> | undefined,
): Promise<HomePart[]> {
  const parts: HomePart[] = [];
  for (const feature of features) {
    const made = await part(feature);
    if (made !== undefined) parts.push(made);
  }
  return parts;
}
