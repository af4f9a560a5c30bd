/** What a supervisor answers without walking over (docs/features.md E10). */
export const answers = {
  "button.approve": "Approve",
  "button.offerInstead": "Offer instead…",
  "button.callBack": "Call back",
  "button.takeOver": "I''ll take it",
  "button.call": "Call",

  "verdict.approve": "yes, approved",
  "verdict.offer": "an offer instead",
  "verdict.callBack": "a call-back",
  "verdict.takeOver": "taking the call",

  "receipt.approve": "{holder}: yes, approved.",
  "receipt.offer": "{holder}: offer this instead.",
  "receipt.callBack": "{holder}: promise a call-back.",
  "receipt.takeOver": "{holder} takes this call.",
  "receipt.answeredSince": "You asked at {asked}. {holder} answered at {answered}.",
  "receipt.nameATime": "Name a time, not “soon”.",
  "say.approve":
    "{channel, select, chat {Write} email {Write} other {Say}}: “Yes, I can do that for you.”",
  "say.offer":
    "{channel, select, chat {Write} email {Write} other {Say}}: “Here is what I can do for you now.”",
  "say.callBack":
    "{channel, select, chat {Write: “I want to get this right. When can I call you?”} email {Write: “I want to get this right. When can I call you?”} other {Say: “I want to get this right. When can I call you back?”}}",
  "say.takeOver":
    "{channel, select, chat {Write: “A colleague who can decide this goes on from here. You won''t have to say it again.”} email {Write: “A colleague who can decide this goes on from here. You won''t have to say it again.”} other {Say: “I''m putting you through to somebody who can decide this. You won''t have to say it again.”}}",
  "closed.answered":
    "Closed. {holder} answered{minutes, plural, =-1 {} =0 { within a minute} one { after # minute} other { after # minutes}}.",
  "home.ownAnswered": "{holder} answered you at {time}.",
  "page.titleAnswered": "You answered {person}: {verdict}",
  "page.answered": "{holder} answered: {verdict}.",
  "timeline.answered": "{person} answered: {verdict}, {time}",

  "offer.form.title": "Offer instead",
  "offer.form.submit": "Send",
  "offer.intro": "The agent reads it at once.",
  "offer.listed": "From your team''s list",
  "offer.words": "In your own words",
  "offer.wordsHint": "Never a customer''s name. Kept 30 days, shown to those who help.",
  "offer.nothing": "Choose one, or write a line.",
  "offer.tooLong": "At most {count, number} characters. Nothing was sent.",
  "words.offered": "Offered instead:",

  "refused.answered": "{holder} was first: {verdict}.",
  "refused.inDanger": "This is a danger now. Nothing was sent. The card shows what helps.",
  "refused.noSuchOffer": "That is not on the list. Nothing was sent.",
} as const;
