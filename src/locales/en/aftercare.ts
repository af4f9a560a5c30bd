/**
 * The one question after a hard call, and whether it is easing (docs/features.md A3). Cards say of
 * neither what it is about.
 */
export const aftercare = {
  "button.careAnswer": "Answer",
  "button.careBreak20": "20 min",
  "button.careBreak10": "10 min",
  "button.careBreak5": "5 min",
  "button.careTalk": "Talk to someone",
  "button.easingFollow": "Ask me on those days",
  "button.easingStop": "Don''t ask again",

  "care.title": "One question, if you like. Three seconds.",
  "care.whoSees": "Only you see this. It is part of no trend.",
  "care.why": "Skip it if you like: nobody hears of that.",
  "care.form.title": "One question",
  "care.form.now": "How are you right now?",
  "care.now.steady": "Steady",
  "care.now.wobbly": "Wobbly",
  "care.now.shaken": "Shaken",
  "care.form.easing": "That call on {day}: is it easing?",
  "care.form.easing28": "That call four weeks ago: is it easing?",
  "care.easing.yes": "Yes",
  "care.easing.same": "Same",
  "care.easing.harder": "Harder",
  "care.offer": "What would help? Or carry on: your call.",
  "care.follow": "If you like, one question on days 1, 3 and 28: is it easing? Only on shift.",
  "care.followed":
    "I ask on days 1, 3 and 28 after that call, when you are on shift. You can stop it each time.",
  "care.easingEnded": "I won''t ask again.",
  "care.professional":
    "It is not easing as it might. Somebody trained for this can help: occupational health or your own doctor.",
} as const;
