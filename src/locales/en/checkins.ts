/** Check-ins, who helps, and what is kept of a person. */
export const checkins = {
  "button.checkIn": "Check in",
  "button.checkInSkip": "Skip",
  "button.checkInFewer": "Fewer",
  "button.keepTime": "Keep this time",
  "button.chooseTime": "Choose a time",
  "button.noThanks": "No thanks",
  "button.checkInStop": "Stop asking",
  "button.contactMe": "Ask a person to contact me now",
  "button.offerBreak": "20 min break",
  "button.offerIdeas": "Ideas for a pause",

  "checkin.inviteTitle": "Would you like a check-in, at a time of yours?",
  "checkin.invite":
    "Twenty seconds: four taps about your work, words only if you like. {day} at {time}, your time, and only on shift.",
  "checkin.inviteWhy":
    "Nothing comes unless you keep or choose a time. Your supervisor does not see which.",
  "checkin.promptTitle": "A check-in, if you like. Twenty seconds.",
  "checkin.promptWhy":
    "You get this because you chose this time. Type {slash}checkin to change it.",
  "checkin.promptWhyRarer":
    "You get this every {every, plural, one {time} other {#th time}}. Type {slash}checkin to change it.",
  "checkin.whoSees":
    "Your own answers are shown only to you. Others see shares for groups of five or more.",
  "checkin.recorded": "If your screen is recorded, so is this.",

  "checkin.form.title": "Check-in",
  "checkin.form.submit": "Save",
  "checkin.form.energy": "How full is your battery this week?",
  "checkin.form.strain": "How heavily did calls weigh on you?",
  "checkin.form.help": "When you wanted help, was it there?",
  "checkin.form.turn": "This week",
  "checkin.form.note": "Anything else, in your words?",
  "checkin.noteHint":
    "Nobody else reads this. It is not watched either: to reach a person, call or press the button.",
  "checkin.energy.1": "1 – empty",
  "checkin.energy.2": "2",
  "checkin.energy.3": "3",
  "checkin.energy.4": "4",
  "checkin.energy.5": "5 – full",
  "checkin.strain.1": "1 – not at all",
  "checkin.strain.2": "2",
  "checkin.strain.3": "3",
  "checkin.strain.4": "4",
  "checkin.strain.5": "5 – very",
  "checkin.help.always": "always",
  "checkin.help.mostly": "mostly",
  "checkin.help.sometimes": "sometimes",
  "checkin.help.rarely": "rarely",
  "checkin.help.not-needed": "didn''t need it",
  "checkin.turn.q0": "I could switch off after work.",
  "checkin.turn.q1": "I had a say in how I handled calls.",
  "checkin.turn.q2": "I could take a break when I needed one.",
  "checkin.turn.q3": "Someone noticed good work.",
  "checkin.turn.q4": "I helped someone in a way that mattered.",
  "checkin.turn.q5": "I''d feel OK ending an abusive call.",
  "checkin.turn.yes": "yes",
  "checkin.turn.partly": "partly",
  "checkin.turn.no": "no",
  "checkin.nothing": "Answer one at least, or close this.",

  "checkin.form.when.title": "Choose a time",
  "checkin.form.keep": "Keep it",
  "checkin.form.day": "Which day?",
  "checkin.form.time": "At what time?",
  "checkin.ownTime": "In your own time: {zone}.",
  "checkin.weekdays": "Monday to Friday",
  "checkin.day.1": "Monday",
  "checkin.day.2": "Tuesday",
  "checkin.day.3": "Wednesday",
  "checkin.day.4": "Thursday",
  "checkin.day.5": "Friday",
  "checkin.day.6": "Saturday",
  "checkin.day.7": "Sunday",

  "checkin.kept": "Kept.",
  "checkin.chosen": "Kept, at your time.",
  "checkin.next": "Next: {day} at {time}.",
  "checkin.stopped": "Nothing will come. Type {slash}checkin whenever you like.",
  "checkin.skipped": "Skipped. Nobody sees that.",
  "checkin.rarer": "Half as often from now on.",
  "checkin.rarest": "It comes as rarely as it can already. You can stop it.",
  "checkin.saved": "Saved. Shown only to you.",
  "checkin.ready": "A check-in takes twenty seconds.",
  "checkin.off": "Check-ins are not switched on for your team.",
  "checkin.over": "This one is over.",
  "checkin.invitationOver": "Type {slash}checkin whenever you like.",
  "checkin.is.answered": "Done, thank you.",
  "checkin.is.skipped": "Skipped.",
  "checkin.is.passed": "This one has passed.",

  "checkin.offerToday":
    "Rough week. Want anything? A break, a person, or an idea for a pause: your call.",
  "checkin.offerLasting":
    "This has lasted a bit. Occupational health or your own doctor can help with that too.",
  "checkin.ideas5":
    "5 min: breathe out twice as long as in, ten times. Or cold water and a look out of a window.",
  "checkin.ideas10":
    "10 min: a slow walk without the phone, or tea with someone, not about the call.",
  "checkin.ideas20":
    "20 min: a quiet room with your feet up, or a slow walk outside and then water.",
  "crisis.title": "You wrote something that matters. Please talk to someone now.",
  "crisis.person":
    "Or press below: a named person here contacts you. They read that you asked, not what you wrote.",

  "button.contactTake": "I''ll contact {person}",
  "button.contactPass": "I can''t now",
  "button.contactNotNow": "Not needed any more",
  "contact.asking": "Asking somebody to contact you.",
  "contact.askingWhom":
    "Asked {person} to contact you. If they cannot, the next person is asked within three minutes.",
  "contact.comes": "{person} will contact you.",
  "contact.noAnswer": "Nobody has answered yet. They are asked again; please call now.",
  "contact.nobody": "Nobody could be reached. Please call now.",
  "contact.dutyPhone": "Somebody here, by phone: {phone}.",
  "contact.withdrawn": "Nobody will contact you now. You can ask again at any time.",
  "contact.over": "This is over.",
  "contact.taken": "{person} knows that you will contact them. Please do it now.",
  "contact.passed": "The next person is asked now.",
  "contact.page": "{person} asks to be contacted now.",
  "contact.pageSummary": "A colleague asks for you now.",
  "contact.summary": "News of what you asked for.",
  "checkin.summary": "Something for you, when you have a moment.",
  "contact.pageHow":
    "Asked at {time}. They gave no reason here, and need none. A call or a quiet word, now.",
  "contact.pageMine": "You will contact {person}. Please do it now.",
  "contact.pageTaken": "{holder} has it.",
  "contact.pageOver": "Not needed any more.",

  "button.myData": "My data",
  "button.mySeen": "What others see of me",
  "button.myExport": "A copy of it",
  "button.myErase": "Erase…",
  "button.myEraseNow": "Erase now",
  "mydata.what":
    "Kept of you: your name and desk from your company''s file, your shift and break of now, requests for help and who came.",
  "mydata.checkins":
    "Check-in answers and hard calls: 90 days, under a key of your own. Handrail opens them for nobody else: no supervisor, no lead.",
  "mydata.never":
    "Never kept: a score, a rank or a mood of yours, why you took a break, a customer''s name.",
  "mydata.confirm":
    "Erases your check-in answers and hard calls with their key, your wishes for talking things through (whom you never meet, too), and words you wrote with requests that are over. It cannot be undone.",
  "mydata.erased": "Erased, with the key that opened it. Nothing more will be asked of you.",
  "mydata.form.seen.title": "What others see",
  "mydata.form.export.title": "A copy of my data",
  "mydata.form.back": "Back",
  "mydata.sees": "{person} sees of you now:",
  "mydata.seesNothing": "Nothing.",
  "mydata.copy":
    "JSON, for you only: nothing of it was sent to the chat. Copy the parts one after another.",
  "mydata.part": "Part {part, number} of {of, number}",
  "mydata.pages":
    "A long history: {count, number} pages. Each is JSON by itself, for you only: nothing of it was sent to the chat.",
  "button.myPage": "Page {page, number}",
  "button.myLaterPages": "Later pages",

  "checkin.home": "Check-ins",
  "checkin.homeNext": "Next: {day} at {time}, your time.",
  "checkin.homeNone": "None planned. You can check in at any time.",
  "button.startThought": "A thought at shift start",
  "button.noStartThought": "No thought at start",
  "checkin.startTitle": "Fifteen seconds before you start.",
  "checkin.startThought":
    "Think of one customer you helped recently. What might today''s first callers be juggling?",
  "checkin.startWhy":
    "You get this because you asked for it, as your shift begins. Nothing is asked back.",
  "checkin.start":
    "It comes as your shift begins, by your team''s hours or when you say so: once a shift.",
  "checkin.noStart": "It will not come any more.",
} as const;
