/** Sentences that belong to no feature. */
export const common = {
  "common.sentAgain": "Sent again, so you may see it twice.",
  "common.replaced": "There is a newer message below.",
  "common.copy": "This is a copy. Please use the other message.",
  "common.at": "At {time}:",
  "common.cut": "We kept only the first {count, number} characters.",
  "common.tooLong": "Too long: at most {count, number} characters.",
  "common.outage": "Handrail cannot be reached right now. Nothing was sent. Call {phone}.",
  "common.outageNoPhone":
    "Handrail cannot be reached right now. Nothing was sent. Ask someone near you, or call your supervisor.",
  "common.uncertain":
    "Handrail has not answered. Perhaps it was sent, perhaps not. Call {phone} to be sure.",
  "common.uncertainNoPhone":
    "Handrail has not answered. Perhaps it was sent, perhaps not. To be sure, ask someone near you or call your supervisor.",
  "common.addApp":
    "Handrail cannot write to you in private yet. To change that, open Apps, choose Handrail and press Add.",
  "common.seen": "Colleagues in this channel saw it.",
  "common.notListed":
    "You are not on Handrail''s list here any more. If that is wrong, ask the people who set it up.",
  "common.notKnown":
    "Handrail does not know you here yet. Ask the people who set it up to add you.",
  "common.needHelpNow": "If you need help now, call {phone}.",
  "common.notMember": "Handrail is for members of this workspace only.",
  "common.answerHere": "Handrail has an answer for you.",
  "common.pageHere": "Your Handrail page is here.",
  "common.nothing": "Nothing here.",
  "common.andMore": "And {count, number} more.",
  "common.close": "Close",
  "common.tryAgain": "That did not open. Please press again.",
  "common.more": "More",
  "common.noted": "Noted.",
  "common.below": "The answer is further down.",
  "common.choose": "Choose one.",
} as const;
