import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { Sender } from "../../../src/platform/adapter.ts";
import type { Frame } from "../../../src/platform/frame.ts";
import type { WebParts } from "../parts.ts";

/**
 * The same pages stand at two places: `/desk` for browsers, and `/tab` inside a chat platform's
 * client. Their cookies, their doors and who may frame them differ, so a session of one is none of
 * the other. Links within pages are relative, so that they stay where they are.
 */
export interface Site {
  /** Its pages are all below it. */
  readonly root: "/desk" | "/tab";
  /** Where signing in begins. */
  readonly door: string;
  /** Where somebody is who has signed out. */
  readonly after: string;
  /** The page that opens first. */
  readonly first: string;
  /** Where a platform's client shows it. */
  readonly frame?: Frame;
  /** The name of the cookie of a session whose pages have this path above them. */
  cookie(base: string): string;
  /** The path above the pages of this request, without a slash at its end. */
  base(c: Context): string;
  /** The path above the pages of this person. */
  home(as: Sender): string;
}

export type SiteParts = WebParts & { readonly site: Site };

export const deskSite: Site = {
  root: "/desk",
  door: "/desk/sign-in",
  after: "/desk/sign-in",
  first: "now",
  cookie: () => "handrail_session",
  base: () => "/desk",
  home: () => "/desk",
};

/**
 * Each account has a path of its own, and a cookie of its own: two accounts in one browser never act
 * for each other.
 */
export const tabSite = (frame: Frame): Site => ({
  root: "/tab",
  door: "/tab",
  after: "/tab/out",
  first: "home",
  frame,
  cookie: (base) => base.replace("/tab/", "handrail_tab_"),
  base: (c) => `/tab/${c.req.param("seat")}`,
  home: (as) => `/tab/${seatOf(as)}`,
});

export const accountOf = ({ platform, workspace, account }: Sender): string =>
  `${platform} ${workspace} ${account}`;

/** Tells accounts apart; it is no secret. */
const seatOf = (as: Sender): string =>
  createHash("sha256").update(accountOf(as)).digest("hex").slice(0, 16);

export const seat = ":seat{[0-9a-f]{16}}";
