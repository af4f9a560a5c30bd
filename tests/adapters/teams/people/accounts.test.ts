import { describe, expect, it } from "vitest";
import { answer, member, refuse, tenant } from "../issuer.ts";
import { ana, card, chat, delivery, type World, world } from "../world.ts";

const channel = { id: "19:team@thread.tacv2", conversationType: "channel", tenantId: tenant };
const ben = "0b0b0b0b-0000-4000-8000-00000000000b";
const facts = { account: ana, name: "Ana Silva", email: "ana@acme.test", kind: "member" };

const install = (w: World, action: string, more: object = {}) =>
  w.send(w.activity({ type: "installationUpdate", action, ...more }));

describe("a roster that asks us to wait", () => {
  it("is asked again then, and what it says is told", async () => {
    const w = await world();
    let asked = 0;
    w.cloud.scripts.set("/members/", (response, call) => {
      asked += 1;
      if (asked <= 2) return refuse(429, undefined, { "retry-after": "1" })(response, call);
      return answer(response, 200, member(ana));
    });
    await w.says("hi");
    const began = performance.now();
    await w.core.until(() => w.core.accounts.length > 0);
    expect(performance.now() - began).toBeGreaterThan(1_800);
    expect(w.core.accounts).toMatchObject([[tenant, { account: ana, kind: "member" }]]);
    expect(asked).toBe(3);
  });
});

