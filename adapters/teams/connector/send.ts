import { call, type ConnectorRequest, type ConnectorResponse } from "./call.ts";
import type { Credentials } from "./credentials.ts";
import { Fault } from "./fault.ts";

/** Sends requests to the connector. */
export interface Connector {
  /** @throws {Fault} */
  sendRequest(request: ConnectorRequest): Promise<ConnectorResponse>;
}

/** A token that was refused is fetched anew, once: nothing was shown with it. */
export function connector(
  credentials: Credentials,
  isServiceUrl: (url: string) => boolean,
): Connector {
  return {
    async sendRequest(request) {
      try {
        return await call(request, isServiceUrl);
      } catch (error) {
        if (!(error instanceof Fault) || error.status !== 401) throw error;
        credentials.forget();
        request.headers.set("authorization", `Bearer ${await credentials.token()}`);
        return call(request, isServiceUrl);
      }
    },
  };
}
