/** What is kept of a person, what others see of them, a copy, and its end. */
export const mydata = {
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
  "mydata.copy":
    "JSON, for you only: nothing of it was sent to the chat. Copy the parts one after another.",
  "mydata.part": "Part {part, number} of {of, number}",
  "mydata.pages":
    "A long history: {count, number} pages. Each is JSON by itself, for you only: nothing of it was sent to the chat.",
  "button.myPage": "Page {page, number}",
  "button.myLaterPages": "Later pages",

  "seen.intro":
    "Each place where others read your name, who they are, and why. In quotes: their words.",
  "seen.quote": "“{words}”",
  "seen.notified": "{row} The notification names you too.",
  "seen.people": "Today: {people}{more, plural, =0 {} other { and # more}}.",
  "seen.to.team": "Who runs your team: {teams}",
  "seen.to.helpers": "Who may be asked to help you",
  "seen.to.desk": "The real-time desk",
  "seen.to.contacts": "Named contacts",
  "seen.to.leads": "Wellbeing leads",
  "seen.to.besideThem": "Who is asked for help beside you",
  "seen.to.partner": "Who talks with you",
  "seen.to.callers": "Who asks for help",
  "seen.to.seekers": "Who asks for a person to contact them",
  "seen.to.colleagues": "All colleagues",
  "seen.onShift": "On their board, while you are on shift, so they know who is there.",
  "seen.asks": "On their board, while your call for help is open, so nobody is left waiting.",
  "seen.away":
    "On their board and a card, while you go on a break or are in one, because they plan cover. They never read why.",
  "seen.waits":
    "On their board and a card, while you wait for a break, so they can make room. They never read why.",
  "seen.page":
    "On a card, when you call for help, so they can come. It has your team, desk and extension.",
  "seen.list": "On their home page, while your call for help is open, so anyone can take it.",
  "seen.timeline":
    "In the timeline of your call for help, if they open it, to see what happened when.",
  "seen.words":
    "What you wrote with a call for help, if they open it, so you need not say it twice. It is kept for 30 days.",
  "seen.coverElsewhere":
    "On a card, where you share calls with their team, or nobody of your team is there, so somebody can make room.",
  "seen.desk":
    "On a card, for every break alike, so no calls are planned for you. They never read why.",
  "seen.contact":
    "On a card, when you ask for a person, so they can contact you. They read no reason. The notification has no name.",
  "seen.talk":
    "On a card, on their page, or in a chat for the two of you, after their yes. It says where to find you.",
  "seen.round": "On a card, if you joined regular rounds and are drawn together, so you can meet.",
  "seen.wishes":
    "Your name is in the list from which they choose whom to talk with, or not. Only they see what they choose.",
  "seen.theirs":
    "Your name is in their page like this one, if you have one of these roles, so they know who reads what.",
  "seen.asked":
    "On a card, when you are asked, so they know who may come. Also if you paused notifications or cannot be reached.",
  "seen.taken":
    "On a card, when you take it, so they know help is near. It has your extension. Also if you had to give it back.",
  "seen.came":
    "In the timeline, if they open it: when you were asked, took it, passed on or were late, so nobody has to guess.",
  "seen.holds": "On a card, on their page or board, so they know that they can stop.",
  "seen.give":
    "In the timeline, and in the list of whom to give a call to, so a call can change hands.",
  "seen.madeRoom": "On a card, when you make room for a break, so nobody does it twice.",
  "seen.asksYou": "On a card, when you are asked and when you say yes, so they know who comes.",
  "seen.afterTalk": "After a talk that was too much, so they know whom to turn to.",
  "seen.contactTaken": "On a card, when you say that you will do it, so you are not two.",
  "seen.leads":
    "Numbers of groups in which five or more answered. Never your name, and no answer of yours.",
} as const;
