import { z } from "zod";
import type { Line } from "./protocol.ts";
import type { KeptWorkspace } from "./slack/types.ts";
import type { KeptTenant } from "./teams/types.ts";

/**
 * What the platforms would still know after a restart of Handrail: their chats, and our bot's id
 * there.
 */
export interface Kept {
  readonly organisation: string;
  readonly appId: string;
  readonly slack: KeptWorkspace;
  readonly teams: KeptTenant;
  /** What the page tells has happened; absent where an older playground wrote the file. */
  readonly timeline?: readonly Line[] | undefined;
}

/*
 * What `playground.json` holds, field by field: somebody may have edited it by hand, or an older
 * playground wrote it.
 */

const json = z.record(z.string(), z.unknown());
const said = {
  at: z.number(),
  text: z.string(),
  edited: z.boolean(),
  author: z.string().optional(),
};

const slack = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["im", "mpim", "channel"]),
      members: z.array(z.string()).optional(),
      messages: z.array(z.object({ ...said, ts: z.string(), blocks: z.array(json).optional() })),
    }),
  ),
  homes: z.array(z.object({ account: z.string(), view: json })),
});

const teams = z.object({
  conversations: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["personal", "channel", "groupChat"]),
      tenant: z.string(),
      account: z.string().optional(),
      members: z.array(z.string()),
      messages: z.array(
        z.object({
          ...said,
          id: z.string(),
          thread: z.string(),
          onlyFor: z.string().optional(),
          card: json.optional(),
          copies: z.array(z.tuple([z.string(), json])),
        }),
      ),
    }),
  ),
});

const file = z.object({
  version: z.number(),
  organisation: z.string(),
  appId: z.string(),
  slack,
  teams,
  timeline: z.array(z.object({ at: z.number(), text: z.string() })).optional(),
});

/**
 * What is written in the file, and by which version; `undefined` when it is not what a playground
 * writes.
 */
export function keptIn(text: string): (Kept & { readonly version: number }) | undefined {
  try {
    const parsed = file.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
