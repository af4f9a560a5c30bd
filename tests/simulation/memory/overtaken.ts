import { isMissed } from "../../../src/escalations/request.ts";
import { type Meanings, all } from "./meaning.ts";

/* escalations/missed/store.ts. */

export const overtakenMeanings: Meanings = [
  [
    "state->>'news' = 'overtaken'",
    (s) =>
      all(s, "requests")
        .filter((row) => isMissed(row.state as never))
        .toSorted((a, b) => a.opened_at - b.opened_at)
        .map(({ state }) => ({ state })),
  ],
  [
    "m.feature = 'overtaken' and m.view = 'list'",
    (s) => {
      const told = all(s, "messages").filter(
        ({ feature, view }) => feature === "overtaken" && view === "list",
      );
      const newest = told.toSorted((a, b) => b.created_at - a.created_at)[0]?.occasion;
      const on = told.filter(({ occasion }) => occasion === newest);
      if (newest === undefined) return [];
      const people = on.map(
        ({ account_id }) =>
          all(s, "accounts").find((account) => account.account_id === account_id)?.person ?? "",
      );
      return [
        {
          occasion: newest,
          at: Math.min(...on.map(({ created_at }) => created_at)),
          people: [...new Set(people)],
        },
      ];
    },
  ],
];
