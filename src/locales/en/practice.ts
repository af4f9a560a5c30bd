/** A call for help with a pretend supervisor, and one for a colleague (docs/features.md E15). */
export const practice = {
  "button.practise": "Practise",
  "button.endPractice": "End practice",

  "practice.supervisor": "Alex (pretend)",
  "practice.title": "Practice: {title}",
  "practice.note":
    "Only practice: nobody is called. For real help press Get help now, or type {slash}escalate.",
  "practice.over": "It is over.",
  "practice.counted": "Nobody was called, and nothing was counted.",
  "practice.real": "On a real call press Get help now, or type {slash}escalate.",
  "practice.inEarnest": "You asked for real help. Your request is in its own message.",
  "practice.new": "New here? Try it once with a pretend supervisor. Nobody is called.",
  "practice.row": "Practise a call for help. Nobody is called.",
  "practice.running": "You practise until {time} at most. Get help now is real.",
  "practice.inRequest": "You ask for real help just now. Practise when that is over.",
  "practice.already": "You practise already, in the newest message.",
  "practice.noDanger": "Nobody was called. If this is real, press Get help now, and then Danger.",

  "button.forColleague": "For a colleague",
  "button.showWritten": "Show the words",
  "home.forColleague": "A colleague has a hard call? Ask for help for them.",
  "raise.title": "Help for a colleague",
  "raise.submit": "Ask for help",
  "raise.intro": "Their supervisors are asked at once. Your colleague reads that it was you.",
  "raise.for": "Who needs help?",
  "raise.pick": "Choose a colleague.",
  "raise.nobody": "There is no colleague here to ask for.",
  "raise.sent": "Sent for {person}. Supervisors are asked now.",
  "raise.reads": "Your colleague reads that it was you.",
  "raise.already": "They have asked already, and supervisors know.",
  "raise.unknown": "You named nobody of your teams. So help is asked for you.",
  "receipt.raised": "{by} asked for you.",
  "receipt.raisedMayEnd": "{by} asked for you. All fine? Press Don''t need help.",
  "fact.askedBy": "Asked by",
  "fact.raiser": "{by}, for {person}",
  "timeline.raised": "{by} asked for help for {agent}, {time}",

  "seen.forColleague":
    "In the list of people to ask help for, for those of your teams. Also when they asked for you.",
  "seen.raised": "On a card, when you ask for help for them, so they know who it was.",
  "seen.raiser": "On a card and in the timeline, when you ask for help for someone else.",
} as const;
