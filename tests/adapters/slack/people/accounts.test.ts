import { describe, expect, it } from "vitest";
import { factsOf } from "../../../../adapters/slack/people/identity.ts";
import { send, world } from "../world.ts";

const ana = {
  id: "U1",
  team_id: "T1",
  tz: "Europe/Lisbon",
  locale: "pt-PT",
  profile: { display_name: "Ana", email: "ANA@acme.test" },
};

describe("an account's kind", () => {
  it.each([
    [{}, "member"],
    [{ team_id: undefined }, "member"],
    [{ deleted: true, is_bot: true }, "deactivated"],
    [{ is_bot: true }, "bot"],
    [{ id: "USLACKBOT" }, "bot"],
    [{ is_stranger: true }, "external"],
    [{ team_id: "T2" }, "external"],
    [{ team_id: "T2", enterprise_user: { teams: ["T1", "T2"] } }, "member"],
    [{ team_id: "T2", is_restricted: true }, "external"],
    [{ is_restricted: true }, "guest"],
    [{ is_ultra_restricted: true }, "guest"],
  ])("%j is a %s", (more, kind) => expect(factsOf({ ...ana, ...more }, "T1").kind).toBe(kind));
});

describe("an account's name", () => {
  it.each([
    [{ display_name: "Ana", real_name: "Ana Silva" }, "Ana"],
    [{ display_name: "", real_name: "Ana Silva" }, "Ana Silva"],
    [{}, "asilva"],
    [undefined, "asilva"],
  ])("%j: %s", (profile, name) =>
    expect(factsOf({ id: "U1", name: "asilva", profile }, "T1").name).toBe(name),
  );

  it("is the id when there is no other", () =>
    expect(factsOf({ id: "U1" }, "T1")).toEqual({ account: "U1", name: "U1", kind: "member" }));
});

