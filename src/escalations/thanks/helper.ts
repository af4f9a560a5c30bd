import type { PersonId } from "../../kernel/ids.ts";
import type { Closed } from "../request.ts";

/** Who came, or answered, or says that it is done; `undefined`: nobody did. */
export function helperOf(request: Closed): PersonId | undefined {
  const { arrived, helpers, attended, requester } = request;
  const isDone = request.status === "resolved" && request.how === "done";
  const helper = arrived?.person ?? (attended || isDone ? helpers.at(-1) : undefined);
  return helper === requester ? undefined : helper;
}
