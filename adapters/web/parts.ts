import type { Api } from "../../src/platform/api.ts";
import type { Frame } from "../../src/platform/frame.ts";
import type { Core } from "../../src/platform/adapter.ts";
import type { Web } from "../../src/platform/web.ts";

/** What pages and data are made with. */
export interface WebParts {
  readonly core: Core;
  readonly web: Web;
  readonly api: Api;
  /** Where browsers reach us, without a slash at its end. */
  readonly address: () => string;
  /** A chat platform that shows the pages in its own client. */
  readonly frame?: Frame | undefined;
  /** The company's identity provider, where there is one. */
  readonly signIn?: SignIn | undefined;
  readonly log: Log;
}
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}
interface Log {
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}
