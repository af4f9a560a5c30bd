import { describe, expect, it } from "vitest";
import { type OwnBoard } from "../../src/breaks/board/store.ts";
import { boardCard, boardSection } from "../../src/breaks/board/view.ts";
import { makeRoom } from "../../src/breaks/buttons.ts";

const quiet: OwnBoard = {
  ...{
    teams: ["Billing"],
    away: [],
    waiting: [],
    soon: [],
    requests: [],
    promises: [],
    onShift: [],
  },
  pools: [{ teams: ["Billing"], staffed: 30, limit: 2, away: 1 }],
};
const keys = (board: OwnBoard) =>
  boardCard(board).lines.map((line) => ("key" in line ? line.key : "words"));

describe("B4: the board", () => {
  it("an empty one is a sentence, not a gap", () => {
    expect(keys({ ...quiet, pools: [] })).toEqual(["board.quiet", "board.nobody"]);
    expect(keys({ ...quiet, pools: [], soon: ["ana"] })).toEqual(["board.soon", "board.nobody"]);
  });

  it("asks for somebody on the line where few are left, and only while somebody is away and somebody is left", () => {
    const asks = (staffed: number, away: number) =>
      boardCard({
        ...quiet,
        pools: [{ teams: ["Billing"], staffed, limit: 1, away }],
      }).lines.flatMap((line) => ("key" in line && line.key === "board.few" ? [line.values] : []));
    expect(asks(3, 1)).toEqual([{ teams: { literal: "Billing" }, count: 2 }]);
    for (const [staffed, away] of [
      [3, 0],
      [1, 1],
      [5, 1],
      [30, 2],
    ] as const)
      expect(asks(staffed, away)).toEqual([]);
  });

  it("shows the planning figure for a queue, and none where it says nothing", () => {
    const figure = (staffed: number, limit: number) =>
      boardCard({
        ...quiet,
        pools: [{ teams: ["Billing"], staffed, limit, away: 0 }],
      }).lines.flatMap((line) =>
        "key" in line && line.key === "board.planning" ? [line.values] : [],
      );
    expect(figure(30, 2)).toEqual([
      { teams: { literal: "Billing" }, limit: 2, staffed: 30, figure: 68 },
    ]);
    expect(figure(200, 5)).toMatchObject([{ figure: 65 }]);
    expect(figure(4, 1)).toEqual([]);
    expect(figure(5, 9)).toMatchObject([{ figure: 0 }]);
  });

  it("names twenty and counts the rest", () => {
    const many = Array.from({ length: 23 }, (_, n) => `p${n}`);
    expect(boardCard({ ...quiet, onShift: many }).lines).toContainEqual({
      key: "board.onShiftMore",
      values: { people: { people: many.slice(0, 20) }, count: 3 },
    });
  });

  it("is a matter of seconds only while somebody is asking", () => {
    const asks = {
      request: "r",
      requester: "ana",
      team: "Billing",
      status: "exhausted",
      holder: null,
      opened_at: 1,
    };
    expect(boardCard(quiet).tone).toBe("calm");
    expect(boardCard({ ...quiet, requests: [asks] }).tone).toBe("urgent");
    expect(keys({ ...quiet, requests: [asks, { ...asks, holder: "sam" }] }).slice(0, 2)).toEqual([
      "board.open",
      "board.held",
    ]);
  });

  it("at home, room is made for who waits, and a screen reader hears for whom", () => {
    const section = boardSection(
      { ...quiet, waiting: ["ben"], away: [{ person: "ana", until: 1 }] },
      (person) => makeRoom({ person }),
    );
    expect(
      section.rows.flatMap((row) => row.buttons.map(({ action, subject }) => [action, subject])),
    ).toEqual([["breaks.makeRoom", "ben"]]);
    expect(makeRoom({ person: "ben" }).accessible).toEqual({
      key: "label.makeRoom",
      values: { person: { person: "ben" } },
    });
  });
});
