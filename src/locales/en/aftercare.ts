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
  "button.easingFollow": "Yes, ask me",
  "button.easingStop": "Don''t ask again",

  "care.title": "One question, if you like. Three seconds.",
  "care.whoSees": "Only you see this. It is part of no trend.",
  "care.why": "You can skip it. Nobody is told.",
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
  "care.offer": "What would help? Or just carry on. You choose.",
  "care.follow":
    "If you like, we ask one question on days 1, 3 and 28: is it easing? Only on shift.",
  "care.offerTitle": "We can ask you how it is, on later days.",
  "care.offerWhy": "Both answers are fine. Nobody is told.",
  "care.declined": "All right. We will not ask.",
  "care.followed":
    "We ask on days 1, 3 and 28 after that call, when you are on shift. You can stop it each time.",
  "care.easingEnded": "We will not ask again.",
  "care.professional":
    "It is still hard. People who are trained for this can help: the health service at work, or your own doctor.",
} as const;
