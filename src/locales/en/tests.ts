/** Test it now: a page to a supervisor who agreed (docs/features.md P2). */
export const tests = {
  "button.testNow": "Test it now",
  "button.testYes": "Yes, test me",
  "button.testNo": "Not now",
  "label.takeTest": "Acknowledge the test",

  "test.form": "Test it now",
  "test.formAsk": "Ask for a test",
  "test.formIntro": "We ask them first. Nothing else is sent before they say yes.",
  "test.formWho": "Supervisor",
  "test.nobody": "There is no supervisor to test yet. Add one to a team, and press Check set-up.",

  "test.asks": "{person} would like to send you a test of Handrail",
  "test.asksWhat": "You get one message, as in a real call for help. Nobody needs help.",
  "test.asksFirst": "It comes only if you press Yes, test me. You can until {time}.",
  "test.page": "Test: a call for help",
  "test.pageSummary": "Test: press I''ve got it. Nobody needs help.",
  "test.pageOnly": "This is only a test. Nobody needs help.",
  "test.pagePress": "Press I''ve got it, as you would in a real call.",
  "test.who": "{person} asked for it.",
  "test.mine": "Test: you took it after {seconds, plural, one {# second} other {# seconds}}",
  "test.counted": "It was only a test, and nothing was counted.",
  "test.reads": "{person} reads how long it took.",
  "test.mineNo": "Test: not now",
  "test.mineNothing": "Nothing is sent to you.",
  "test.mineOver": "Test: it is over",

  "test.waits": "You asked {person} for a test",
  "test.waitsYes": "Nothing else is sent before they say yes. They can until {time}.",
  "test.sent": "{person} said yes, and the test is on its way",
  "test.sentWaits":
    "They have {seconds, plural, one {# second} other {# seconds}}. We tell you how it went.",
  "test.taken":
    "{person} took the test after {seconds, plural, one {# second} other {# seconds}}, on {platform}",
  "test.missed": "Nobody took the test",
  "test.missedAfter":
    "{person} had {seconds, plural, one {# second} other {# seconds}}. Ask if the test is in their chat.",
  "test.missedThere": "If it is, they can turn on the notifications of Handrail.",
  "test.missedGone": "If it is not, press Check set-up.",
  "test.declined": "{person} said not now",
  "test.nothingSent": "Nothing else was sent.",
  "test.declinedNow": "Test somebody else, or ask them again in an hour.",
  "test.unanswered": "{person} did not answer",
  "test.unansweredNow": "Ask them if our message came, and test it again.",
  "test.unreachable": "Our messages do not reach {person}",
  "test.unreachableNow":
    "Ask them to open Handrail in their chat and write hi. Then test it again.",

  "test.answer.asked": "Asked. You read in the chat what they say.",
  "test.answer.agreed": "Thank you. The test comes now.",
  "test.answer.taken": "Thank you. That was the test.",
  "test.refused.nobody": "They run no team, or we cannot write to them. Choose somebody else.",
  "test.refused.goingOn": "A test of them goes on already. Wait until it is over.",
  "test.refused.declined": "They said not now. Choose somebody else, or ask again in an hour.",
  "test.refused.notYours": "This test is for somebody else.",
  "test.refused.over": "This test is over. Nobody needs help.",

  "seen.testedBy": "On a card, when you ask to send them a test, so they know who it was.",
  "seen.tested":
    "On a card, when they test Handrail with you: what you said, and how long it took.",
} as const;
