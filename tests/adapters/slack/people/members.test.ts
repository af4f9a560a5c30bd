import { expect, it } from "vitest";
import { send, world } from "../world.ts";

/* Who is in a channel or a user group, as Slack answers. */

type Made = Awaited<ReturnType<typeof world>>;
const answers = ({ api }: Made, method: string, answer: object) =>
  api.scripts.set(method, (response) => send(response, { ok: true, ...answer }));
const refuses = ({ api }: Made, method: string, error: string) =>
  api.scripts.set(method, (response) => send(response, { ok: false, error }));
const inChannel = ({ adapter }: Made) => adapter.members?.("T1", { kind: "channel", name: "C1" });

it("a channel has a name, its people, and says whether we hear of it", async () => {
  const made = await world();
  const channel = { id: "C1", name: "orders", is_member: false };
  answers(made, "conversations.info", { channel });
  answers(made, "conversations.members", { members: ["U1", "U2"] });
  const found = { id: "C1", title: "#orders", accounts: ["U1", "U2"], isTold: false };
  expect(await inChannel(made)).toEqual(found);
  answers(made, "conversations.info", { channel: { ...channel, is_member: true } });
  expect(await inChannel(made)).toEqual({ ...found, isTold: true });
  answers(made, "conversations.info", { channel: { ...channel, is_archived: true } });
  expect(await inChannel(made)).toBe("unknown");
});

it.each([
  ["channel_not_found", "unknown"],
  ["missing_scope", "forbidden"],
  ["internal_error", "unanswered"],
  ["service_unavailable", "unanswered"],
])("%s is %s: only what is gone ends a following", async (error, is) => {
  const made = await world();
  refuses(made, "conversations.info", error);
  expect(await inChannel(made)).toBe(is);
});

it("more than ten thousand people are no team", async () => {
  const made = await world();
  answers(made, "conversations.info", { channel: { id: "C1", name: "all" } });
  answers(made, "conversations.members", {
    members: Array.from({ length: 10_001 }, (_, at) => `U${at}`),
  });
  expect(await inChannel(made)).toBe("large");
});

it("a user group is found by its handle and by its id, which outlives a new handle", async () => {
  const made = await world();
  answers(made, "usergroups.list", { usergroups: [{ id: "S1", handle: "billing-team" }] });
  answers(made, "usergroups.users.list", { users: ["U1"] });
  const found = { id: "S1", title: "@billing-team", accounts: ["U1"], isTold: true };
  for (const name of ["@Billing-Team", "S1"])
    expect(await made.adapter.members?.("T1", { kind: "group", name })).toEqual(found);
  expect(await made.adapter.members?.("T1", { kind: "group", name: "other" })).toBe("unknown");
});

it("many accounts are read with the whole workspace, and who is not in it is asked for", async () => {
  const made = await world();
  const users = Array.from({ length: 250 }, (_, at) => ({
    ...{ id: `U${at}`, team_id: "T1", profile: { display_name: `P${at}` } },
  }));
  made.api.scripts.set("users.list", (response, { body }) => {
    const from = Number((body as Record<string, string>)["cursor"] ?? 0);
    const cursor = from + 200 < users.length ? `${from + 200}` : "";
    send(response, {
      ...{ ok: true, members: users.slice(from, from + 200) },
      response_metadata: { next_cursor: cursor },
    });
  });
  answers(made, "users.info", { user: { id: "U999", team_id: "T1", name: "late" } });
  const asked = [...users.slice(100).map(({ id }) => id), "U999"];
  const found = await made.adapter.describeAll?.("T1", asked);
  expect(found?.map(({ account }) => account)).toEqual(asked);
  const calls = (method: string) => made.api.calls.filter(({ path }) => path === method).length;
  expect([calls("users.list"), calls("users.info")]).toEqual([2, 1]);
});
