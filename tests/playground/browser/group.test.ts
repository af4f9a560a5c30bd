import { expect, test } from "vitest";
import type { Shown } from "../../../playground/protocol.ts";
import {
  ana,
  quietState,
  sam,
  section,
  withDesk,
} from "../../support/fixtures/playground/desks.ts";
import { anas, sams, visits } from "../../support/fixtures/playground/visits.ts";

const web = visits();

test("a group conversation says who is in it; the chat with Handrail says nothing of the kind", async () => {
  const page = await web.visit();
  const own: Shown = {
    ...{
      id: "D1:1",
      channel: "D1",
      at: Date.UTC(2026, 2, 3, 14, 2),
      from: "bot",
      text: "Ten minutes for the two of you.",
    },
    ...{ blocks: [section("Ana and Sam")], edited: false, ephemeral: false },
  };
  const shared: Shown = { ...own, id: "G1:1", channel: "G1", group: [ana.account, sam.account] };
  await web.show(
    page,
    withDesk(withDesk(quietState, ana, { messages: [own, shared] }), sam, { messages: [shared] }),
  );
  for (const column of [anas(page), sams(page)])
    expect(await column.locator(".in-group").allInnerTexts()).toEqual([
      "Group conversation: Ana Silva and Sam Reyes",
    ]);
  expect(await anas(page).getByRole("article").first().innerText()).not.toContain(
    "Group conversation",
  );
});
