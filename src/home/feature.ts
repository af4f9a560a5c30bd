import type { Effect } from "../kernel/decision.ts";
import type { AccountId, PersonId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Duty } from "../people/duty/rules.ts";
import { readDuty } from "../people/duty/store.ts";
import { runsATeam } from "../people/team.ts";
import { notice } from "../platform/notice.ts";
import { msg } from "../platform/text.ts";
import { replacedBy } from "../platform/gone.ts";
import type { Board, Button, Card, Gone } from "../platform/view.ts";
import { blinded } from "../runtime/blinding.ts";
import type { Tx } from "../runtime/database/database.ts";
import { together } from "../runtime/database/together.ts";
import type { AnyFeature, Feature, HomePart, Shell } from "../runtime/feature.ts";
import { everybodys, helpFor } from "./help.ts";
import { pageOf } from "./page.ts";
import { beginsCard, leavesCard, occasionOf } from "./shift-cards.ts";
import { asWebPage } from "./web-page.ts";
import { forgetOlder, type Home, newestOf } from "./store.ts";

type Command = { readonly do: "visit" | "ask" | "board" | "begins" | "leaves" };
type Event =
  | { readonly type: "visited"; readonly at: Instant; readonly person: PersonId }
  | {
      readonly type: "asked";
      readonly at: Instant;
      readonly person: PersonId;
      readonly via: AccountId;
    }
  | { readonly type: "boardAsked"; readonly at: Instant; readonly person: PersonId }
  /** A shift of theirs begins, or ends: what is open is said, if anything is. */
  | {
      readonly type: "begins" | "leaves";
      readonly at: Instant;
      readonly person: PersonId;
      readonly edge: Instant;
    };
interface Facts {
  readonly supervises: boolean;
  readonly end: Instant | undefined;
}
interface Page {
  readonly duty: Duty | undefined;
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
): Feature<Home, Command, Event, Facts, Page, "board", "not-yours", Duty | undefined> {
  const partsOf = async (tx: Tx, shell: Shell, person: PersonId): Promise<HomePart[]> => [
    ...(await inTurn(features, (feature) => feature.views.home?.(tx, shell, person, shell.now))),
    everybodys(shell, person),
  ];
  return {
    name: "home",
    journaled: false,
    lasting: true,
    rules: {
      decide(_, command, { at, by, via, subject }, { supervises, end }) {
        if (command.do === "begins" || command.do === "leaves") {
          const edge = command.do === "begins" ? at : end;
          return by !== undefined || subject === undefined || edge === undefined
            ? { refused: "not-yours" }
            : { events: [{ type: command.do, at, person: subject, edge }] };
        }
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
          case "begins":
            return [tell("begins", person, event.edge)];
          case "leaves":
            return [tell("leaves", person, event.edge)];
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
      ticks: { begins: { do: "begins" }, leaves: { do: "leaves" } },
      home: (anew) => ({ do: anew ? "ask" : "visit" }),
      unknownWord: "help",
    },
    store: {
      read: async (tx, _shell, { command, subject }) =>
        command.do === "leaves" ? readDuty(tx, subject ?? "") : undefined,
      facts: (shell, { given: { by } }, duty) => ({
        supervises: runsATeam(shell.organisation, by ?? ""),
        end: duty?.end,
      }),
      async show(tx, shell, person: SubjectId, now) {
        const [newest, duty] = await together(newestOf(tx, person), readDuty(tx, person));
        return { duty, parts: await partsOf(tx, { ...shell, now }, person), newest };
      },
    },
    views: {
      show(view, { parts, newest, duty }, viewer, shell): Board | Card | Gone | undefined {
        if (view === "begins")
          return beginsCard(
            parts,
            viewer,
            runsATeam(shell.organisation, viewer.person) ? board : undefined,
          );
        if (view === "leaves") return leavesCard(parts, viewer, duty);
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

const tell = (view: string, person: PersonId, edge: Instant): Effect => ({
  ...{ do: "tell", to: { person }, view, occasion: occasionOf(edge), priority: "receipt" },
});

const board: Button = { action: "home.board", label: msg("button.board") };

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
