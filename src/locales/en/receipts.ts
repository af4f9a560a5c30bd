/** The agent's own message, while it runs and when it is over: read in the worst minute. */
export const receipts = {
  "receipt.asking": "Asking {people}.",
  "receipt.askingDanger": "Danger. Calling everyone: {people}.",
  "receipt.emergency": "Is someone hurt or in danger now? Call {number} from another phone.",
  "receipt.since":
    "You asked at {time}.{round, plural, =1 {} =2 { This is the second round.} =3 { This is the third round.} other { This is round {round, number}.}}",
  "receipt.nextPeople":
    "{people} {count, plural, one {is} other {are}} asked {when, select, soon {within a minute} other {at {time}}}.",
  "receipt.nextTeam":
    "Then we ask the supervisors of your team, {when, select, soon {within a minute} other {at {time}}}.",
  "receipt.nextEveryone":
    "Then we ask the supervisors of all teams, {when, select, soon {within a minute} other {at {time}}}.",
  "receipt.nextDanger":
    "Everyone is asked again {when, select, soon {within a minute} other {at {time}}}.",
  "receipt.last":
    "{count, plural, =0 {We look again} other {If nobody takes it, we tell you here}} {when, select, soon {within a minute} other {at {time}}}.",
  "receipt.people": "{count, plural, one {# person} other {# people}}",
  "receipt.nobodyThere": "Nobody is on shift right now.",
  "receipt.nobodyReached": "Nobody on shift can be reached by message.",
  "receipt.taken": "{holder} has it.",
  "receipt.takenLine": "You asked at {asked}. {holder} took it at {taken} and is on the way.",
  "receipt.takenExtension": "{holder} is on extension {extension}.",
  "receipt.joinBy": "If {holder} is not there by {time}, we ask others.",
  "receipt.joinNow": "If {holder} is not there within a minute, we ask others.",
  "receipt.lostTaker": "{holder} can''t come after all. Asking {people} now.",
  "receipt.lateTaker": "{holder} is not there yet. Asking {people} now.",
  "receipt.with": "{holder} is with you.",
  "receipt.someoneWith": "Someone is with you.",
  "receipt.withSince": "You asked at {asked}. {holder} came at {came}.",
  "receipt.someoneSince": "You asked at {asked}. Someone came at {came}.",
  "receipt.noAnswer": "No answer.",
  "receipt.noAnswerAdvice":
    "If you are being abused, you may end the call. Otherwise promise a call-back.",
  "receipt.noAnswerPhone": "Or call {phone}.",
  "receipt.weAsked":
    "From {from} to {until} we asked {people}. Nobody could come. That is our fault, not yours.",
  "receipt.noAnswerStill": "Someone may still come. You can ask again at any time.",
  "receipt.overtaken": "Nobody was asked after {time}.",
  "receipt.overtakenTaken": "{holder} had it. Nobody else was asked after {time}.",
  "receipt.overtakenAdvice":
    "Handrail was not running. That is our fault, not yours. If you still need someone, ask again.",
  "receipt.overtakenStill": "Someone may still come.",
  "receipt.dangerNobody": "Nobody yet. Stay on if you are safe.",
  "receipt.dangerNobodyCall": "Call {number} from another phone. We keep trying.",
  "receipt.dangerSent": "Danger was sent.",
  "receipt.dangerSentAsking": "Danger was sent. Asking {people} to call for help.",
  "receipt.unreachable": "Our messages do not reach {people}.",
  "receipt.heldBack": "{people} will be asked next. Their notifications are paused.",
  "receipt.breathe": "Breathe out slowly. Low voice. Facts only.",
  "receipt.hold": "You can say: “I''m getting someone who can decide this. One minute.”",
  "receipt.sought": "Asking {people} too.",
  "receipt.caller": "{caller} calls for help. Emergency number where you are: {number}.",
  "receipt.closed": "Closed {time}.",
  "closed.came":
    "Closed. {holder} came{minutes, plural, =-1 {} =0 { within a minute} one { after # minute} other { after # minutes}}.",
  "closed.someoneCame":
    "Closed. Someone came{minutes, plural, =-1 {} =0 { within a minute} one { after # minute} other { after # minutes}}.",
  "closed.done": "Closed. {holder} says it is done.",
  "closed.withdrawn": "Closed. You said that you do not need help any more.",
  "closed.nobody": "Closed. Nobody came. That is our fault, not yours.",
  "closed.coming": "Closed. {holder} was on the way.",
  "closed.thanks": "Thank you for asking for help.",
  "closed.thanksForSaying": "Thank you for saying so.",
  "closed.nobodyYet": "Nobody had come by then. That is our fault, not yours.",
  "closed.outcome": "{holder} says how it ended: {outcome}.",
  "closed.byItself": "Nobody said how it ended, so it was closed after 30 minutes.",
  "closed.endedFirst": "The call ended first. Thank you for asking for help.",
  "closed.asked": "We asked {people}.",
  "closed.heldOn": "You held on alone. Thank you.",
  "closed.askAgain": "If you need someone, type {slash}escalate.",
  "closed.breakOrTalk":
    "If you would like a break, type {slash}break. If you would like to talk, type {slash}debrief.",
} as const;
