import { type MessageKey, type Text, msg } from "../platform/text.ts";
import type { Row as SectionRow } from "../platform/view.ts";
import type { Person } from "../runtime/directory/organisation.ts";
import type { Audience, Self } from "./audiences.ts";

/** Where others read it. A notification is what a lock screen shows, a page is in a browser. */
export type Where = "message" | "notification" | "home" | "dialog" | "page";

/**
 * One thing that others read of somebody: who they are, where they read it, and why
 * (docs/features.md K6).
 */
export interface Row {
  readonly to: Audience;
  readonly self: Self;
  readonly where: readonly Where[];
  /** The places in sentences where the name stands, as `sentence.place`; none: a name in a menu. */
  readonly names?: RegExp;
  /** The views that show it, as `feature/view`; `feature/home` is a part of a home page. */
  readonly views: readonly string[];
  readonly says: MessageKey;
  /** The very sentence that they read, where there is one. */
  readonly example?: (me: Person, now: number) => Text;
}

/** What they read, and under it when and why. */
export function said(row: Row, me: Person, now: number): SectionRow {
  const why = row.where.includes("notification")
    ? msg("seen.notified", { row: msg(row.says) })
    : msg(row.says);
  const words = row.example?.(me, now);
  const base = { tone: "calm", buttons: [] } as const;
  return words === undefined
    ? { ...base, line: why }
    : { ...base, line: msg("seen.quote", { words }), detail: why };
}
