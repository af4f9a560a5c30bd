import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { checkTeams } from "../../../adapters/teams/check.ts";
import { told } from "../../../src/platform/finding.ts";

/* What the doctor says of Teams. A server answers as Microsoft's sign-in does, by HTTP. */

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function found(
  token: { readonly status: number; readonly body: object },
  keys: object = { jwks_uri: "http://127.0.0.1/keys" },
  forTab = token,
  address = "https://handrail.test",
) {
  const server = createServer(async (request, response) => {
    const isToken = request.url === "/tenant/oauth2/v2.0/token";
    const asked = new URLSearchParams(await text(request)).get("scope");
    const answer = asked === "api://handrail.test/botid-app/.default" ? forTab : token;
    response.writeHead(isToken ? answer.status : 200);
    response.end(JSON.stringify(isToken ? answer.body : keys));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return check(`http://127.0.0.1:${port}`, address === "" ? undefined : address);
}

async function check(origin: string, address?: string) {
  const config = {
    registrations: [{ appId: "app", password: "the-secret", type: "MultiTenant" as const }],
    serviceHosts: [],
    cloud: {
      ToChannelFromBotLoginUrl: `${origin}/tenant`,
      ToChannelFromBotOAuthScope: "https://api.botframework.com",
      ToBotFromChannelTokenIssuer: "https://api.botframework.com",
      OAuthUrl: "https://api.botframework.com",
      ToBotFromChannelOpenIdMetadataUrl: `${origin}/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${origin}/openid`,
      CallerId: "",
      ValidateAuthority: "true",
    },
  } as const;
  const findings = await checkTeams(config, address);
  expect(JSON.stringify(findings)).not.toContain("the-secret");
  return findings.filter(({ level }) => level !== "good").map((one) => told(one).says);
}
const taken = { status: 200, body: { access_token: "t", expires_in: 3_600 } };

describe("the doctor about Teams", () => {
  test("has nothing to say against a set-up that works", async () => {
    expect(await found(taken)).toEqual([]);
  });

  test.each([
    ["a wrong or old secret", "invalid_client", /MicrosoftAppPassword is wrong or has expired/],
    ["an unknown app", "unauthorized_client", /MicrosoftAppId is not known/],
    ["an unknown tenant", "invalid_request", /MicrosoftAppTenantId is not a tenant/],
    ["another refusal", "temporarily_odd", /token_temporarily_odd/],
  ])("%s is wrong", async (_, error, says) => {
    expect(await found({ status: 401, body: { error } })).toEqual([expect.stringMatching(says)]);
  });

  test("keys that cannot be read are wrong", async () => {
    expect(await found(taken, { nothing: true })).toEqual([
      expect.stringContaining("cannot be read"),
    ]);
  });

  test.each([
    ["that is not exposed is wrong", "invalid_resource", /does not expose api:\/\/handrail.test/],
    ["of which Microsoft says nothing is worth knowing", "odd", /does not say whether/],
  ])("a tab %s", async (_, error, says) => {
    const answer = { status: 400, body: { error } };
    expect(await found(taken, undefined, answer)).toEqual([expect.stringMatching(says)]);
  });

  test("without an address there is no tab, which is worth knowing", async () => {
    expect(await found(taken, undefined, taken, "")).toEqual(["there is none"]);
  });

  test("nobody who answers is wrong", async () => {
    expect(await check("http://127.0.0.1:9", "https://handrail.test")).toEqual([
      "Microsoft's sign-in does not answer",
      expect.stringContaining("cannot be read"),
    ]);
  });
});
