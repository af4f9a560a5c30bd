/** What is kept of a person, what others see of them, a copy, and its end. */
export const mydata = {
  "button.myData": "My data",
  "button.mySeen": "What others see of me",
  "button.myExport": "Copy my data",
  "button.myErase": "Erase…",
  "button.myEraseNow": "Erase now",
  "mydata.what":
    "We keep your name and desk from your company''s file, and your shift and break of now. We also keep your requests for help and who came, and your promises.",
  "mydata.checkins":
    "We keep check-in answers and hard calls for 90 days, under a key of your own. Handrail opens them for you only. No supervisor or lead can read them.",
  "mydata.never":
    "We never keep a score, rank or mood of yours, why you took a break, or a customer''s name.",
  "mydata.operatorCopied":
    "Who runs Handrail here copied your data: {when}. Your check-in answers are not in it.",
  "mydata.operatorErased": "Who runs Handrail here erased your data for you: {when}.",
  "mydata.confirm":
    "This erases your check-in answers and hard calls, with their key. It erases your wishes for talks, and whom you never meet. It erases what you wrote with requests that are over. The same goes for promises. It cannot be undone.",
  "mydata.erased": "Erased, with the key that opened it. We will not ask you anything more.",
  "mydata.form.seen.title": "What others see",
  "mydata.form.export.title": "A copy of my data",
  "mydata.form.back": "Back",
  "mydata.copy":
    "This is for you only, as JSON. Nothing of it was sent to the chat. Copy the parts one after the other.",
  "mydata.part": "Part {part, number} of {of, number}",
  "mydata.pages":
    "Your history has {count, number} pages. Each one is JSON by itself, for you only. Nothing of it was sent to the chat.",
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
  "seen.to.admins": "Who sets Handrail up",
  "seen.setup": "While they set up a team, or try whom a call would reach.",
  "seen.setupVersion": "Who changed the settings, and when.",
  "seen.to.heads": "Heads of support",
  "seen.to.besideThem": "Who is asked for help beside you",
  "seen.to.partner": "Who talks with you",
  "seen.to.callers": "Who asks for help",
  "seen.to.promisers": "Who makes promised calls with you",
  "seen.to.swappers": "Who swaps shifts with you",
  "seen.to.seekers": "Who asks for a person to contact them",
  "seen.to.colleagues": "All colleagues",
  "seen.onShift": "On their board, while you are on shift, so they know who is there.",
  "seen.onNow":
    "On the page Now, while you are on shift, away or ask for help, so no one is left alone.",
  "seen.onScreen":
    "On the screen in a room, where your team has one. Only your first name is there.",
  "seen.onPeople": "On the page People: when you work this week, so they can plan.",
  "seen.inSetUp": "On the page Set-up: which teams you are in.",
  "seen.onRequests":
    "In the list of requests of your team, for 30 days, to see what happened when.",
  "seen.madeScreen":
    "On the page Now, when you made a link for a screen, so they know whose it is.",
  "seen.asks":
    "On their board and on cards, while your request is open, so nobody has to wait.",
  "seen.away":
    "On their board and on cards, while you go on a break or are in one, because they plan cover. They never read why.",
  "seen.waits":
    "On their board and on cards, while you wait for a break, so they can make room. They never read why.",
  "seen.page":
    "On a card, when you ask for help, so they can come. It has your team, desk and extension.",
  "seen.list":
    "On their home page and on cards, while your request is open, so anyone can take it.",
  "seen.timeline": "In the timeline of your request, if they open it, to see what happened when.",
  "seen.handover": "On the card of who has your request, to say back what they know.",
  "seen.inHandover": "On the card and in the note of a request that you helped with before.",
  "seen.inNote": "In the note of their request, that you came or answered, and when.",
  "seen.words":
    "What you wrote with a request, if they open it, so you need not say it twice. It is kept for 30 days.",
  "seen.thanks": "On a card, when you thank them, so they know. It comes once.",
  "seen.thanked": "On their own card, so they can thank you, and read that they did.",
  "seen.cause": "On a card, when you take on a cause, so the other heads know who has it.",
  "seen.coverElsewhere":
    "On a card, where you share calls with their team, so someone can make room. Also when nobody of your team is there.",
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
    "If you have one of these roles, your name is on their page like this one. It is how they know who reads what.",
  "seen.asked":
    "On a card, when you are asked, so they know who may come. It also says when messages do not reach you, or when you paused them.",
  "seen.taken":
    "On a card, when you take it, so they know help is near. It has your extension. Also if you had to give it back.",
  "seen.came":
    "In the timeline, if they open it, so nobody has to guess. It says when you were asked, took it, passed it on or were late.",
  "seen.holds": "On a card, on their page or board, so they know that they can stop.",
  "seen.give":
    "In the timeline. Also in the list of people to give a request to, so others can help.",
  "seen.promiseBoard":
    "On their board, or as their shift begins, when you hold a promise to a customer. It says when, and not what.",
  "seen.promiseLate":
    "On a card, once a call that you promised is ten minutes late. They can then open its words.",
  "seen.promise":
    "On a card, when a promise goes from one of you to the other. Your name is also in the list to give one to.",
  "seen.swaps":
    "On a card, when you swap a shift, give your place, or change a shift of theirs. Your name is also in the list to swap with.",
  "seen.shift":
    "On a card, when somebody works in your place, or your shift is changed. Your name is also in the list to change. Never why.",
  "seen.changes": "In the list of people whose shift they can change for a day.",
  "seen.changedBy": "On a card, when you change a shift of somebody in their team.",
  "seen.madeRoom": "On a card, when you make room for a break, so nobody does it twice.",
  "seen.asksYou": "On a card, when you are asked and when you say yes, so they know who comes.",
  "seen.afterTalk": "After a talk that was too much, so they know whom to turn to.",
  "seen.contactTaken": "On a card, when you say that you will do it, so nobody does it twice.",
  "seen.onPeopleSwaps": "On the page People: what shifts you swap or ask for, never why.",
  "seen.keyOnPage": "On the page of keys: which ones you made.",
  "seen.keyMade": "When you gave another program a key, and what it may do.",
  "seen.exported": "When you exported figures that they are part of.",
  "seen.leads":
    "Numbers of groups in which five or more answered. Never your name, and no answer of yours.",
} as const;
