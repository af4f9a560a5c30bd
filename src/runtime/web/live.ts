import type { OrganisationId } from "../../kernel/ids.ts";
import type { PageReply } from "../../platform/web.ts";
import type { Shell } from "../feature.ts";
import type { CoreParts } from "../parts.ts";
import { type Looking, admitted, inTransaction, sourceOf } from "./look.ts";
import type { LivePage } from "./pages.ts";

/**
 * In milliseconds. One reading serves all open pages of an organisation on this instance, and sees
 * what other instances wrote. A pooler of transactions would not pass on notifications.
 */
const lookEvery = 300;
/** Whether somebody may still look is asked this often where nothing changes, and at every change. */
const askAgain = 15_000;

interface Watcher {
  readonly looking: Looking;
  readonly changed: (reply: PageReply) => void;
  askedAt: number;
}
interface Watched {
  readonly watchers: Set<Watcher>;
  timer: NodeJS.Timeout | undefined;
  /** What was read last, as text: nothing is drawn while it stays the same. */
  last: string | undefined;
}

/** Live pages that are open on this instance, by organisation and page. */
export class LivePages {
  readonly #parts: CoreParts;
  readonly #watched = new Map<string, Watched>();

  constructor(parts: CoreParts) {
    this.#parts = parts;
  }

  source(name: string): LivePage<unknown> | undefined {
    const source = sourceOf(this.#parts, name);
    return source?.live === true ? source : undefined;
  }

  watch(looking: Looking, changed: Watcher["changed"], ended: AbortSignal): void {
    if (ended.aborted) return;
    const key = `${looking.organisation} ${looking.name}`;
    const watched: Watched = this.#watched.get(key) ?? {
      watchers: new Set(),
      timer: undefined,
      last: undefined,
    };
    this.#watched.set(key, watched);
    const watcher: Watcher = { looking, changed, askedAt: Number.NEGATIVE_INFINITY };
    watched.watchers.add(watcher);
    ended.addEventListener("abort", () => {
      watched.watchers.delete(watcher);
      if (watched.watchers.size > 0) return;
      clearTimeout(watched.timer);
      this.#watched.delete(key);
    });
    if (watched.watchers.size > 1) return;
    const every = this.source(looking.name)?.every ?? lookEvery;
    const again = async () => {
      // While the database is away the pages stay as they are; the adapter says that they may be old.
      await this.#look(looking.organisation, looking.name, watched).catch(() => undefined);
      if (this.#watched.get(key) === watched) watched.timer = setTimeout(() => void again(), every);
    };
    void again();
  }

  stop(): void {
    for (const { timer } of this.#watched.values()) clearTimeout(timer);
    this.#watched.clear();
  }

  async #look(id: OrganisationId, name: string, watched: Watched): Promise<void> {
    const source = this.source(name);
    if (source === undefined) return;
    const now = performance.now();
    const { text, due, replies } = await inTransaction(this.#parts, id, async (tx, shell) => {
      const read = await source.read(tx, shell);
      const text = textOf(read, shell);
      const isNew = text !== watched.last;
      const due = [...watched.watchers].filter(({ askedAt }) => isNew || now - askedAt > askAgain);
      // Many screens of one link, and many pages of one person, are drawn once.
      const replies = new Map<string, PageReply>();
      for (const { looking } of due) {
        const key = JSON.stringify(looking.visitor);
        if (replies.has(key)) continue;
        const seen = await admitted(tx, this.#parts, shell, looking);
        const { reader, menu } = seen;
        if ("refused" in seen) replies.set(key, seen);
        else {
          const page = source.draw(read, shell, seen.viewer);
          replies.set(key, { page, reader, menu, at: shell.now });
        }
      }
      return { text, due, replies };
    });
    const isNew = text !== watched.last;
    watched.last = text;
    for (const watcher of due) {
      const reply = replies.get(JSON.stringify(watcher.looking.visitor));
      const isFirst = watcher.askedAt === Number.NEGATIVE_INFINITY;
      watcher.askedAt = now;
      if (reply !== undefined && (isNew || isFirst || "refused" in reply)) watcher.changed(reply);
    }
  }
}

/** Equal texts look equal: with names and rights, which the revision stands for. */
const textOf = (read: unknown, { organisation }: Shell): string =>
  `${organisation.revision} ${JSON.stringify(read)}`;
