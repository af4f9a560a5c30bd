import { describe, expect, test } from "vitest";
import type { Config } from "../../../src/config.ts";
import { Unavailable } from "../../../src/platform/errors.ts";
import { Misfit } from "../../../src/runtime/database/misfit.ts";
import { failureOf } from "../../../src/setup/failure.ts";

const secretUrl = "postgresql://owner:s3cret@db.internal/handrail";
const config = (more: Partial<Config> = {}): Config => ({
  ...{
    playground: false,
    port: 3000,
    host: "0.0.0.0",
    metrics: { port: 9090, host: "127.0.0.1" },
    logLevel: "info",
    keys: [],
  },
  ...{ database: { url: secretUrl }, organisations: [], warnings: [] },
  ...more,
});
const folder = config({ database: { folder: "/srv/data" } });
const thrown = (facts: object, message = `owner s3cret at db.internal`) =>
  Object.assign(new Error(message), facts);

describe("a start that fails says one sentence with its remedy", () => {
  test.each<[string, Error, Config, 1 | 2, RegExp]>([
    [
      "wrong password",
      thrown({ code: "28P01" }),
      config(),
      2,
      /DATABASE_URL: .*this password\n.*→ Check both/,
    ],
    [
      "refused login",
      thrown({ code: "28000" }),
      config(),
      2,
      /DATABASE_URL: .*let this user in\n.*→ /,
    ],
    [
      "no database",
      thrown({ code: "3D000" }),
      config(),
      2,
      /DATABASE_URL: there is no such database.*\n.*→ Make it first/,
    ],
    [
      "SELF_SIGNED_CERT_IN_CHAIN",
      thrown({ code: "SELF_SIGNED_CERT_IN_CHAIN" }),
      config(),
      2,
      /DATABASE_URL: .*unknown authority.*\n.*sslrootcert/,
    ],
    [
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      thrown({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }),
      config(),
      2,
      /DATABASE_URL: .*unknown authority/,
    ],
    [
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      thrown({ code: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY" }),
      config(),
      2,
      /DATABASE_URL: .*unknown authority/,
    ],
    [
      "ERR_TLS_CERT_ALTNAME_INVALID",
      thrown({ code: "ERR_TLS_CERT_ALTNAME_INVALID" }),
      config(),
      2,
      /DATABASE_URL: .*another host name/,
    ],
    [
      "CERT_HAS_EXPIRED",
      thrown({ code: "CERT_HAS_EXPIRED" }),
      config(),
      2,
      /DATABASE_URL: .*has expired.*\n.*renewed/,
    ],
    [
      "CERT_NOT_YET_VALID",
      thrown({ code: "CERT_NOT_YET_VALID" }),
      config(),
      2,
      /DATABASE_URL: .*not valid yet/,
    ],
    [
      "no password",
      thrown({}, "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"),
      config(),
      2,
      /the address holds none/,
    ],
    [
      "a file for a folder",
      thrown({ code: "EEXIST", path: "/srv/data" }),
      folder,
      2,
      /HANDRAIL_DATA_DIR: "\/srv\/data" is a file/,
    ],
    [
      "beneath a file",
      thrown({ code: "ENOTDIR", path: "/srv" }),
      folder,
      2,
      /HANDRAIL_DATA_DIR: .*beneath one/,
    ],
    [
      "not writable",
      thrown({ code: "EACCES", path: "/srv/data/handrail.lock" }),
      folder,
      2,
      /HANDRAIL_DATA_DIR: .*by this user/,
    ],
    [
      "only for reading",
      thrown({ code: "EROFS", path: "/srv/data" }),
      folder,
      2,
      /HANDRAIL_DATA_DIR: .*only for reading/,
    ],
    [
      "no such place",
      thrown({ code: "ENOENT", path: "/srv" }),
      folder,
      2,
      /HANDRAIL_DATA_DIR: .*cannot be made/,
    ],
    [
      "port taken",
      thrown({ code: "EADDRINUSE", syscall: "listen", port: 3000 }),
      config(),
      1,
      /port 3000 is taken.*\n.*→ .*set PORT /,
    ],
    [
      "port forbidden",
      thrown({ code: "EACCES", syscall: "listen", port: 80 }),
      config(),
      1,
      /may not listen on port 80\.\n.*1023/,
    ],
    [
      "another's address",
      thrown({ code: "EADDRNOTAVAIL", syscall: "listen", port: 3000 }),
      config(),
      2,
      / HOST: is no address/,
    ],
    [
      "its other",
      thrown({ code: "EADDRNOTAVAIL", syscall: "listen", port: 9090 }),
      config(),
      2,
      /METRICS_HOST: is no address/,
    ],
    [
      "no such name",
      thrown({ code: "ENOTFOUND", syscall: "getaddrinfo", hostname: "0.0.0.0" }),
      config(),
      2,
      / HOST: is no address/,
    ],
    [
      "a silent database",
      new Unavailable("ECONNREFUSED"),
      config(),
      1,
      /does not answer \(ECONNREFUSED\)\.\n.*→ See/,
    ],
    [
      "a misfit",
      new Misfit("ORG", "is not so", "Make it so."),
      config(),
      2,
      /ORG: is not so\n.*→ Make it so\./,
    ],
  ])("%s", (_, error, its, code, words) => {
    const failure = failureOf(error, its);
    expect(failure.words).toMatch(words);
    expect(failure.code).toBe(code);
    for (const never of ["s3cret", "db.internal", "owner", "   at "])
      expect(failure.words).not.toContain(never);
  });

  test.each<[string, unknown, Config | undefined]>([
    ["anything else", thrown({ code: "XX000" }), config()],
    ["a file elsewhere", thrown({ code: "EACCES", path: "/srv/database" }), folder],
    ["a code of PostgreSQL's where there is none", thrown({ code: "28P01" }), folder],
    ["before there is a configuration", thrown({ code: "EACCES", path: "/srv/data" }), undefined],
    ["what is no error", "s3cret", config()],
  ])("%s is one line with a code, and nothing that was said", (_, error, its) => {
    const { code, words } = failureOf(error, its);
    expect([code, words.split("\n").length]).toEqual([1, 1]);
    expect(words).toMatch(/\{"name":"(Error|string)"/);
    expect(words).not.toContain("s3cret");
  });
});
