import type { Gesture, Reply } from "../../platform/adapter.ts";
import { literal, msg } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Organisation } from "../directory/directory.ts";
import { accountOf, readerOf, strangerReply, withLine } from "./strangers.ts";

/**
 * What is said to every word in a workspace where nobody has named a team: who may set it up reads
 * how, everybody reads the duty phone. Whether the button's press is allowed is asked again then.
 */
export function notSetUp(organisation: Organisation, gesture: Gesture): Reply {
  const { dutyPhone } = organisation;
  const others = gesture.sender.platform === "slack" ? "notSetUp.others" : "setup.notYetAsk";
  const reader = readerOf(organisation, gesture.sender);
  const account = accountOf(organisation, gesture.sender);
  if (account !== undefined && account.kind !== "member")
    return strangerReply(
      gesture,
      reader,
      account.kind === "guest" ? "guest" : "outside",
      dutyPhone,
    );
  const may = organisation.people.get(account?.person ?? "")?.listed === true;
  const notice: Notice = {
    kind: "notice",
    tone: "urgent",
    lines: [msg("notSetUp.here"), msg(may ? "notSetUp.youMay" : others)],
    buttons: may ? [{ action: "setup.open", label: msg("button.setUp") }] : [],
  };
  if (dutyPhone === undefined) return { reader, notice };
  return {
    reader,
    notice: withLine(notice, msg("common.needHelpNow", { phone: literal(dutyPhone) })),
  };
}
