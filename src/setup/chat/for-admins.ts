import { isAdminOf } from "../../people/support.ts";
import { sentence } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Opened, Shell } from "../../runtime/feature.ts";
import type { Settings } from "./rules.ts";
import { readSettings } from "./store.ts";

/** For admins: something to read or to go on from. */
export const forAdmins =
  (
    draw: (
      settings: Settings,
      organisation: Shell["organisation"],
      argument: string | undefined,
    ) => Notice,
  ): Opened =>
  async (tx, { organisation }, by, _subject, argument) => {
    if (!isAdminOf(organisation, by)) return sentence(msg("setup.notAdmin"));
    const settings = await readSettings(tx);
    return settings === undefined
      ? sentence(msg("setup.unknown"))
      : draw(settings, organisation, argument);
  };