describe("what the roster tells", () => {
  it.each([
    ["somebody of ours", {}, facts],
    ["without an e-mail: by principal name", { email: undefined }, facts],
    [
      "with neither",
      { email: undefined, userPrincipalName: undefined },
      { ...facts, email: undefined },
    ],
    [
      "a principal name that is no e-mail",
      { email: "", userPrincipalName: "ana" },
      { ...facts, email: undefined },
    ],
    ["a guest", { userRole: "guest" }, { ...facts, kind: "guest" }],
    [
      "a guest by principal name",
      { userRole: undefined, userPrincipalName: "ana_other.test#EXT#@acme.test" },
      { ...facts, kind: "guest" },
    ],
    [
      "of another tenant",
      { tenantId: "bbbbbbbb-0000-4000-8000-000000000002" },
      { ...facts, kind: "external" },
    ],
    ["anonymous", { userRole: "anonymous" }, { ...facts, kind: "external" }],
    ["without role or tenant", { userRole: undefined, tenantId: undefined }, facts],
  ])("%s", async (_, more, expected) => {
    const w = await world();
    w.cloud.scripts.set("/members/", (response) => answer(response, 200, member(ana, more)));
    await w.says("hi");
    const found = await w.adapter.describe(tenant, ana);
    expect({ ...found, route: undefined }).toEqual({
      ...expected,
      timeZone: "Europe/Lisbon",
      locale: "pt-PT",
      route: undefined,
    });
    expect(found?.route).toContain(encodeURIComponent(chat));
  });

  it.each([
    ["somebody else", () => member(ben)],
    ["nobody", () => ({})],
    ["nothing", () => []],
  ])("about %s is not believed", async (_, body) => {
    const w = await world();
    w.cloud.scripts.set("/members/", (response) => answer(response, 200, body()));
    await w.says("hi");
    expect(await w.adapter.describe(tenant, ana)).toBeUndefined();
  });

  it.each([
    ["refused", refuse(403, "BotNotInConversationRoster")],
    ["silent", () => undefined],
  ])("%s: unknown, within the core's patience", async (_, script) => {
    const w = await world();
    w.cloud.scripts.set("/members/", script);
    await w.says("hi");
    const started = performance.now();
    expect(await w.adapter.describe(tenant, ana)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each([["Mars/Olympus"], ["x".repeat(70)], [7]])(
    "a time zone %j is none",
    async (localTimezone) => {
      const w = await world();
      await w.says("hi", { localTimezone, locale: "<b>" });
      const found = await w.adapter.describe(tenant, ana);
      expect([found?.timeZone, found?.locale]).toEqual([undefined, undefined]);
    },
  );

  it("the client's own entity tells time zone and language too", async () => {
    const w = await world();
    const clientInfo = {
      type: "clientInfo",
      timezone: "Asia/Kolkata",
      locale: "en-IN",
      platform: "Android",
    };
    await w.says("hi", { localTimezone: undefined, locale: undefined, entities: [clientInfo] });
    expect(await w.adapter.describe(tenant, ana)).toMatchObject({
      timeZone: "Asia/Kolkata",
      locale: "en-IN",
    });
  });

  it("somebody without a chat is looked for where they spoke, else one is opened", async () => {
    const w = await world();
    await w.says("escalate", {
      conversation: { ...channel, id: "19:team@thread.tacv2;messageid=1" },
    });
    await w.core.until(() => w.core.accounts.length > 0);
    expect(w.cloud.sent.map(({ path }) => path)).toEqual([
      `/teams/v3/conversations/19:team@thread.tacv2/members/${ana}`,
    ]);
    await w.adapter.describe(tenant, ben);
    expect(w.cloud.sent.slice(1).map(({ path }) => path)).toEqual([
      "/teams/v3/conversations",
      `/teams/v3/conversations/a:opened-1/members/${ben}`,
    ]);
  });

  it("nobody is found by e-mail: there is no directory to ask", async () => {
    const w = await world();
    expect(await Array.fromAsync(w.adapter.find(tenant, ["ana@acme.test"]))).toEqual([]);
  });
});

describe("somebody who writes", () => {
  it("is told to the core once, and again when something about them is new or a day has gone by", async () => {
    let at = Date.now();
    const w = await world({ now: () => at });
    const told = async (count: number) => w.core.until(() => w.core.accounts.length >= count);
    await w.says("hi");
    await told(1);
    await w.says("hi");
    at += 3_600_000;
    await w.says("hi");
    await w.says("hi", { localTimezone: "Europe/Madrid" });
    await told(2);
    at += 24 * 3_600_000;
    await w.says("hi", { localTimezone: "Europe/Madrid" });
    await told(3);
    expect(w.core.accounts.map(([workspace, { timeZone }]) => [workspace, timeZone])).toEqual([
      [tenant, "Europe/Lisbon"],
      [tenant, "Europe/Madrid"],
      [tenant, "Europe/Madrid"],
    ]);
    expect(w.cloud.sent).toHaveLength(3);
  });

  it("and stays unknown costs one look a minute", async () => {
    const w = await world({ now: () => 1_800_000_000_000 });
    w.cloud.scripts.set("/members/", refuse(404));
    for (let i = 0; i < 5; i++) await w.says("hi");
    await w.adapter.describe(tenant, ana);
    expect(
      w.cloud.sent.filter(({ path }) => path.includes("/members/")).length,
    ).toBeLessThanOrEqual(2);
  });
});

describe("an installation", () => {
  it("for a person tells the core of them, and asks for their home card", async () => {
    const w = await world();
    expect((await install(w, "add")).status).toBe(200);
    await w.core.until(() => w.core.gestures.length > 0);
    expect(w.core.accounts).toEqual([
      [tenant, { ...facts, route: expect.stringContaining(encodeURIComponent(chat)) }],
    ]);
    expect(w.core.gestures).toEqual([
      {
        kind: "home",
        anew: true,
        sender: { platform: "teams", workspace: tenant, account: ana },
        delivery: expect.stringMatching(/^evt:/),
      },
    ]);
  });

  it("renewed tells again, without another card", async () => {
    const w = await world();
    await install(w, "add-upgrade");
    await w.core.until(() => w.core.accounts.length > 0);
    await w.adapter.stop();
    expect(w.core.gestures).toEqual([]);
  });

  it("for a guest gets no card", async () => {
    const w = await world();
    w.cloud.scripts.set("/members/", (response) =>
      answer(response, 200, member(ana, { userRole: "guest" })),
    );
    await install(w, "add");
    await w.core.until(() => w.core.accounts.length > 0);
    await w.adapter.stop();
    expect([w.core.accounts[0]?.[1].kind, w.core.gestures]).toEqual(["guest", []]);
  });

  it.each(["add", "add-upgrade"])(
    "in a team (%s) tells of everybody, page by page",
    async (action) => {
      const w = await world();
      const page = (accounts: string[], continuationToken?: string) => ({
        members: [
          ...accounts.map((account) => member(account)),
          { id: "28:bot", name: "Other bot" },
        ],
        continuationToken,
      });
      w.cloud.scripts.set("/pagedmembers", (response, { path }) =>
        answer(
          response,
          200,
          path.includes("continuationToken=more") ? page([ben]) : page([ana], "more"),
        ),
      );
      await install(w, action, { conversation: channel });
      await w.core.until(() => w.core.accounts.length === 2);
      expect(w.core.accounts.map(([, { account }]) => account)).toEqual([ana, ben]);
      expect(w.cloud.sent.map(({ path }) => path)).toEqual([
        "/teams/v3/conversations/19:team@thread.tacv2/pagedmembers?pageSize=200",
        "/teams/v3/conversations/19:team@thread.tacv2/pagedmembers?pageSize=200&continuationToken=more",
      ]);
      expect(w.core.gestures).toEqual([]);
    },
  );

  it("that joins a person to a team tells of them", async () => {
    const w = await world();
    const membersAdded = [
      { id: "29:ben", aadObjectId: ben },
      {
        id:
          w.activity()["recipient"] === undefined ? "" : "28:11111111-2222-4333-8444-555555555555",
      },
    ];
    await w.send(w.activity({ type: "conversationUpdate", membersAdded, conversation: channel }));
    await w.core.until(() => w.core.accounts.length > 0);
    await w.adapter.stop();
    expect(w.core.accounts.map(([, { account }]) => account)).toEqual([ben]);
  });

  it("taken away from a person forgets their chat", async () => {
    const w = await world();
    await install(w, "add");
    await w.core.until(() => w.core.gestures.length > 0);
    await install(w, "remove");
    await w.adapter.stop();
    w.cloud.calls.length = 0;
    await w.adapter.deliver(delivery(card("x")));
    expect(w.cloud.sent[0]?.path).toBe("/teams/v3/conversations");
  });

  it.each(["remove-upgrade", "remove", "removed", "constructor", ""])(
    "%j never takes a tenant for gone",
    async (action) => {
      const w = await world();
      await w.says("hi");
      await w.core.until(() => w.core.accounts.length > 0);
      expect((await install(w, action)).status).toBe(200);
      expect((await install(w, action, { conversation: channel })).status).toBe(200);
      await w.adapter.stop();
      expect(w.core.gone).toEqual([]);
      w.cloud.calls.length = 0;
      await w.adapter.deliver(delivery(card("x")));
      // Only a true removal forgets where the person was.
      expect(w.cloud.sent[0]?.path).toBe(
        action === "remove"
          ? "/teams/v3/conversations"
          : `/teams/v3/conversations/${chat}/activities`,
      );
    },
  );

  it("whose roster is refused is answered all the same, and said in the log", async () => {
    const w = await world();
    w.cloud.scripts.set("/pagedmembers", refuse(403, "BotNotInConversationRoster"));
    expect((await install(w, "add", { conversation: channel })).status).toBe(200);
    await w.adapter.stop();
    expect(w.logged.join()).toContain("were not taken in");
    expect(w.logged.join()).not.toContain("secret words");
  });
});
