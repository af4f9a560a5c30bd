import { expect, it } from "vitest";
import { seconds } from "../../../src/kernel/time.ts";
import { page } from "../../../src/escalations/cards/page.ts";
import type { Organisation } from "../../../src/runtime/directory/directory.ts";
import type { Shell } from "../../../src/runtime/feature.ts";
import { Situation } from "../../support/given.ts";

/* A page that was written, and not posted before Handrail was away, does not ring when it is back. */

const runsATeam = { listed: true, supervises: ["Billing"] };
const organisation = {
  country: "GB",
  accountsOf: new Map(),
  people: new Map([["sam", runsATeam]]),
} as unknown as Organisation;
// A page reads no sealed words: the vault is never opened.
const shell = { organisation } as unknown as Shell;

/** What Sam's page is, drawn so long after now. */
function drawn(s: Situation, posted: boolean, later = 0) {
  const occasion = s.state.pages["sam"] ?? "";
  return page(
    { request: s.state, waiting: [] },
    { person: "sam", account: "a1", occasion, posted, now: s.now + seconds(later) },
    shell,
  );
}

it("dropped where its step should have gone on a quarter of an hour ago, whether the request knows by then or not", () => {
  const s = new Situation();
  s.escalates();
  expect(drawn(s, false, 20 + 900)?.title.key).toBe("page.title");
  expect(drawn(s, false, 20 + 901)).toBeUndefined();
  expect(drawn(s, true, 20 + 901)?.title.key).toBe("page.title");
  s.isAway(3_600);
  expect(drawn(s, false)).toBeUndefined();
  expect(drawn(s, true)).toMatchObject({ tone: "calm", title: { key: "page.titleOvertaken" } });
});

it("so is a hand-off's; a danger's is posted however late", () => {
  const s = new Situation();
  s.escalates();
  s.when("priya", { do: "acknowledge" });
  s.when("priya", { do: "giveTo", to: "sam" });
  expect(drawn(s, false, 60)).toBeDefined();
  expect(drawn(s, false, 60 + 901)).toBeUndefined();
  s.when("priya", { do: "arrived" });
  s.when("priya", { do: "giveTo", to: "sam" });
  expect(drawn(s, false, 60 + 900)).toBeDefined();
  expect(drawn(s, false, 60 + 901)).toBeUndefined();
  s.when("ana", { do: "danger" });
  expect(drawn(s, false, 8 * 3_600)?.title.key).toBe("page.titleDanger");
});

it("who had it is on the card, and is not told that nobody came", () => {
  const s = new Situation();
  s.escalates();
  s.when("priya", { do: "acknowledge" });
  s.isAway(3_600);
  expect(drawn(s, true)?.lines).toEqual([expect.objectContaining({ key: "page.overtakenTaken" })]);
  s.passes(12 * 3_600);
  expect(drawn(s, true)?.lines).toEqual([{ key: "page.howNotRecorded" }]);
});
