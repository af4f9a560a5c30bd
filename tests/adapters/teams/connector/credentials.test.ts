import { expect, onTestFinished, test, vi } from "vitest";
import { cloudOf } from "../../../../adapters/teams/config.ts";
import { credentials } from "../../../../adapters/teams/connector/credentials.ts";
import { within } from "../../../../adapters/teams/connector/deadline.ts";
import { listening } from "../issuer.ts";

/* Our tokens: asked for once for everybody, renewed before they end, and not asked for in a storm. */

const hour = 3_600_000;

/** A sign-in that counts, and answers as `how` says. */
async function signIn() {
  const held = { asked: 0, status: 200, hangs: false, now: 0 };
  const url = await listening((_, response) => {
    held.asked += 1;
    if (held.hangs) return;
    response.writeHead(held.status);
    response.end(JSON.stringify({ access_token: `t${held.asked}`, expires_in: 3_600 }));
  });
  const cloud = { ...cloudOf({ appId: "a", password: "s", type: "MultiTenant" }, undefined) };
  const tokens = () =>
    credentials(
      { appId: "a", password: "s" },
      { ...cloud, ToChannelFromBotLoginUrl: `${url}/tenant` },
      () => held.now,
    );
  onTestFinished(() => void (held.hangs = false));
  return { held, tokens };
}

/** A busy machine must not let the pause pass. */
function stopsTheClock() {
  const at = performance.now();
  const clock = vi.spyOn(performance, "now").mockReturnValue(at);
  onTestFinished(() => clock.mockRestore());
}

test("whoever waits for the first token waits for the same one, and each registration has its own", async () => {
  const { held, tokens } = await signIn();
  const [one, two] = [tokens(), tokens()];
  expect(await Promise.all([one.token(), one.token()])).toEqual(["t1", "t1"]);
  expect(await two.token()).toBe("t2");
  expect(await one.token()).toBe("t1");
  expect(held.asked).toBe(2);
});

test("a token that ends soon is used while the next one is fetched, whatever becomes of that", async () => {
  const { held, tokens } = await signIn();
  const one = tokens();
  await one.token();
  held.now = hour - 200_000;
  held.status = 500;
  expect(await one.token()).toBe("t1");
  await expect.poll(() => held.asked).toBe(2);
  expect(await one.token()).toBe("t1");
  held.now = hour - 20_000;
  held.status = 200;
  // The pause after the refusal; then the next one.
  await expect.poll(() => one.token().catch(() => "none")).toBe("t3");
});

test("after a refusal nobody asks again for a while: what is sent meanwhile fails at once", async () => {
  const { held, tokens } = await signIn();
  held.status = 401;
  stopsTheClock();
  const one = tokens();
  for (let times = 0; times < 50; times++)
    await expect(one.token()).rejects.toMatchObject({ kind: "unsent", code: "token_401" });
  expect(held.asked).toBe(1);
});

test("a sign-in that does not answer is waited for once, by those who send at that moment", async () => {
  const { held, tokens } = await signIn();
  held.hangs = true;
  const one = tokens();
  const waiting = within(50, () => one.token());
  await expect(waiting).rejects.toMatchObject({ code: "token_timeout" });
  await expect(one.token()).rejects.toMatchObject({ code: "token_unreachable" });
  stopsTheClock();
  await expect(one.token()).rejects.toMatchObject({ code: "token_unreachable" });
  expect(held.asked).toBe(1);
});

test("in another cloud each registration asks in its own tenant", () => {
  const cloud = {
    ...cloudOf({ appId: "a", password: "s", type: "MultiTenant" }, undefined),
    ToChannelFromBotLoginUrl: "https://login.example/first/",
  };
  const one = { appId: "a", password: "s", type: "SingleTenant", tenantId: "t1" } as const;
  expect(cloudOf(one, cloud).ToChannelFromBotLoginUrl).toBe("https://login.example/first/");
  expect(cloudOf({ ...one, tenants: ["t1"] }, cloud).ToChannelFromBotLoginUrl).toBe(
    "https://login.example/t1",
  );
  expect(cloudOf({ ...one, tenants: ["t1"] }, undefined).ToChannelFromBotLoginUrl).toBe(
    "https://login.microsoftonline.com/t1",
  );
});
