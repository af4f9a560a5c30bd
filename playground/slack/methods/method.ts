import type { Dialogs } from "../dialogs.ts";
import type { Refusal } from "../block-kit/views.ts";
import type { Json } from "../types.ts";
import type { Workspace } from "../workspace.ts";

export interface Context {
  readonly workspace: Workspace;
  readonly dialogs: Dialogs;
  /** What the app was granted. */
  readonly scopes: Set<string>;
  /** The address of a new connection, in Socket Mode. */
  readonly newLine: () => string;
}

/** The fields of a good answer, without `ok`, or what Slack refuses with. */
export type Result = { readonly [field: string]: unknown; readonly error?: undefined } | Refusal;

export interface Method {
  /** The scope it needs. */
  readonly scope?: string;
  /** Called with the app's own token, not the bot's. */
  readonly appLevel?: true;
  /** Calls a minute in a workspace, by tier (docs/platforms.md S17, S18). */
  readonly perMinute: number;
  readonly run: (context: Context, args: Json) => Result;
}

export type Methods = Readonly<Record<string, Method>>;
