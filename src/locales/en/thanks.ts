/** Thanks, and calls with kind customers (docs/features.md A6). */
export const thanks = {
  "button.thank": "Thank {person}",
  "button.goodCall": "Good call",

  "thanks.title": "{person} says thank you.",
  "thanks.line": "For your help at {time}. You do not need to answer.",
  "thanks.said": "You thanked {holder}.",
  "thanks.already": "You thanked {holder} already. Nothing was sent again.",
  "thanks.nobody": "Nobody helped with this one, so there is nobody to thank.",
  "thanks.left": "{holder} is not here any more. Nothing was sent.",
  "timeline.thanked": "{person} thanked {to}, {time}",

  "good.home": "Was a customer kind? Log it for your team.",
  "good.logged": "Logged for your team. Nobody sees who did.",
  "good.already": "This call is logged already.",
  "good.enough": "Ten in one day are the most that we count.",
  "good.noTeam": "Good calls are counted by team. You are in no team that takes calls.",
  "good.week": "{team}: {count, number} good calls or more last week.",
  "good.thanks": "Thank you for logging them.",
} as const;
