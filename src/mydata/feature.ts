import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { msg } from "../platform/text.ts";
import type { Button, Field, Form, Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { AnyFeature, Feature, Shell } from "../runtime/feature.ts";
import { seenBy } from "./seen.ts";
import { type MyData, load, rowsOf } from "./store.ts";

type Command = { readonly do: "erase" | "back" };
type Event = { readonly type: "erased"; readonly at: Instant; readonly person: PersonId };

const seen: Button = { action: "mydata.seen", label: msg("button.mySeen") };
const exported: Button = { action: "mydata.export", label: msg("button.myExport") };
const eraseAll: Button = { action: "mydata.confirm", label: msg("button.myErase") };

const notice = (lines: Notice["lines"], buttons: readonly Button[]): Notice => ({ kind: "notice", tone: "calm", lines, buttons });

const menu = notice([msg("mydata.what"), msg("mydata.checkins"), msg("mydata.never")], [seen, exported, eraseAll]);

/** A field holds this much on both platforms (PLATFORMS S23). */
const piece = 2_900;
/** More than this is not copied by hand. */
const mostPieces = 40;

/** What is kept of me, what others see of me, a copy of it, and its end (PRODUCT K6, P7). */
export function myDataOf(features: readonly AnyFeature[]): Feature<MyData, Command, Event, undefined, MyData, "erased", "menu"> {
  return {
    name: "mydata",
    journaled: false,
    words: {},
    presses: { erase: () => ({ do: "erase" }) },
    opens: {
      menu: async () => menu,
      confirm: async () => notice([msg("mydata.confirm")], [{ action: "mydata.erase", label: msg("button.myEraseNow"), style: "danger" }]),
      async seen(tx, shell, by): Promise<Form> {
        return form(msg("mydata.form.seen.title"), await seenBy(tx, shell, features, by), []);
      },
      async export(tx, shell, by): Promise<Form> {
        const fields = pieces(JSON.stringify(await everything(tx, shell, features, by), undefined, 1));
        // In fields, because only there is text shown as it is: a line would have its mark-up taken apart.
        return { ...form(msg("mydata.form.export.title"), [msg("mydata.copy")], fields), submit: msg("mydata.form.back") };
      },
    },
    // What stood in the fields comes back with it, and is not looked at.
    forms: { back: () => ({ command: { do: "back" } }) },
    ticks: {},

    decide: (_, command, given) =>
      command.do === "back" || given.by === undefined
        ? { refused: "menu" }
        : { events: [{ type: "erased", at: given.at, person: given.by }], answer: "erased" },
    evolve: (_, event) => ({ person: event.person, lastAt: event.at }),
    effects: () => [],
    timers: () => [],
    lastAt: (mine) => mine.lastAt,
    idOf: (mine) => mine.person,

    load,
    facts: async () => undefined,
    async save(tx, shell, mine) {
      for (const feature of features) await feature.erase?.(tx, shell, mine.person);
    },
    read: async (_tx, _shell, person, now) => ({ person, lastAt: now }),
    shown: (mine) => mine,
    show: () => undefined,
    answer: () => notice([msg("mydata.erased")], []),
    refusal: () => menu,
    forgotten: async () => [],
  };
}

/** In the clear, for its owner's eyes: the rows as they are, and what is sealed, opened. */
async function everything(tx: Tx, shell: Shell, features: readonly AnyFeature[], person: PersonId): Promise<object> {
  const opened: Record<string, unknown> = {};
  for (const feature of features) {
    const kept = await feature.kept?.(tx, shell, person);
    if (kept !== undefined) opened[feature.name] = kept;
  }
  return {
    exportedAt: new Date(shell.now).toISOString(),
    organisation: shell.organisation.name,
    opened,
    rows: await rowsOf(tx, shell, person),
  };
}

function pieces(text: string): Field[] {
  const count = Math.min(mostPieces, Math.ceil(text.length / piece));
  return Array.from({ length: count }, (_, index): Field => {
    const value = text.slice(index * piece, (index + 1) * piece);
    return { type: "text", name: `json${index}`, label: msg("mydata.part", { part: index + 1, of: count }), long: true, max: 3_000, value };
  });
}

const form = (title: Form["title"], lines: Form["lines"], fields: readonly Field[]): Form => ({
  kind: "form",
  form: "mydata.back",
  title,
  lines,
  fields,
});
