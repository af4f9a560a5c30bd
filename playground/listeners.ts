import { controlsOf } from "./slack/controls.ts";
import type { SlackDouble } from "./slack.ts";

/** The button of a person's home page that says they may be asked to listen. */
const willing = "debriefs.willing";

/**
 * Some are willing to listen, so that the first debrief in the playground finds somebody. They say
 * so as anybody does: on their home page.
 */
export async function beWilling(slack: SlackDouble, accounts: readonly string[]): Promise<void> {
  for (const account of accounts) {
    const button = () =>
      controlsOf(slack.desk(account).home).find(({ actionId }) => actionId.startsWith(willing));
    await slack.openHome(account);
    await slack.until(() => button() !== undefined, 10_000);
    const found = button();
    if (found === undefined) continue;
    await slack.press(account, "home", found.actionId, { blockId: found.blockId });
    // The answer is shown in a dialog, as always on the home page.
    await slack.until(() => slack.desk(account).dialog !== undefined, 10_000);
    const { dialog } = slack.desk(account);
    if (dialog !== undefined) await slack.closeDialog(account, dialog.id);
  }
}
