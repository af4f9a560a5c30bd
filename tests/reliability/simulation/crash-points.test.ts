import { expect, test } from "vitest";
import { runScript } from "./run-script.ts";

/** How one page may arrive: once, once marked as "sent again", or both. */
type Pages = readonly ("plain" | "marked" | "plain+marked")[];

/**
 * What a death at each named point may cause, while another instance lives (docs/RELIABILITY.md
 * says it in words). Before the commit nothing happened, and nothing was said. After it everything
 * happens, at the latest when the lease of 8 s is over. What may have been posted is posted once
 * more and says so.
 */
const table: readonly (readonly [
  point: string,
  said: "nothing" | "confirmed",
  requests: 0 | 1,
  pages: Pages,
])[] = [
  ["loaded", "nothing", 0, []],
  // What is to be written has not left.
  ["saved", "nothing", 0, []],
  ["written", "nothing", 1, ["marked"]],
  ["committing, and it arrives", "nothing", 1, ["marked"]],
  ["committing", "nothing", 0, []],
  ["committed", "nothing", 1, ["marked"]],
  ["sending", "nothing", 1, ["marked"]],
  ["accepted", "confirmed", 1, ["plain+marked", "plain", "marked"]],
  ["sent", "confirmed", 1, ["plain+marked", "plain", "marked"]],
  ["settled", "confirmed", 1, ["plain+marked", "plain", "marked"]],
];

test("two copies of one delivery, both in doubt: what was done is sent once", async () => {
  const stdout = await runScript("doubt.ts");
  expect(JSON.parse(stdout)).toMatchObject({
    heard: ["confirmed", "confirmed"],
    requests: 1,
    pages: ["plain"],
    faults: [],
  });
});

test("killed at each named point: what it may cause, and nothing else", async () => {
  const stdout = await runScript("crash-points.ts");
  const found = stdout
    .trim()
    .split("\n")
    .map(
      (line) =>
        JSON.parse(line) as {
          point: string;
          dead: boolean;
          said: string;
          requests: number;
          pages: Pages;
          late: number;
          open: number;
          faults: string[];
        },
    );
  expect(found.map(({ point }) => point)).toEqual(table.map(([point]) => point));
  for (const [point, said, requests, pages] of table) {
    const one = found.find((line) => line.point === point);
    expect(one, point).toMatchObject({ dead: true, said, requests, open: 0, faults: [] });
    for (const page of one?.pages ?? []) expect(["plain", ...pages], point).toContain(page);
    // Its own page is repeated where its post was accepted and nobody heard of it.
    if (["accepted", "sent"].includes(point)) expect(one?.pages, point).toContain("plain+marked");
    if (requests === 1) expect(one?.late, point).toBeLessThanOrEqual(10);
  }
});