describe("an account by its id", () => {
  it("tells what Slack knows", async () => {
    const { adapter, api } = await world();
    api.scripts.set("users.info", (response) => send(response, { ok: true, user: ana }));
    const facts = {
      account: "U1",
      name: "Ana",
      email: "ana@acme.test",
      timeZone: "Europe/Lisbon",
      locale: "pt-PT",
      kind: "member",
    };
    expect(await adapter.describe("T1", "U1")).toEqual(facts);
    expect((await api.called("users.info")).body).toMatchObject({
      user: "U1",
      include_locale: "true",
    });
  });

  it("knows nothing of a stranger, nor when Slack is silent for 1.5 s", async () => {
    const { adapter, api } = await world();
    api.scripts.set("users.info", (response) =>
      send(response, { ok: false, error: "user_not_found" }),
    );
    expect(await adapter.describe("T1", "U9")).toBeUndefined();
    api.scripts.set("users.info", () => undefined);
    const started = performance.now();
    expect(await adapter.describe("T1", "U1")).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it("that Slack asks us to wait for is looked up then, and told", async () => {
    const { adapter, api, core } = await world();
    let asked = 0;
    const at: number[] = [];
    api.scripts.set("users.info", (response) => {
      at.push(performance.now());
      if (asked++ < 2) send(response, {}, 429, { "retry-after": "1" });
      else send(response, { ok: true, user: ana });
    });
    // Their next words ask no more often than Slack wants.
    await adapter.describe("T1", "U1");
    await expect
      .poll(() => core.accounts, { timeout: 5_000 })
      .toMatchObject([["T1", { account: "U1", kind: "member" }]]);
    const [first = 0, second = 0, third = 0] = at;
    expect(at).toHaveLength(3);
    expect(Math.min(second - first, third - second)).toBeGreaterThan(900);
  });

  it("is asked for five times more at most", async () => {
    const { adapter, api, core } = await world();
    api.scripts.set("users.info", (response) =>
      send(response, { ok: false, error: "ratelimited" }, 429, { "retry-after": "0" }),
    );
    await adapter.describe("T1", "U1");
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(api.calls.filter(({ path }) => path === "users.info")).toHaveLength(6);
    expect(core.accounts).toEqual([]);
  });
});

describe("accounts by e-mail", () => {
  it("leaves out whom Slack does not know, and waits when asked to", async () => {
    const { adapter, api } = await world();
    let asked = 0;
    api.scripts.set("users.lookupByEmail", (response, { body }) => {
      asked++;
      if (asked === 1) send(response, {}, 429, { "retry-after": "1" });
      else if (body.email === "ana@acme.test") send(response, { ok: true, user: ana });
      else send(response, { ok: false, error: "users_not_found" });
    });
    const found = await Array.fromAsync(adapter.find("T1", ["ana@acme.test", "gone@acme.test"]));
    expect(found).toMatchObject([{ account: "U1", email: "ana@acme.test" }]);
    expect(asked).toBe(3);
  });

  it("goes on past a fault, and says how many had no answer without naming them", async () => {
    const { adapter, api, logged } = await world();
    api.scripts.set("users.lookupByEmail", (response, { body }) =>
      body.email === "ana@acme.test"
        ? send(response, { ok: true, user: ana })
        : send(response, {}, 500),
    );
    expect(
      await Array.fromAsync(adapter.find("T1", ["ben@acme.test", "ana@acme.test"])),
    ).toHaveLength(1);
    expect(logged.join()).toContain('"unanswered":1');
    expect(logged.join()).not.toContain("ben@");
  });

  it("whom a moment's silence hid is asked for again, after the others", async () => {
    const { adapter, api, logged } = await world();
    let silent = true;
    api.scripts.set("users.lookupByEmail", (response, { body }) => {
      if (body.email === "ana@acme.test") return send(response, { ok: true, user: ana });
      const user = { ...ana, id: "U2", profile: { ...ana.profile, email: "ben@acme.test" } };
      if (silent) send(response, {}, 503);
      else send(response, { ok: true, user });
      silent = false;
    });
    const found = await Array.fromAsync(adapter.find("T1", ["ben@acme.test", "ana@acme.test"]));
    expect(found.map(({ account }) => account)).toEqual(["U1", "U2"]);
    expect(logged.join()).not.toContain("unanswered");
  });

  it("stops asking when Slack refuses us, and names the scope that it wants", async () => {
    const { adapter, api, core } = await world();
    api.scripts.set("users.lookupByEmail", (response) =>
      send(response, { ok: false, error: "missing_scope", needed: "users:read.email" }),
    );
    expect(await Array.fromAsync(adapter.find("T1", ["ana@acme.test", "ben@acme.test"]))).toEqual(
      [],
    );
    expect(api.calls).toHaveLength(1);
    expect(core.refusals).toEqual(["missing_scope users:read.email", "lookup_stopped"]);
  });

  it("does not keep a stop waiting", async () => {
    const { adapter, api } = await world();
    api.scripts.set("users.lookupByEmail", (response) =>
      send(response, {}, 429, { "retry-after": "3600" }),
    );
    const found = Array.fromAsync(adapter.find("T1", ["ana@acme.test"]));
    await api.called("users.lookupByEmail");
    await adapter.stop();
    expect(await found).toEqual([]);
  });
});

describe("the start", () => {
  it("does not wait for Slack, and asks again until it answers", async () => {
    const { adapter, api, logged } = await world();
    let asked = 0;
    api.scripts.set("auth.test", (response) =>
      send(
        response,
        asked++ === 0 ? { ok: false, error: "service_unavailable" } : { ok: true, team_id: "T1" },
      ),
    );
    await adapter.start();
    expect(asked).toBe(0);
    expect(await adapter.workspace()).toBe("T1");
    expect(logged[0]).toContain("service_unavailable");
  });

  it("that never succeeded ends with the stop", async () => {
    const { adapter, api } = await world();
    api.scripts.set("auth.test", (response) =>
      send(response, { ok: false, error: "invalid_auth" }),
    );
    await adapter.start();
    await api.called("auth.test");
    await adapter.stop();
    expect(await adapter.workspace()).toBeUndefined();
  });
});
