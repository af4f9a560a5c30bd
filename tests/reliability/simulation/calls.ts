import { isLive } from "../../../src/escalations/request.ts";
import type { Call } from "./platform.ts";
import { idsOf, organisations } from "./organisations.ts";
import type { Histories } from "./laws.ts";

/**
 * A page that was on its way when somebody took it may still arrive; one that begins this much
 * later may not.
 */
const onItsWay = 12_000;

/** What every call to a platform must keep. */
export class Calls {
  readonly #histories: Histories;
  readonly #calm: boolean;
  readonly #breaks: (what: string) => void;
  /** Posts that are on a screen, by message. */
  readonly #posted = new Map<string, number>();

  constructor(histories: Histories, calm: boolean, breaks: (what: string) => void) {
    this.#histories = histories;
    this.#calm = calm;
    this.#breaks = breaks;
  }

  check({ delivery, accepted, at }: Call): void {
    const { organisation, account, workspace, view, address, again } = delivery;
    const text = JSON.stringify(view);
    for (const other of organisations) {
      if (
        other === organisation
          ? !workspace.endsWith(organisation) || !idsOf(organisation).test(account)
          : idsOf(other).test(text)
      )
        this.#breaks(`something of ${other} is sent to ${account} of ${organisation}`);
    }
    // The occasions of the other features are a person's own; those of requests count from nought
    // in each.
    const subject =
      delivery.feature === "escalations" ? /"subject":"([^"]+)"/.exec(text)?.[1] : delivery.feature;
    if (address !== undefined || subject === undefined) return;
    const message = `${subject} ${delivery.name} ${delivery.occasion} ${account}`;
    const before = this.#posted.get(message) ?? 0;
    if (before > 0 && !again) this.#breaks(`${message} is repeated, and does not say so`);
    if (this.#calm && (before > 0 || again)) this.#breaks(`${message} is repeated on a calm day`);
    if (accepted) this.#posted.set(message, before + 1);
    const request = this.#histories.state(subject);
    if (
      delivery.name === "page" &&
      request !== undefined &&
      !isLive(request) &&
      at - request.closedAt > onItsWay
    )
      this.#breaks(`${message} is posted ${at - request.closedAt} ms after its end`);
  }
}
