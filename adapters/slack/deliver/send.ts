import type { Delivery } from "../../../src/platform/adapter.ts";
import type { Delivered } from "../../../src/platform/errors.ts";
import { isOfToken, type Speaker, type Speakers } from "../install/speakers.ts";
import { deliver } from "./deliver.ts";

/** Brings one message up to date with the token of its workspace. Every fault is an outcome. */
export async function send(delivery: Delivery, speakers: Speakers): Promise<Delivered> {
  let speaker: Speaker | undefined;
  try {
    speaker = await speakers.of(delivery.workspace);
  } catch {
    return { outcome: "failed", code: "token_not_known" };
  }
  if (speaker === undefined)
    return { outcome: "unreachable", code: "other_workspace", whose: "workspace" };
  const delivered = await deliver(delivery, clientsOf(speaker));
  if (delivered.outcome !== "unreachable" || !isOfToken(delivered.code)) return delivered;
  // Another instance may have a newer one: it was installed again, or its token renewed.
  const newer = await speakers.newer(delivery.workspace, speaker);
  return newer === undefined ? delivered : deliver(delivery, clientsOf(newer));
}

const clientsOf = ({ calls, quick, second }: Speaker) => ({
  calls,
  groupDm: { open: quick, post: second },
  removal: { remove: quick, edit: second },
});
