import type { Act } from "../protocol.ts";
import type { SlackDouble } from "./double.ts";

/** Does one act of the page. @throws {NotShown} */
export async function play(double: SlackDouble, act: Act): Promise<void> {
  switch (act.do) {
    case "command":
      return void (await double.command(act.as, act.text));
    case "press": {
      const { blockId, value, selected } = act;
      return void (await double.press(
        act.as,
        act.where === "home" ? "home" : act.id,
        act.actionId,
        { blockId, value, selected },
      ));
    }
    case "submit":
      return void (await double.submit(act.as, act.id, act.values));
    case "close":
      return void (await double.closeDialog(act.as, act.id));
    case "shortcut":
      return void (await double.shortcut(act.as, act.callbackId, act.message));
    case "home":
      return void (await double.openHome(act.as));
  }
}
