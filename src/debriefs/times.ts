import { hours, minutes, seconds } from "../kernel/time.ts";

/** A supporter has this long to say yes (docs/features.md D2). */
export const acceptWithin = seconds(90);
/** By then it is said that nobody was found. */
export const searchFor = minutes(2);
/** While somebody is only busy, they are looked at again this often. */
export const lookEvery = seconds(15);
/**
 * A conversation for the two is open after this, or was refused; else it is looked at again while
 * it may still come.
 */
export const chatOpensIn = seconds(2);
export const chatOpensWithin = minutes(2);
/** Nobody said that it is over: it is, by now. */
export const talkEnds = minutes(45);
/**
 * An offer nobody answered, an aftercare question, alternatives: they close by themselves, and
 * nothing is left.
 */
export const fadesAfter = hours(12);
