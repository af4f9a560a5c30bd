import type { Gesture } from "../../../src/platform/adapter.ts";
import type { Server } from "./database/server.ts";
import type { Said } from "./users.ts";

/** What people were told, against what the tables say. */
export class Answers {
  readonly #server: Server;
  readonly #breaks: (what: string) => void;
  /** Deliveries, and what each of their copies heard. */
  readonly #heard = new Map<string, { organisation: string; said: string[] }>();
  /** Pages of which a press was answered, by where they are. */
  readonly #pressed = new Map<string, string>();

  constructor(server: Server, breaks: (what: string) => void) {
    this.#server = server;
    this.#breaks = breaks;
  }

  heard(gesture: Gesture, said: Said): void {
    const organisation = organisationOf(gesture);
    const known = this.#heard.get(gesture.delivery) ?? { organisation, said: [] };
    this.#heard.set(gesture.delivery, known);
    if (said === "nothing") return void known.said.push("nothing");
    if ("refused" in said) {
      if (said.refused === "silence")
        this.#breaks(
          `${gesture.delivery} was not answered within three seconds, and nobody was dead`,
        );
      return void known.said.push("refused");
    }
    const first = (said.reply.notice?.lines[0] as { key?: string } | undefined)?.key;
    const unsure = first?.startsWith("common.uncertain") === true;
    known.said.push(unsure ? "unsure" : "accepted");
    if (unsure) return;
    this.#isKept(gesture.delivery, organisation);
    if (gesture.kind === "press" && gesture.from?.view === "page")
      this.#pressed.set(gesture.from.address, organisation);
  }

  /**
   * Nothing confirmed is lost, and nothing refused has happened: asked again when the day is over.
   * @returns what was broken
   */
  kept(): string[] {
    const broken: string[] = [];
    for (const [delivery, { organisation, said }] of this.#heard) {
      const row = this.#server.tables.get(organisation, "inbox", delivery);
      if (said.includes("accepted") && row === undefined)
        broken.push(`${delivery} was confirmed, and is lost`);
      if (said.every((one) => one === "refused") && row !== undefined)
        broken.push(`${delivery} was refused, and happened`);
    }
    return [...broken, ...this.#lostCopies()];
  }

  /**
   * A copy whose post nobody heard of is known from its first press on, and drawn like the others
   * (`screensAreTrue`).
   */
  #lostCopies(): string[] {
    const broken: string[] = [];
    for (const [address, organisation] of this.#pressed) {
      const rows = this.#server.tables.rows(organisation, "messages");
      const known = rows.find((row) => row.address === address);
      if (known === undefined || (known.state === "ended" && known.code === "not-wanted"))
        broken.push(`${address} was pressed, and is not drawn any more`);
    }
    return broken;
  }

  #isKept(delivery: string, organisation: string): void {
    const { tables } = this.#server;
    const row = tables.get(organisation, "inbox", delivery);
    if (row === undefined || row.answer === null)
      return this.#breaks(`${delivery} was answered before it was kept`);
    const { subject, refused } = row.answer as { subject?: string; refused?: string };
    if (refused !== undefined || subject === undefined) return;
    const kept = ["requests", "breaks", "debriefs", "check_ins", "presence", "people"] as const;
    // Asked only which lengths of a break there are: nothing is kept of that.
    const isThere = kept.some((table) => tables.get(organisation, table, subject) !== undefined);
    if (!isThere) this.#breaks(`${delivery} was confirmed, and what it was about is not there`);
  }
}

const organisationOf = (gesture: Gesture): string =>
  gesture.sender.workspace.split(" of ")[1] ?? "";
