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
} as const;
