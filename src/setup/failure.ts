import path from "node:path";
import { type Config, describeProblems } from "../config.ts";
import { quote } from "../config/problems.ts";
import { Unavailable } from "../platform/errors.ts";
import { Misfit } from "../runtime/database/misfit.ts";
import { faultOf } from "../runtime/log.ts";

/**
 * The last sentences of a process that could not start, and its exit code: 1 a fault, 2 wrong
 * configuration.
 */
export interface Failure {
  readonly code: 1 | 2;
  readonly words: string;
}

/**
 * What a library throws. Its text may quote an address or a password, so only these fields are
 * read.
 */
interface Thrown {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly path?: unknown;
  readonly port?: unknown;
  readonly hostname?: unknown;
  readonly message?: unknown;
}

/** The part of the configuration that a failure may be about. */
type Known = Pick<Config, "database" | "host" | "metrics">;

/**
 * Says what stopped a start, with a remedy if an operator can mend it. Never a stack trace or a
 * library's own text.
 */
export function failureOf(error: unknown, config: Known | undefined): Failure {
  const misfit = misfitOf(error, config);
  if (misfit !== undefined) return { code: 2, words: describeProblems([misfit]) };
  if (config !== undefined && error instanceof Error) {
    const fault = ofPort(error) ?? ofSilence(error);
    if (fault !== undefined)
      return { code: 1, words: `Handrail cannot start: ${fault.what}.\n    → ${fault.remedy}\n` };
  }
  return {
    code: 1,
    words: `Handrail cannot start, and does not know the reason: ${JSON.stringify(faultOf(error))}`,
  };
}

/** What an operator can mend in the configuration; `undefined` where it is something else. */
export function misfitOf(error: unknown, config: Known | undefined): Misfit | undefined {
  if (error instanceof Misfit) return error;
  if (config === undefined || !(error instanceof Error)) return undefined;
  return ofDatabase(error, config) ?? ofFolder(error, config) ?? ofHost(error, config);
}

/** What PostgreSQL refuses about the address itself, by SQLSTATE. */
const refused: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  "28P01": [
    "the database refuses this user with this password",
    "Check both. Special characters of the password are encoded in an address: %40 for @.",
  ],
  "28000": [
    "the database does not let this user in",
    "Check the user's name, and that the server's pg_hba.conf allows it from this machine " +
      "(perhaps only with ?sslmode=require).",
  ],
  "3D000": [
    "there is no such database on this server",
    "Make it first (createdb), or correct the name at the end of the address.",
  ],
};

/** Why Node does not trust the database's certificate, by its code. */
const untrusted: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "the database's certificate is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: "the database's certificate is signed by an unknown authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the database's certificate is signed by an unknown authority",
  UNABLE_TO_GET_ISSUER_CERT: "the database's certificate is signed by an unknown authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the database's certificate is signed by an unknown authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "the database's certificate is for another host name",
  HOSTNAME_MISMATCH: "the database's certificate is for another host name",
  CERT_HAS_EXPIRED: "the database's certificate has expired",
  CERT_NOT_YET_VALID:
    "the database's certificate is not valid yet, or this machine's clock is wrong",
};
const trust =
  "Add ?sslmode=verify-full&sslrootcert=/path/to/ca.pem to the address, with the certificate of who signed it. ?sslmode=no-verify encrypts without knowing who answers.";

function ofCertificate({ code, message }: Thrown): Misfit | undefined {
  const what = typeof code === "string" ? untrusted[code] : undefined;
  const renewed = code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID";
  const remedy = renewed ? "Have the server's certificate renewed, or set the clock." : trust;
  if (what !== undefined) return new Misfit("DATABASE_URL", what, remedy);
  if (!/server does not support SSL/i.test(String(message))) return undefined;
  return new Misfit(
    "DATABASE_URL",
    "the database does not encrypt connections, and the address asks for it",
    "Switch ssl on at the server. On a network of your own, sslmode=disable does without.",
  );
}

function ofDatabase(thrown: Thrown, { database }: Known): Misfit | undefined {
  if (!("url" in database)) return undefined;
  const untrustedCertificate = ofCertificate(thrown);
  if (untrustedCertificate !== undefined) return untrustedCertificate;
  const { code, message } = thrown;
  // The driver itself says this, without a code, when the server asks for a password.
  const lacking = /client password must be a (non-empty )?string/.test(String(message));
  const [what, remedy] = lacking
    ? [
        "the database asks for a password, and the address holds none",
        "Write postgresql://user:password@host:5432/database.",
      ]
    : typeof code === "string"
      ? (refused[code] ?? [])
      : [];
  return what === undefined || remedy === undefined
    ? undefined
    : new Misfit("DATABASE_URL", what, remedy);
}

const folderFaults: Readonly<Record<string, string>> = {
  EEXIST: "is a file, not a folder",
  ENOTDIR: "is a file or lies beneath one",
  EACCES: "may not be written by this user",
  EPERM: "may not be written by this user",
  EROFS: "is on a disk that is only for reading",
  ENOSPC: "is on a disk that is full",
  EDQUOT: "is on a disk that is full",
  ENOENT: "cannot be made there",
};

/** A problem with the folder of the embedded database, wherever it is first noticed. */
function ofFolder(thrown: Thrown, { database }: Known): Misfit | undefined {
  if (!("folder" in database) || typeof thrown.path !== "string" || typeof thrown.code !== "string")
    return undefined;
  const what = folderFaults[thrown.code];
  const [folder, touched] = [path.resolve(database.folder), path.resolve(thrown.path)];
  const within = (inner: string, outer: string) =>
    inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
  if (what === undefined || !(within(touched, folder) || within(folder, touched))) return undefined;
  return new Misfit(
    "HANDRAIL_DATA_DIR",
    `${quote(database.folder)} ${what}`,
    "Name a folder that this user may write to; it is made if missing.",
  );
}

/** An address to listen on that this machine does not have. */
function ofHost(
  { code, syscall, port, hostname }: Thrown,
  { host, metrics }: Known,
): Misfit | undefined {
  const own = syscall === "listen" && code === "EADDRNOTAVAIL";
  const unknown = syscall === "getaddrinfo" && (hostname === host || hostname === metrics?.host);
  if (!own && !unknown) return undefined;
  const isMetrics = own ? port === metrics?.port && port !== undefined : hostname !== host;
  const name = isMetrics ? "METRICS_HOST" : "HOST";
  return new Misfit(
    name,
    "is no address of this machine",
    "Use 0.0.0.0 for all of them, or 127.0.0.1.",
  );
}

/** It may be free the next time, so it is a fault of the moment. */
function ofPort({ code, syscall, port }: Thrown): { what: string; remedy: string } | undefined {
  if (syscall !== "listen" || typeof port !== "number") return undefined;
  if (code === "EADDRINUSE")
    return {
      what: `port ${port} is taken by another program`,
      remedy: `Stop that one, or set PORT to another.`,
    };
  if (code === "EACCES")
    return {
      what: `this user may not listen on port ${port}`,
      remedy: "Set PORT to one above 1023.",
    };
  return undefined;
}

function ofSilence(error: Error): { what: string; remedy: string } | undefined {
  if (!(error instanceof Unavailable)) return undefined;
  return {
    what: `the database does not answer (${error.message})`,
    remedy: "See that it runs, and that DATABASE_URL leads to it.",
  };
}
