/** Sentences that belong to no feature. */
export const common = {
  "common.list": "{people}",
  "common.sentAgain": "Sent again: this may be a repeat.",
  "common.cut": "Shortened: only the first {count, number} characters are kept.",
  "common.outage": "Handrail cannot be reached right now. Nothing was sent. Call {phone}.",
  "common.outageNoPhone": "Handrail cannot be reached right now. Nothing was sent. Ask somebody near you, or phone your supervisor.",
  "common.notKnown": "Handrail does not know you here yet. Ask whoever set it up to add you.",
  "common.notMember": "Handrail is for members of this workspace only.",
  "common.nothing": "Nothing here.",
  "common.show": "Show",
  "common.close": "Close",
  "common.tryAgain": "That did not open. Please press again.",
} as const;
