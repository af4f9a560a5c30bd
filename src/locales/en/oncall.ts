/** While the customer is on the line: the boundary and the hold (docs/features.md C3, C4). */
export const oncall = {
  "behaviour.swearing": "Swearing about the problem",
  "behaviour.insults": "Insults or shouting at you",
  "behaviour.threat": "Threat without detail",
  "behaviour.serious": "Sexual, hate or detailed threat",
  "behaviour.crisis": "In crisis, ill or confused",

  "button.boundary": "Boundary",
  "button.otherBehaviour": "Something else now",
  "button.endCall": "End the call",
  "button.hold": "On hold",
  "button.back": "Back",

  "boundary.ask": "What are they doing? One press is enough.",
  "boundary.listen": "This is about the problem, not about you. It needs no warning.",
  "boundary.warning": "Warning {number, number} at {time}.",
  "boundary.next": "If it happens again, press Boundary.",
  "boundary.last": "That was the last warning. If it happens again, you may end it.",
  "boundary.end": "You may end it now. Nobody has to allow it.",
  "boundary.notYourFault": "That was not OK and not your fault.",
  "boundary.detailed":
    "Does the threat name a place, a time or a way? Press Danger, and stay on if you are safe.",
  "boundary.inDanger": "Stay on if you are safe. If you cannot go on, you may end it.",
  "boundary.paused": "No warnings in a call like this. A supervisor decides with you.",
  "boundary.mayHarm": "May they harm themselves? Press Danger.",

  "boundary.step.warning": "Warning {number, number}: {behaviour}, {time}",
  "boundary.step.end": "The agent may end the call: {behaviour}, {time}",
  "boundary.step.paused": "No warnings, a supervisor decides: {behaviour}, {time}",

  "say.insults.first":
    "{channel, select, chat {Write: “I''m glad to help with this. I won''t reply to messages with insults. Tell me what you need and I''ll carry on.”} email {Write: “I''m glad to help with this. I won''t reply to messages with insults. Tell me what you need and I''ll carry on.”} other {Say: “I want to sort this out with you. I can''t do it while I''m being sworn at. Can we go on without that?”}}",
  "say.insults.again":
    "{channel, select, chat {Write: “I''ve asked once. I can''t help while messages hold insults. What do you need?”} email {Write: “I''ve asked once. I can''t help while messages hold insults. What do you need?”} other {Say: “I''ve asked once. I want to help, and I can''t while I''m being sworn at.”}}",
  "say.insults.last":
    "{channel, select, chat {Write: “If there are more insults I''ll end this chat, and you can reach us by e-mail.”} email {Write: “If there are more insults I''ll stop replying, and you can reach us by phone.”} other {Say: “{number, plural, =1 {I want to sort this out with you.} =2 {I''ve asked once.} other {I''ve asked before.}} If it happens again I''ll end this call, and you can reach us by e-mail.”}}",
  "say.threat.first":
    "{channel, select, chat {Write: “I take that as a threat. I can go on only without that.”} email {Write: “I take that as a threat. I can go on only without that.”} other {Say: “I take that as a threat. I can go on only without that.”}}",
  "say.threat.last":
    "{channel, select, chat {Write: “I take that as a threat. If you say it again, I end the chat and report it.”} email {Write: “I take that as a threat. If you say it again, I stop replying and report it.”} other {Say: “I take that as a threat. If you say it again, I end the call and report it.”}}",
  "say.end.insults":
    "{channel, select, chat {Write: “I''m ending the chat now because of the language. Your case stays open. You''ll hear from us by e-mail.”} email {Write: “I''ll stop replying now because of the language. Your case stays open. You''ll hear from us.”} other {Say: “I''m ending the call now because of the language. Your case stays open. You''ll hear from us by e-mail.”}}",
  "say.end.threat":
    "{channel, select, chat {Write: “I''m ending the chat now because of the threat. Your case stays open. You''ll hear from us by e-mail.”} email {Write: “I''ll stop replying now because of the threat. Your case stays open. You''ll hear from us.”} other {Say: “I''m ending the call now because of the threat. Your case stays open. You''ll hear from us by e-mail.”}}",
  "say.end.serious":
    "{channel, select, chat {Write: “That is not acceptable. I''m ending the chat.”} email {Write: “That is not acceptable. I''ll stop replying.”} other {Say: “That is not acceptable. I''m ending the call.”}}",

  "closed.withinPolicy": "Closed. You ended it within policy.",
  "closed.thenEnd": "Then end it. Do not wait for an answer.",
  "closed.neverAgainst": "It is logged as within policy. It never counts against you.",

  "hold.goBack":
    "{told, plural, =1 {45 seconds on hold. Go back now.} other {2 minutes on hold. Go back now.}}",
  "hold.since": "On hold since {time}.",
  "hold.say":
    "{channel, select, chat {Write} email {Write} other {Say}}: “I''m getting someone who can decide this. I''ll be back within a minute, even if just to tell you where we are.”",
  "hold.sayBack":
    "{channel, select, chat {Write} email {Write} other {Say}}: “Still working on it, thank you for waiting. Shall I keep you on or call you at a time you choose?”",

  "page.howWithinPolicy": "{person} ended the call, within policy.",
  "timeline.endedCall": "{person} ended the call within policy, {time}",
  "timeline.putOnHold": "{person} put the customer on hold, {time}",
  "timeline.toldToGoBack": "{person} was told to go back from the hold, {time}",
  "timeline.wentBack":
    "Off hold after {minutes, plural, =0 {} other {# min }}{seconds, number} s, {time}",

  "refused.noEndYet": "A warning comes first: press Boundary. Call ended is always there.",
  "refused.notOnHold": "Nobody is on hold. Nothing was changed.",
} as const;
