import { describe, expect, it, test } from "vitest";
import { isPublic } from "../../src/platform/network.ts";
import { lookUpOutside, post } from "../../src/outward/post.ts";
import { problemsOf, slack, configOf, smallest } from "./config/world.ts";

describe("an address of the public network", () => {
  it.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4009::200e"])(
    "%s is one",
    (address) => expect(isPublic(address)).toBe(true),
  );
  it.each([
    ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1"],
    ...["172.31.255.255", "192.168.1.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
    ...["::", "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "fc00::1", "fe80::1", "ff02::1"],
    ...["2001:db8::1", "2002:a00:1::", "64:ff9b::a00:1", "not an address", ""],
  ])("%s is none", (address) => expect(isPublic(address)).toBe(false));
});

test.each([
  "https://10.0.0.1/hook",
  "https://169.254.169.254/latest/meta-data",
  "https://[fd00::1]/",
  // Other spellings of an address, as a URL reads them.
  "https://2130706433.nip/../",
  "https://0x0a000001/",
  "https://012.1/",
])("nothing is sent to %s", async (url) => {
  await expect(post(url, {}, "{}")).rejects.toMatchObject({
    code: expect.stringMatching(/EPRIVATE|ENOTFOUND|EAI_AGAIN/),
  });
});

test("a name that leads to a private address leads nowhere, whatever it led to before", async () => {
  const code = await new Promise((resolve) =>
    lookUpOutside("localhost", { all: true }, (error) => resolve(error?.code)),
  );
  expect(code).toBe("EPRIVATE");
});

test("plain http goes to this machine alone", async () => {
  await expect(post("http://example.com/", {}, "{}")).rejects.toMatchObject({ code: "ENOTHTTPS" });
});

const secret = Buffer.alloc(32, 7).toString("base64");
const disk = {
  "/run/hook": `whsec_${secret}\n`,
  "/run/short": "c2hvcnQ=",
  "/run/pd": "0123456789abcdef0123456789abcdef",
  "/run/smtp": "smtps://user:word@mail.acme.test:465",
  "/run/empty": "\n",
};
const hook = `{ url: "https://crm.acme.test/hooks?k=zebra", secret_file: /run/hook, events: [request.resolved] }`;
const outward = (settings: string) => ({
  ...disk,
  "handrail.yaml": `${smallest}outward: ${settings}\n`,
});

describe("outward in the file", () => {
  it("is read, and holds paths in place of secrets", () => {
    const { organisations } = configOf(
      slack,
      outward(
        `{ webhooks: [${hook}], second_channel: [{ pagerduty: { routing_key_file: /run/pd } }, { email: { smtp_url_file: /run/smtp, to: [duty@acme.test] } }] }`,
      ),
    );
    const [{ outward: read } = { outward: undefined }] = organisations;
    expect(read?.webhooks).toMatchObject([
      { secretFile: "/run/hook", events: ["request.resolved"] },
    ]);
    expect(read?.channels.map(({ kind }) => kind)).toEqual(["pagerduty", "email"]);
    expect(JSON.stringify(organisations)).not.toMatch(/whsec|0123456789abcdef|user:word/);
    // The address is in none of the names that tables and logs have.
    expect(read?.webhooks[0]?.target).not.toContain("zebra");
  });
  it("that names nothing is as if it were not there", () => {
    expect(configOf(slack, outward("")).organisations[0]?.outward).toBeUndefined();
  });
  it.each([
    ["a plain address", hook.replace("https", "http"), /unencrypted/],
    ["no address", hook.replace(/"https[^"]*"/, "crm"), /not a web address/],
    ["an event that is none", hook.replace("request.resolved", "request.over"), /not known here/],
    ["no event", hook.replace("[request.resolved]", "[]"), /hears of nothing/],
    ["a secret in the file itself", hook.replace("secret_file: /run/hook", "secret: x"), /secret/],
    ["a file that is not there", hook.replace("/run/hook", "/run/none"), /cannot be read/],
    ["an empty file", hook.replace("/run/hook", "/run/empty"), /is empty/],
    ["a short secret", hook.replace("/run/hook", "/run/short"), /no signing secret/],
    ["the same twice", `${hook}, ${hook}`, /is here twice/],
  ])("%s is told with its line and remedy", (_, webhooks, words) => {
    const problems = problemsOf(slack, outward(`{ webhooks: [${webhooks}] }`));
    expect(problems.map(({ what }) => what).join()).toMatch(words);
    for (const { where, remedy, what } of problems) {
      expect(where).toBe("handrail.yaml:4");
      expect(remedy).not.toBe("");
      expect(`${what} ${remedy}`).not.toContain("zebra");
    }
  });
  it.each([
    ["no way", "{}", /no way/],
    [
      "two ways",
      "{ pagerduty: { routing_key_file: /run/pd }, email: { smtp_url_file: /run/smtp, to: [a@b.test] } }",
      /several ways/,
    ],
    ["no routing key", "{ pagerduty: { routing_key_file: /run/smtp } }", /no routing key/],
    ["no mail server", "{ email: { smtp_url_file: /run/pd, to: [a@b.test] } }", /mail server/],
    ["nobody to write to", "{ email: { smtp_url_file: /run/smtp, to: [] } }", /nobody/],
  ])("a second channel with %s", (_, channel, words) => {
    const problems = problemsOf(slack, outward(`{ second_channel: [${channel}] }`));
    expect(problems.map(({ what }) => what).join()).toMatch(words);
  });
});
