/*
 * Where Handrail speaks to other systems, as an organisation's file names it. Secrets stay in their
 * files: here and in the database are only the paths.
 */

/** What other systems may hear of (docs/features.md I5). */
export const outwardTypes = [
  "request.opened",
  "request.acknowledged",
  "request.joined",
  "request.lapsed",
  "request.exhausted",
  "request.resolved",
  "request.withdrawn",
  "promise.due",
  "promise.kept",
  "promise.missed",
  "cover.needed",
  "handrail.unwell",
] as const;
export type OutwardType = (typeof outwardTypes)[number];

export interface Webhook {
  /** Names it in tables and logs, where its address has no place. */
  readonly target: string;
  readonly url: string;
  readonly secretFile: string;
  readonly events: readonly OutwardType[];
}

/** Another way to somebody, for when chat does not reach anybody. */
export type Channel = { readonly target: string } & (
  | { readonly kind: "pagerduty"; readonly url: string; readonly routingKeyFile: string }
  | { readonly kind: "webhook"; readonly url: string; readonly secretFile: string }
  | { readonly kind: "email"; readonly smtpFile: string; readonly to: readonly string[] }
);

export interface Outward {
  readonly webhooks: readonly Webhook[];
  readonly channels: readonly Channel[];
}
