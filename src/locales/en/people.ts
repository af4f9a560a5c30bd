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
