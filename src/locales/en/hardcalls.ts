/**
 * *My hard calls* and the team poll (docs/features.md K9). Kinds of calls, never people.
 */
export const hardcalls = {
  "button.hardCalls": "My hard calls",
  "button.myCards": "My cards",
  "button.moreCards": "More cards",
  "button.hardForget": "Forget it",
  "button.teamPoll": "Team poll",
  "button.pollTake": "Take it now",

  "hard.home":
    "Which calls cost you most? One minute, only for you: your cards come in that order.",
  "hard.homePicked": "Your cards come in your order. Only you see what you picked.",
  "hard.form.title": "My hard calls",
  "hard.whoSees":
    "Only you see this. Your team sees the three most picked, if five or more picked.",
  "hard.form.kind": "Which calls cost you most? Up to three.",
  "hard.form.kindToo": "Another one?",
  "hard.form.why": "What might be going on for them?",
  "hard.form.help": "What helps you? Up to three.",
  "hard.form.helpToo": "Another one?",
  "hard.saved": "Saved. Your cards are in your order now.",
  "hard.forgotten": "Forgotten. Your cards are in the usual order again.",
  "poll.home": "Which calls cost your team most? Pick, then look together.",

  "hard.kind.loud": "loud",
  "hard.kind.swearing": "swearing",
  "hard.kind.silence": "cold silence",
  "hard.kind.persistent": "never gives up",
  "hard.kind.condescending": "talks down to me",
  "hard.kind.crying": "crying",
  "hard.kind.interrupting": "won''t let me speak",
  "hard.kind.hurried": "in a hurry",
  "hard.kind.unclear": "hard to understand each other",
  "hard.kind.complaint": "threatens to complain",
  "hard.kind.personal": "personal remarks",
  "hard.kind.other": "other",
  "hard.help.breath": "One slow breath before I answer",
  "hard.help.water": "A sip of water",
  "hard.help.stand": "Standing up",
  "hard.help.words": "A sentence ready to say",
  "hard.help.colleague": "A colleague nearby",
  "hard.help.minute": "A minute after the call",
  "hard.help.ending": "Knowing that I may end it",
  "hard.help.note": "Writing it down, and done",

  "poll.how":
    "Take fifteen minutes together. Each of you picks, if you like. Then one of you takes the picture. It stays the same for the rest of these four weeks.",
  "poll.takeOf": "Take it: {team}",
  "poll.nothing": "Nothing to show yet.",
  "poll.title":
    "{team}, {date, date, ::dMMMM}: what costs most. A new picture can be taken from {next, date, ::dMMMM}.",
  "poll.row": "{kind}: {span}",
  "poll.level": "No kind of call stands out.",
  "poll.talk1": "What surprised us?",
  "poll.talk2": "Which of these are just people who say what they want?",
  "poll.talk3": "How can we help each other?",
} as const;
