/** Shifts, the home page and help. */
export const people = {
  "shift.on": "You are on shift until {time}.",
  "shift.off": "You are off shift. Nobody will ask you.",
  "shift.usage": "Say shift on or shift off.",
  "button.shiftOn": "Come on shift",
  "button.shiftOff": "Go off shift",
  "button.onCall": "On a call",
  "button.offCall": "Off the call",
  "presence.onCall": "You are on a call: asked last, except for danger.",
  "presence.offCall": "You are free to be asked.",
  "account.title": "About your account",
  "account.claimed": "Another account has your address. Its name is {name}.",
  "account.claimedWhat":
    "If it is yours, it can do here what you can. If not, tell the people who run your workspace.",
  "account.bound": "{name} is your account too.",
  "account.refused": "{name} is not you, and can do nothing here.",
  "account.unbound":
    "Your place here belongs to another account now. If that is wrong, ask the people who set Handrail up.",
  "account.closed": "This was answered already.",
  "account.notYours": "This is not for you.",
  "button.accountMine": "That's me",
  "button.accountNotMine": "Not me",
  "home.you": "You",
  "home.onShift": "You are on shift.",
  "home.offShift": "You are off shift.",
  "home.onCall": "You are on a call.",
  "help.title": "When a call is hard, ask. Nobody asks why first.",
  "help.words": "Type {slash}escalate at any time. One gesture is enough.",
  "help.debrief": "Type {slash}debrief to talk a hard call through with somebody.",
  "help.checkin":
    "Type {slash}checkin to check in with yourself. Only you can open what you answer.",
  "help.shift": "Type {slash}shift on or {slash}shift off when your hours differ.",
} as const;
