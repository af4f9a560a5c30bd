import { describe, expect, it } from "vitest";
import { call } from "../../../../adapters/teams/connector/call.ts";
import {
  gccServiceUrl,
  maySendSecrets,
  publicServiceUrl,
  serviceUrls,
} from "../../../../adapters/teams/connector/service-url.ts";
import { answer, token } from "../issuer.ts";
import { card, delivery, notice, world } from "../world.ts";

/** Hosts that are not Microsoft's, spelled so that some parser might think so. */
const hostile: readonly string[] = [
  ...[
    "",
    " ",
    "smba.trafficmanager.net",
    "//smba.trafficmanager.net/",
    "https:",
    "https://",
    "https:/smba.trafficmanager.net/",
    "https:///smba.trafficmanager.net/",
  ],
  ...[
    "http://smba.trafficmanager.net/emea/",
    "ftp://smba.trafficmanager.net/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/plain,x",
    "gopher://smba.trafficmanager.net/",
  ],
  ...[
    "ws://smba.trafficmanager.net/",
    "urn:botframework:websocket:x",
    "blob:https://smba.trafficmanager.net/",
  ],
  ...[
    "https://evil.example/",
    "https://evil.trafficmanager.net/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://evilsmba.trafficmanager.net/",
  ],
  ...[
    "https://smba-trafficmanager.net/",
    "https://smba.trafficmanager.net.",
    "https://smba.trafficmanager.net./emea/",
    "https://.smba.trafficmanager.net/",
  ],
  ...[
    "https://smba.trafficmanager.net:8443/",
    "https://smba.trafficmanager.net:80/",
    "https://smba.trafficmanager.net:0443/x",
    "https://smba.trafficmanager.net:/",
  ],
  ...[
    "https://smba.trafficmanager.net@evil.example/",
    "https://smba.trafficmanager.net:x@evil.example/",
    "https://user@smba.trafficmanager.net/",
    "https://user:pass@smba.trafficmanager.net/",
  ],
  ...[
    "https://evil.example\\@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net\\@evil.example/",
    "https://evil.example#@smba.trafficmanager.net/",
  ],
  ...[
    "https://evil.example?@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net#.evil.example/",
    "https://smba.trafficmanager.net?.evil.example/",
  ],
  ...[
    "https://smba.trafficmanager.net/?redirect=https://evil.example",
    "https://smba.trafficmanager.net%2eevil.example/",
    "https://smba%2etrafficmanager.net/",
  ],
  ...[
    "https://smba.trafficmanager.net%00.evil.example/",
    "https://smba.trafficmanager.net\u0000.evil.example/",
    "https://smba.trafficmanager.net\r\nx: y/",
    "https://smba.trafficmanager.net/\r\nx: y",
    "https://smba.trafficmanager.net/ x",
    "https://smba.trafficmanager.net/é",
    "https://smba.trafficmanager.net /",
  ],
  ...[
    "\thttps://smba.trafficmanager.net/",
    " https://smba.trafficmanager.net/",
    "https://smba.traffic\nmanager.net/",
    "h\tttps://smba.trafficmanager.net/",
  ],
  ...[
    "https://ѕmba.trafficmanager.net/",
    "https://smba。trafficmanager。net/",
    "https://ｓｍｂａ.trafficmanager.net/",
    "https://xn--mba-8cd.trafficmanager.net/",
    "https://smba.trafficmanager.n\u00adet/",
  ],
  ...[
    "https://127.0.0.1/",
    "http://127.0.0.1/",
    "http://127.0.0.1:9/",
    "http://127.1:PORT/",
    "http://0x7f.0.0.1:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://127.0.0.1.:PORT/",
  ],
  ...[
    "http://127.0.0.2:PORT/",
    "http://localhost:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://0:PORT/",
    "http://0.0.0.0:PORT/",
  ],
  ...[
    "http://127.0.0.1:PORT@evil.example/",
    "http://evil.example@127.0.0.1:PORT/",
    "http://127.0.0.1:PORT\\.evil.example/",
    "http://127.0.0.1:PORT#/",
    "http://127.0.0.1:PORT?x/",
  ],
  ...[
    "http://169.254.169.254/latest/meta-data/",
    "https://169.254.169.254/",
    "http://[fd00:ec2::254]/",
    "http://metadata.google.internal/",
    "http://10.0.0.1/",
    "https://192.168.0.1/",
    "http://2852039166/",
  ],
  ...[
    "https://smba.infra.gcc.teams.microsoft.com.evil.example/",
    "https://infra.gcc.teams.microsoft.com/",
    "https://teams.microsoft.com/",
    "https://login.microsoftonline.com/",
    `https://smba.trafficmanager.net/${"a".repeat(3_000)}`,
  ],
];

