import { Unavailable } from "../../platform/errors.ts";
import { Uncertain } from "../command/deadline.ts";

/** 25006: it takes no writes. 26000, 42P05: a pooler forgot what was prepared. 58: its disk. */
const awayCodes =
  /^(ECONN|ENOENT|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_AGAIN|08|53|55P03|57|58|25006|25P0[34]|26000|42P05|40001|40P01)/;

/** What means "not now" becomes `Unavailable`; a bug stays what it is. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unavailable || error instanceof Uncertain) throw error;
    const { code, message } = error as { code?: string; message?: string };
    if (
      awayCodes.test(code ?? "") ||
      /terminated|timeout|Connection ended|not queryable|Client was closed/i.test(message ?? "")
    ) {
      throw new Unavailable(code ?? "connection", { cause: error });
    }
    throw error;
  }
}
