import { expect, it } from "vitest";
import type { Delivery } from "../../../../src/platform/adapter.ts";
import { replacedBy } from "../../../../src/platform/gone.ts";
import { validateMessage } from "../our-blocks.ts";
import { reader, send, world } from "../world.ts";

const address = "D1:1700000000.000100";
const removal: Delivery = {
  ...{ organisation: "acme", workspace: "T1", account: "U1", view: replacedBy(undefined), reader },
  ...{ feature: "escalations", name: "page", occasion: "p1", again: false, address },
};
const refusing = async (error: string) => {
  const it = await world();
  it.api.scripts.set("chat.delete", (response) => send(response, { ok: false, error }));
  return it;
};

it("removes a message that was replaced", async () => {
  const { adapter, api } = await world();
  expect(await adapter.deliver(removal)).toEqual({ outcome: "removed" });
  const [{ path, body } = { path: "", body: {} }, ...others] = api.calls.filter((call) =>
    call.path.startsWith("chat."),
  );
  expect([path, body, others]).toEqual([
    "chat.delete",
    { channel: "D1", ts: "1700000000.000100" },
    [],
  ]);
});

it.each(["cant_delete_message", "compliance_exports_prevent_deletion"])(
  "leaves one grey line where Slack answers %s",
  async (error) => {
    const { adapter, api } = await refusing(error);
    expect(await adapter.deliver(removal)).toEqual({ outcome: "shown", address });
    const { body } = await api.called("chat.update");
    validateMessage(body);
    expect(body).toMatchObject({ channel: "D1", ts: "1700000000.000100" });
    const blocks = body["blocks"] as { type: string }[];
    expect(blocks.map(({ type }) => type)).toEqual(["context"]);
    expect(body["text"]).toBe("There is a newer message below.");
  },
);

it.each([
  ["message_not_found", "gone"],
  ["edit_window_closed", "gone"],
  ["internal_error", "unsure"],
  ["service_unavailable", "failed"],
  ["token_revoked", "unreachable"],
])("%s is no refusal: it is %s, and nothing is edited", async (error, outcome) => {
  const { adapter, api } = await refusing(error);
  expect(await adapter.deliver(removal)).toMatchObject({ outcome });
  expect(api.calls.some(({ path }) => path === "chat.update")).toBe(false);
});

it("a line that cannot be left either is over", async () => {
  const { adapter, api } = await refusing("cant_delete_message");
  api.scripts.set("chat.update", (response) =>
    send(response, { ok: false, error: "cant_update_message" }),
  );
  expect(await adapter.deliver(removal)).toEqual({ outcome: "gone", code: "cant_update_message" });
});
