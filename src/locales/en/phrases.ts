/** *Breathe* and *What to say*: short, and sayable while somebody shouts (docs/features.md C1, C7). */
export const phrases = {
  "button.breathe": "Breathe",
  "button.say": "What to say",

  "breathe.1": "Feet flat.",
  "breathe.2": "In through the nose, count three.",
  "breathe.3": "Out slowly, count six.",
  "breathe.4": "Again, twice. Then speak.",

  "say.lead":
    "{channel, select, chat {Write: {sentence}} email {Write: {sentence}} other {Say: {sentence}}}",
  "say.with.any": "“Let’s get this sorted together. First, tell me all of it.”",
  "say.with.ANG": "“I see why you’re angry. Let’s sort it together, one step at a time.”",
  "say.with.ABU": "“I want to sort this out with you. Let’s stay with the problem.”",
  "say.with.THR": "“I hear you. Tell me what happened.”",
  "say.with.RSK": "“I’m glad you told me. I’m staying with you.”",
  "say.with.SAF": "“I’m staying with you. Where are you now?”",
  "say.with.VUL": "“Thank you for telling me. What would make this easier for you?”",
  "say.with.CMP": "“You want this put right. Let’s note it together, in your words.”",
  "say.with.AUT": "“I can’t decide this alone. Let’s see what I can do now.”",
  "say.with.LEG": "“I’ll note this exactly, so that the right team can answer you.”",
  "say.with.TEC": "“Let’s find it together. What do you see first?”",
  "say.with.LAN": "“Let’s take it slowly, one step at a time.”",
  "say.with.VIP": "“I see what this holds up for you. What comes first?”",
  "say.with.REP": "“I have what you told us before. Let’s see where it stands.”",
  "say.with.FRD":
    "{channel, select, chat {“I want to keep your account safe. I’ll write to the address we hold.”} email {“I want to keep your account safe. I’ll write to the address we hold.”} other {“I want to keep your account safe. I’ll call you back on the number we hold.”}}",
  "say.with.letDown": "“You counted on us. Let’s put this right together.”",
  "say.with.noTime": "“You’re short of time. Here’s the plan in one sentence.”",
  "say.with.worried": "“This would worry me too. Let’s take it step by step.”",
  "say.with.money": "“Thank you for telling me. Let’s see what can be done.”",
  "say.with.lost": "“Let me put that more simply. Ask me at any point.”",
  "say.with.passedAround": "“You’ve told this often enough. I have it now, and I stay with it.”",
  "say.with.heard": "“I want to get this right. Tell me all of it.”",

  "say.ask":
    "{channel, select, chat {Ask one at a time, and wait for each answer:} email {Ask all three in one e-mail:} other {Ask when they have finished, one at a time:}}",
  "say.ask.1": "“What happened just before it went wrong?”",
  "say.ask.2": "“What matters most to you right now?”",
  "say.ask.3": "“If I could fix one thing today, which would it be?”",

  "say.sorry.trouble":
    "{channel, select, chat {Sorry for the trouble, always fine: “I’m sorry for the time this takes you.”} email {Sorry for the trouble, always fine: “I’m sorry that you have had to write to us.”} other {Sorry for the trouble, always fine: “I’m sorry you’ve had to chase this.”}}",
  "say.sorry.fault":
    "{channel, select, chat {Sorry for our fault, only if you know: “We got that wrong. This is how we put it right.”} email {Sorry for our fault, only if you know: “We got that wrong, and I’m sorry. This is how we put it right.”} other {Sorry for our fault, only if you know: “We got that wrong. Here’s how we put it right.”}}",
  "say.sorry.checkFirst":
    "Sorry for our fault: check first. Ask your supervisor before you say it was our fault.",

  "say.thanks":
    "{channel, select, chat {To close: “Thank you for working through it with me. Next step: …, by ….”} email {To close: “Thank you for writing to us. Next step: …, by …. You’ll hear from me by then.”} other {To close: “Thank you for telling us. Next step: …, by ….”}}",

  "refused.noSuchCard": "There is no such card. Press What to say again.",
} as const;
