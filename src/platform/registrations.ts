/** An app registration in Entra that is a bot in Teams: tokens for it, and the tenants it serves. */
export interface Registration {
  /** The audience of every token for it. */
  readonly appId: string;
  /** Its own tenants, in lower case; absent: each tenant that no other registration names. */
  readonly tenants?: readonly string[];
}

/** The one registration of a tenant, given in lower case. Tokens for another are no good there. */
export const registrationOf = <R extends Registration>(
  all: readonly R[],
  tenant: string,
): R | undefined =>
  all.find(({ tenants }) => tenants?.includes(tenant)) ??
  all.find(({ tenants }) => tenants === undefined);
