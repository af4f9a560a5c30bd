/**
 * `done`: a helper said so. `call-ended`: the agent did. `not-recorded`: 30 minutes with the
 * agent. `unanswered`: nobody came. `within-policy`: the agent ended it, for abuse. `practised`: a
 * practice is over. `in-earnest`: the agent asked for real help during a practice.
 */
export type How =
  | "done"
  | "call-ended"
  | "not-recorded"
  | "unanswered"
  | "within-policy"
  | "practised"
  | "in-earnest";