describe("a hostile serviceUrl", () => {
  it("there are more than sixty", () => expect(new Set(hostile).size).toBeGreaterThan(60));

  it("opens nothing, though a right token vouches for it, and is sent nothing", async () => {
    const w = await world();
    await w.says("escalate");
    await w.core.until(() => w.core.accounts.length > 0);
    const before = w.cloud.calls.length;
    w.core.gestures = [];
    for (const raw of hostile) {
      const serviceUrl = raw.replace("PORT", new URL(w.cloud.url).port);
      const authorization = `Bearer ${await token(serviceUrl)}`;
      const response = await w.post(
        JSON.stringify(w.activity({ text: "escalate", serviceUrl })),
        authorization,
      );
      // An empty one is no claim at all.
      expect([raw, response.status, await response.text()]).toEqual([
        raw,
        raw === "" ? 401 : 403,
        raw === "" ? "unauthorized" : "forbidden",
      ]);
    }
    expect(w.core.gestures).toEqual([]);
    expect(w.cloud.calls.length).toBe(before);
  });

  it("that came into the database is not used either", async () => {
    const w = await world();
    w.cloud.scripts.set("POST /evil", (response) => answer(response, 201, { id: "x" }));
    const route = `${encodeURIComponent(w.cloud.url.replace("127.0.0.1", "localhost"))} a%3Achat`;
    expect(await w.adapter.deliver(delivery(card("Ana"), { route }))).toEqual({
      outcome: "failed",
      code: "serviceurl_unknown",
    });
    expect(w.cloud.calls).toEqual([]);
  });

  it("is not called even when our own code names it", async () => {
    const none = {
      toJson: () => ({}),
      clone: () => none,
      headerNames: () => [],
      remove: () => true,
      set: () => undefined,
    };
    const w = await world();
    const request = { url: `${w.cloud.url}/v3/conversations`, method: "GET", headers: none };
    await expect(call(request, serviceUrls([]))).rejects.toMatchObject({
      kind: "unsent",
      code: "serviceurl_host",
    });
    expect(w.cloud.calls).toEqual([]);
    await call(request, serviceUrls([new URL(w.cloud.url).host])).catch(() => undefined);
    expect(w.cloud.calls).toHaveLength(1);
  });

  it("reached by a redirect gets no token", async () => {
    const w = await world();
    w.core.answer = { notice: notice("Asked Sam") };
    w.cloud.scripts.set(
      "activities",
      (response) => void response.writeHead(307, { location: `${w.cloud.url}/stolen` }).end(),
    );
    await w.says("escalate");
    expect(await w.adapter.deliver(delivery(card("Ana")))).toEqual({
      outcome: "failed",
      code: "http_307",
    });
    expect(w.cloud.calls.some(({ path }) => path.includes("stolen"))).toBe(false);
  });
});

describe("Microsoft's own", () => {
  const isServiceUrl = serviceUrls(["connector.example:8443", "127.0.0.1:3978", "[::1]:3978"]);
  it.each([
    "https://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net/amer/00000000-0000-0000-0000-000000000000/",
    "https://SMBA.trafficmanager.net/teams",
    "https://smba.trafficmanager.net:443/teams",
    "https://smba.trafficmanager.net",
    "https://smba.infra.gcc.teams.microsoft.com/gcc",
    "https://smba.infra.gov.teams.microsoft.us/gcch",
    "https://smba.infra.dod.teams.microsoft.us/dod",
    // Where we call before any activity has told.
    publicServiceUrl,
    gccServiceUrl,
    "https://connector.example:8443/",
    "http://127.0.0.1:3978/x",
    "http://[::1]:3978/x",
  ])("%s", (url) => expect(isServiceUrl(url)).toBe(true));

  it.each([
    "http://connector.example:8443/",
    "https://connector.example/",
    "http://127.0.0.1:3979/",
  ])("not %s", (url) => expect(isServiceUrl(url)).toBe(false));
});

it.each([
  ["https://login.example/x", true],
  ["http://127.0.0.1:1/x", true],
  ["http://localhost/x", true],
  ["http://[::1]/x", true],
  ["http://login.example/x", false],
  ["http://127.0.0.1.evil.example/x", false],
  ["http://127.10.200.30/x", true],
  ["https://user@login.example/", false],
  ["https://:password@login.example/", false],
  ["ftp://127.0.0.1/", false],
  ["x", false],
])("secrets may go to %s: %s", (url, may) => expect(maySendSecrets(url)).toBe(may));
