import { expect, it } from "vitest";
import { replacedBy } from "../../../../src/platform/gone.ts";
import { answer, refuse } from "../issuer.ts";
import { delivery, textsOf, world } from "../world.ts";

const address = "a%3Achat-of-ana m-7";
const removal = () => delivery(replacedBy(undefined), { address });
const met = async () => {
  const w = await world();
  await w.says("hi");
  await w.core.until(() => w.core.accounts.length > 0);
  w.cloud.calls.length = 0;
  return w;
};
const refusing = async (status: number, code: string) => {
  const w = await met();
  w.cloud.scripts.set("DELETE", refuse(status, code));
  return w;
};
const methods = ({ cloud }: Awaited<ReturnType<typeof world>>) =>
  cloud.sent.map(({ method }) => method);

it("removes a message that was replaced", async () => {
  const w = await met();
  w.cloud.scripts.set("DELETE", (response) => answer(response, 200, {}));
  expect(await w.adapter.deliver(removal())).toEqual({ outcome: "removed" });
  expect(methods(w)).toEqual(["DELETE"]);
  expect(w.cloud.sent[0]?.path).toContain("/activities/m-7");
});

it.each([
  [403, "NotEnoughPermissions"],
  [405, "MethodNotAllowed"],
  [400, "BadArgument"],
])("leaves one grey line where Teams answers %s %s", async (status, code) => {
  const w = await refusing(status, code);
  expect(await w.adapter.deliver(removal())).toEqual({ outcome: "shown", address });
  expect(methods(w)).toEqual(["DELETE", "PUT"]);
  expect(textsOf(w.cloud.sent[1]?.body)).toEqual(["There is a newer message below."]);
});

it.each([
  [404, "ActivityNotFoundInConversation", "gone"],
  [403, "BotNotInConversationRoster", "gone"],
  [403, "ConversationBlockedByUser", "unreachable"],
  [429, "Throttled", "throttled"],
  [502, "BadGateway", "unsure"],
  [412, "PreconditionFailed", "failed"],
])("%s %s is no refusal: it is %s, and nothing is edited", async (status, code, outcome) => {
  const w = await refusing(status, code);
  expect(await w.adapter.deliver(removal())).toMatchObject({ outcome });
  expect(methods(w)).not.toContain("PUT");
});
