import { describe, expect, it } from "vitest";
import { allowedResponseUrl } from "../../../../adapters/slack/answer/response-url.ts";

const slack = "https://slack.com/api/";
const own = "http://127.0.0.1:4010/api/";

describe("a response_url is called when it leads to Slack", () => {
  it.each([
    ["https://hooks.slack.com/commands/T1/1/abc", slack],
    ["https://HOOKS.slack.com/actions/T1/1/abc", slack],
    ["https://hooks.slack.com:443/app/T1/1/abc", slack],
    ["https://slack.com/hooks/1", slack],
    ["http://127.0.0.1:4010/hooks/1", own],
    ["https://hooks.slack.com/commands/T1/1/abc", own],
  ])("%s", (url, api) => expect(allowedResponseUrl(url, api)?.href).toBe(new URL(url).href));
});

describe("and nowhere else", () => {
  it.each([
    "https://evil.example/",
    "https://hooks.slack.com.evil.example/",
    "https://hooks.slack.com./commands/T1",
    "https://hooks-slack.com/",
    "https://xhooks.slack.com/",
    "https://a.hooks.slack.com/",
    "https://api.slack.com/",
    "https://slack.com.evil.example/",
    "https://hooks.slack.com@evil.example/",
    "https://user@hooks.slack.com/",
    "https://user:password@hooks.slack.com/",
    "https://:password@hooks.slack.com/",
    "https://evil.example/https://hooks.slack.com/",
    "https://evil.example?https://hooks.slack.com/",
    "https://evil.example#@hooks.slack.com/",
    "https://evil.example\\@hooks.slack.com/",
    "https://hooks.slack.com:8443/",
    "http://hooks.slack.com/",
    "http://hooks.slack.com:443/",
    "ftp://hooks.slack.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/plain,x",
    "//hooks.slack.com/",
    "hooks.slack.com/",
    "",
    "https://",
    "http://127.0.0.1:4010/",
    "http://127.0.0.1:4011/hooks/1",
    "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://localhost/",
    "https://hooks.slаck.com/",
    "https://hooks.slack.com%2eevil.example/",
    "https://hooks。slack。com.evil.example/",
  ])("%s", (url) => expect(allowedResponseUrl(url, slack)).toBeUndefined());
});
