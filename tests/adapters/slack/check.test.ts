import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { checkSlack } from "../../../adapters/slack/check.ts";
import { told } from "../../../src/platform/finding.ts";
import { botScopes, optionalScopes } from "../../../adapters/slack/config.ts";

/* What the doctor says of Slack. A server answers as Slack does, by HTTP. */

interface Answers {
  readonly auth?: object;
  readonly scopes?: readonly string[];
  readonly date?: Date;
  readonly socket?: object;
}
const known = { ok: true, team: "Acme", team_id: "T1", user_id: "U1", bot_id: "B1" };
const all = [...botScopes, ...optionalScopes];
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function slackThat({ auth = known, scopes = all, date, socket }: Answers): Promise<string> {
  const say = (response: ServerResponse, body: object) => {
    response.setHeader("x-oauth-scopes", scopes.join(","));
    if (date !== undefined) response.setHeader("date", date.toUTCString());
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) =>
    say(
      response,
      request.url === "/api/auth.test" && request.headers.authorization === "Bearer xoxb-1"
        ? auth
        : request.url === "/api/apps.connections.open" && socket !== undefined
          ? socket
          : { ok: false, error: "unknown_method" },
    ),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}

const config = { signingSecrets: ["0".repeat(32)], botToken: "xoxb-1" };
const wrongs = async (answers: Answers, more: object = {}, workspaces: string[] = ["T1"]) => {
  const findings = await checkSlack(
    { ...config, ...more, apiUrl: await slackThat(answers) },
    workspaces,
  );
  return findings
    .map((one) => told(one))
    .filter(({ level }) => level !== "good")
    .map(({ level, says }) => [level, says]);
};

describe("the doctor about Slack", () => {
  test("has nothing to say against a set-up that works", async () => {
    expect(await wrongs({})).toEqual([]);
    expect(await wrongs({}, {}, [])).toEqual([]);
    expect(await wrongs({ socket: { ok: true } }, { appToken: "xapp-1" })).toEqual([]);
  });

  test.each([
    ["a token that nobody knows", { auth: { ok: false, error: "invalid_auth" } }, /not a token/],
    ["a revoked one", { auth: { ok: false, error: "token_revoked" } }, /revoked/],
    ["an app that was removed", { auth: { ok: false, error: "account_inactive" } }, /removed/],
    ["another refusal", { auth: { ok: false, error: "fatal_error" } }, /fatal_error/],
    ["a person's token", { auth: { ...known, bot_id: undefined } }, /a person's token/],
    ["another workspace", { auth: { ...known, team_id: "T2" } }, /Acme \(T2\).* T1/],
    ["a missing scope", { scopes: all.slice(1) }, /chat:write is missing/],
    ["a clock far apart", { date: new Date(Date.now() - 900_000) }, /90\d s apart/],
  ])("%s is wrong", async (_, answers, says) => {
    expect(await wrongs(answers)).toEqual([["wrong", expect.stringMatching(says)]]);
  });

  test("what works all the same is a note", async () => {
    expect(await wrongs({ scopes: botScopes })).toEqual(
      ["channels:read", "groups:read", "mpim:write", "usergroups:read"].map((scope) => [
        "note",
        expect.stringContaining(`${scope} is missing`),
      ]),
    );
    expect(await wrongs({ date: new Date(Date.now() - 60_000) })).toEqual([
      ["note", expect.stringMatching(/6\d s apart/)],
    ]);
    expect(await wrongs({}, { signingSecrets: ["abc"] })).toEqual([
      ["note", expect.stringContaining("does not look like Slack's")],
    ]);
  });

  test("Socket Mode that does not open is wrong", async () => {
    expect(await wrongs({}, { appToken: "xapp-1" })).toEqual([
      ["wrong", "Socket Mode does not open"],
    ]);
  });

  test("nobody who answers, or who answers with something else, is wrong", async () => {
    const apiUrl = "http://127.0.0.1:9/api/";
    const [finding] = (await checkSlack({ ...config, apiUrl }, [])).map((one) => told(one));
    expect(finding).toMatchObject({ level: "wrong", says: "does not answer" });
    expect(finding?.remedy).toContain("127.0.0.1:9");
  });

  test("no secret is in what it says", async () => {
    const findings = await checkSlack(
      { ...config, apiUrl: await slackThat({ auth: { ok: false, error: "xoxb-1 is bad" } }) },
      [],
    );
    expect(JSON.stringify(findings)).not.toContain("xoxb-1");
  });
});
