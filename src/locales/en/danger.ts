/** A danger's two people, the customer's country, and how it ended (docs/features.md C5, E10). */
export const danger = {
  "button.country": "Customer''s country",
  "button.listening": "Listening",
  "button.coaching": "Coaching",
  "button.joining": "Joining",

  "point.place": "Place known",
  "point.near": "Asked who''s there",
  "point.words": "Words noted",
  "point.asked": "Details asked",
  "point.voice": "Voice noted",
  "point.called": "Help called",
  "point.told": "Told them where",
  "point.offered": "Help line offered",

  "toDo.place": "Where are they? Look in the account, or let the agent ask.",
  "toDo.near": "Are they safe right now? Who is with them?",
  "toDo.words": "Write down their exact words, with the time.",
  "toDo.asked": "Where, when, what and why? Note what they say.",
  "toDo.voice": "Note the voice, and what you hear behind it.",
  "toDo.called":
    "{from, select, threat {Call the police from another phone.} other {Danger right now? Call for help, even if they do not agree.}}",
  "toDo.told": "Tell them where it is. Share only what they need.",
  "toDo.offered": "No danger right now? Offer a help line, and agree on a call-back.",

  "danger.checked": "✓ {point}, {time}.",
  "danger.also.RSK": "Silence is fine. Do not promise to keep it secret.",
  "danger.also.THR": "Stay on the line, even after they are gone. No hold.",

  "page.emergencyBoth": "Where {person} and the customer are, call {number}.",
  "page.emergencyThere":
    "{where, select, known {Where the customer is, in {country}: call {number}.} other {Where the customer is, {number} works in most places.}}",
  "page.fromElsewhere":
    "Each number works in its own country. From elsewhere call your own, and ask to be put through.",
  "page.helpLine": "Help line in {country}: {name}, {number}.",
  "page.manner":
    "{manner, select, listening {You are listening in.} coaching {You are coaching {person}.} other {You are joining {person}.}}",
  "page.outcomeDanger": "How did it end? {person} reads what you press.",

  "receipt.abroad":
    "The customer is in {where, select, known {{country}} other {another country}}. The number here is for where you are.",
  "receipt.manner":
    "{holder} is {manner, select, listening {listening in} coaching {coaching you} other {joining you}}.",
  "hold.inDanger": "Go back as soon as you can, so that nobody is alone.",
  "boundary.inThreat": "Nobody is warned in a danger. Stay on if you are safe.",

  "boundary.step.said": "{behaviour}, {time}",

  "country.form.title": "Customer''s country",
  "country.form.submit": "Save",
  "country.intro": "The number to call is that of the country where they are.",
  "country.where": "Where is the customer?",
  "country.option": "{where, select, known {{country}: {number}} other {Another country}}",
  "country.pick": "Choose a country.",

  "outcome.safe": "They are safe",
  "outcome.helped": "Help is there",
  "outcome.unhurt": "Nobody was hurt",
  "outcome.personally": "Tell in person",
  "outcome.unknown": "Not known yet",
  "closed.ended":
    "{outcome, select, safe {{holder} says they are safe now. Thank you for staying on.} helped {{holder} says help is with them now. Thank you for staying on.} unhurt {{holder} says nobody was hurt. It was right to call.} personally {{holder} will tell you in person how it ended.} other {{holder} does not know yet how it ended. You will read it here.}}",

  "timeline.stoppedCalling": "{person} cannot go on calling for help, {time}",
  "timeline.checked": "{person}: {point}, {time}",
  "timeline.customerIn":
    "{person} said where the call is from: {where, select, known {{country}} other {abroad}}, {time}",

  "refused.noPart": "Someone else has this part. Nothing was changed.",
  "refused.noSuchPoint": "There is no such point. Nothing was changed.",
  "refused.noSuchCountry": "We do not know that country. Nothing was changed.",
  "refused.checked": "That is noted already. Nothing was changed.",
} as const;
