import { type Millis, minutes } from "./time.ts";

/** A link from the bot works once, and no longer than this (docs/decisions/0081). */
export const linkLasts: Millis = minutes(5);
