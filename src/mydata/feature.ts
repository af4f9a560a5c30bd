import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { notice } from "../platform/notice.ts";
import { type Line, dateAndTime, msg } from "../platform/text.ts";
import type { Button, Field, Form, Notice, Row, Section } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { AnyFeature, Feature, Shell, Statement } from "../runtime/feature.ts";
import { pagesOf } from "./pages.ts";
import { seenByOthers } from "./seen.ts";
import { copyOf, erasureOf } from "./copy.ts";
import { byOperator, forgetOperator } from "./operator/store.ts";
import type { MyData } from "./store.ts";

type Command = { readonly do: "erase" | "back" };
type Event = { readonly type: "erased"; readonly at: Instant; readonly person: PersonId };

const seen: Button = { action: "mydata.seen", label: msg("button.mySeen") };
const exported: Button = { action: "mydata.export", label: msg("button.myExport") };
const picture: Button = { action: "checkins.picture", label: msg("button.myPicture") };
const eraseAll: Button = { action: "mydata.confirm", label: msg("button.myErase") };

const menuWith = (more: readonly Line[]): Notice => ({
  ...notice(
    [...more, msg("mydata.what"), msg("mydata.checkins"), msg("mydata.never")],
    [seen, picture, exported, eraseAll],
  ),
  title: msg("button.myData"),
});

/** What an operator did with somebody's data is theirs to know (docs/features.md P7). */
const menuOf = async (tx: Tx, person: PersonId): Promise<Notice> =>
  menuWith(
    (await byOperator(tx, person)).map(({ did, at }) =>
      msg(did === "copied" ? "mydata.operatorCopied" : "mydata.operatorErased", {
        when: dateAndTime(at),
      }),
    ),
  );

/** A field holds this much on both platforms (docs/platforms.md S23). */
const piece = 2_900;
/** What one dialog holds on both platforms, as JSON within JSON: Teams takes 80 KB of two bytes a letter, all around it included (docs/platforms.md T19). */
const mostOfPage = 32_000;
/** Buttons to pages at a time; a sixth leads on (docs/platforms.md T17). */
const pagesAtOnce = 5;

/** What is kept of me, what others see of me, a copy of it, and its end (docs/features.md K6). */
export function myDataOf(
  features: readonly AnyFeature[],
): Feature<
  MyData,
  Command,
  Event,
  readonly Statement[],
  MyData,
  "erased",
  "menu",
  readonly Statement[]
> {
  return {
    name: "mydata",
    journaled: false,
    rules: {
      decide: (_, command, given) =>
        command.do === "back" || given.by === undefined
          ? { refused: "menu" }
          : { events: [{ type: "erased", at: given.at, person: given.by }], answer: "erased" },
      evolve: (_, event) => ({ person: event.person, lastAt: event.at }),
      lastAt: (mine) => mine.lastAt,
      idOf: (mine) => mine.person,
    },
    doors: {
      presses: { erase: () => ({ do: "erase" }) },
      opens: {
        menu: (tx, _shell, by) => menuOf(tx, by),
        confirm: async () => ({
          ...notice(
            [msg("mydata.confirm")],
            [{ action: "mydata.erase", label: msg("button.myEraseNow"), style: "danger" }],
          ),
          title: msg("button.myErase"),
        }),
        seen: async (tx, shell, by): Promise<Form> => ({
          ...form(msg("mydata.form.seen.title"), [msg("seen.intro")], []),
          sections: [...seenByOthers(shell, by), ...(await takenOut(tx, shell, features, by))],
        }),
        async export(tx, shell, by, _subject, argument): Promise<Form | Notice> {
          const pages = pagesOf(await copyOf(tx, shell, features, by), mostOfPage);
          const [, kind, number = ""] = /^([pl])(\d{1,4})$/.exec(argument ?? "") ?? [];
          const page = pages[kind === "p" ? Number(number) - 1 : 0];
          if (page === undefined || (kind !== "p" && pages.length > 1))
            return overview(pages.length, kind === "l" ? Number(number) : 1);
          // In fields, because only there is text shown as it is: a line would have its mark-up taken apart.
          return {
            ...form(msg("mydata.form.export.title"), [msg("mydata.copy")], pieces(page)),
            submit: msg("mydata.form.back"),
          };
        },
      },
      // What stood in the fields comes back with it, and is not looked at.
      forms: { back: () => ({ command: { do: "back" } }) },
    },
    store: {
      async read(tx, shell, { by, command }) {
        return by === undefined || command.do !== "erase" ? [] : erasureOf(tx, shell, features, by);
      },
      facts: (_shell, _locked, erasing) => erasing,
      write: (_shell, _mine, { facts: erasing }) => erasing,
      show: async (_tx, _shell, person, now) => ({ person, lastAt: now }),
    },
    views: {
      shown: (mine) => mine,
      answer: () => notice([msg("mydata.erased")], []),
      refusal: () => menuWith([]),
    },
    care: {
      tidy: forgetOperator,
      kept: async (tx, _shell, by) => ({ byOperator: await byOperator(tx, by) }),
    },
  };
}

/** Who exported numbers that they are part of (docs/features.md I4). */
async function takenOut(
  tx: Tx,
  shell: Shell,
  features: readonly AnyFeature[],
  person: PersonId,
): Promise<Section[]> {
  const rows: Row[] = [];
  for (const { care } of features)
    rows.push(...((await care?.aboutThem?.(tx, shell, person)) ?? []));
  return rows.length === 0 ? [] : [{ heading: msg("exports.heading"), rows }];
}

/** A history that is longer than one dialog: a button for each page, some at a time. */
function overview(count: number, asked: number): Notice {
  const from = Math.max(1, Math.min(asked, count));
  const shown = Array.from(
    { length: Math.min(pagesAtOnce, count - from + 1) },
    (_, index) => from + index,
  );
  const buttons = shown.map((page): Button => ({
    ...exported,
    argument: `p${page}`,
    label: msg("button.myPage", { page }),
  }));
  const next = from + pagesAtOnce;
  const later: Button[] =
    next > count ? [] : [{ ...exported, argument: `l${next}`, label: msg("button.myLaterPages") }];
  return notice([msg("mydata.pages", { count })], [...buttons, ...later]);
}

function pieces(text: string): Field[] {
  const count = Math.ceil(text.length / piece);
  return Array.from({ length: count }, (_, index): Field => {
    const value = text.slice(index * piece, (index + 1) * piece);
    return {
      type: "text",
      name: `json${index}`,
      label: msg("mydata.part", { part: index + 1, of: count }),
      long: true,
      max: 3_000,
      value,
    };
  });
}

const form = (title: Form["title"], lines: Form["lines"], fields: readonly Field[]): Form => ({
  kind: "form",
  form: "mydata.back",
  title,
  lines,
  fields,
});
