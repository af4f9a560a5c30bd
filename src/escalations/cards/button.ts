import type { Shell } from "../../runtime/feature.ts";
import type { Text } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import type { Request } from "../request.ts";

/** Its label is the catalogue's; its rights are the server's. */
export function button(
  request: Request,
  verb: string,
  label: Text,
  more: Partial<Button> = {},
): Button {
  const feature = request.practice === true ? "practice" : "escalations";
  return { action: `${feature}.${verb}`, label, subject: request.id, ...more };
}

/** `joinUrl`: of this very call, in place of the agent's usual one. */
export interface Drawing extends Shell {
  readonly joinUrl?: string | undefined;
}
